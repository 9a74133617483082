import { HOUR_MS, money, SECOND_MS } from '@diboas/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  accepted,
  LONG_MS,
  lookupOf,
  moved,
  openTradingWorld,
  type TradingWorld,
} from './testing/trading-world.ts';

let world: TradingWorld;
beforeEach(async () => {
  world = await openTradingWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

/** A price of the person's own, in dollars for one bitcoin, good for an hour. */
const limit = (dollars: bigint) => ({
  ...{ type: 'limit' as const, price: money('USDC', dollars * 1_000_000n) },
  goodTill: world.now() + HOUR_MS,
});

describe('a price', () => {
  it('of a purchase has the fee on top, and the least by the tolerance', async () => {
    const { quote } = await world.agree();
    expect(quote.fees).toMatchObject([{ amount: money('USDC', 4_000_000n), takenBy: 'Kraken' }]);
    const { expected, deliver } = quote;
    expect(expected && expected.units > deliver.units).toBe(true);
    expect(expected && expected.units * 9_950n <= deliver.units * 10_000n).toBe(true);
  });

  it('of a sale keeps the fee of what it brings', async () => {
    const { quote } = await world.agree({ side: 'sell' });
    expect(quote.fees).toEqual([]);
    const [kept] = quote.keeps ?? [];
    expect(kept && kept.amount.units * 10_000n >= (quote.deliver.units + kept.amount.units) * 40n).toBe(true);
    expect(quote.expected && quote.expected.units > quote.deliver.units).toBe(true);
  });

  it('is refused before anything is sent, in words of its own', async () => {
    const refusalOf = async (ask: Parameters<TradingWorld['ask']>[0]) => {
      const quote = await world.adapter().quote(world.ask(ask));
      return quote.ok ? 'a price' : quote.refusal;
    };
    expect(await refusalOf({ pay: money('USDC', 400_000n) })).toBe('amount_too_small');
    expect(await refusalOf({ side: 'sell', pay: money('BTC', 4_000n) })).toBe('amount_too_small');
    expect(await refusalOf({ pay: money('USDC', 900_000_000_000_000n) })).toBe('amount_too_large');
    for (const status of ['cancel_only', 'post_only', 'reduce_only'] as const) {
      world.market().steer(world.pair, { status });
      expect(await refusalOf({})).toBe('no_market');
    }
    world.market().steer(world.pair, { status: 'online', depth: 0n });
    expect(await refusalOf({})).toBe('no_market');
    const { receive, ...wish } = world.ask({});
    const elsewhere = { ...wish, receive: { asset: receive.asset, network: 'solana' as const } };
    expect(await world.adapter().quote(elsewhere)).toEqual({ ok: false, refusal: 'unsupported' });
  });

  it('is none by a book that is crossed, or that cannot be read', async () => {
    const crossed = await world.between('Depth', (body) =>
      body.replace('"asks":[["', '"asks":[["1.00","9",0],["'),
    );
    const garbled = await world.between('Depth', () => '<html>');
    const refusals = [garbled, crossed].map(async ({ url }) => {
      const quote = await world.adapter({ url }).quote(world.ask({}));
      return quote.ok ? 'a price' : quote.refusal;
    });
    expect(await Promise.all(refusals)).toEqual(['unavailable', 'no_market']);
    await Promise.all([crossed.close(), garbled.close()]);
  });
});

describe('a trade at the price of now', () => {
  it.each(['buy', 'sell'] as const)('that is a %s is done at once, within what was agreed', async (side) => {
    const { quote, submission } = await world.agree({ side });
    const { stage, end, milestone, movements } = accepted(await world.adapter().submit(submission));
    expect({ stage, end, milestone }).toEqual({ stage: 'ended', end: 'done', milestone: 'trade_complete' });
    const [taken, given] = [moved(movements, 'taken'), moved(movements, 'given')];
    expect(taken && taken.units <= submission.chargeMax.units).toBe(true);
    expect(given && given.units >= quote.deliver.units).toBe(true);
    expect(given && quote.expected && given.units * 1_000n >= quote.expected.units * 998n).toBe(true);
    const where = side === 'buy' ? ['solana', 'bitcoin'] : ['bitcoin', 'solana'];
    expect(movements.slice(0, 2).map(({ network }) => network)).toEqual(where);
  });

  it('uses almost all of the dollars where the book stands still', async () => {
    const { submission } = await world.agree({ trade: { type: 'market', toleranceBps: 500 } });
    const { movements } = accepted(await world.adapter().submit(submission));
    const taken = moved(movements, 'taken');
    expect(taken && taken.units > 985_000_000n).toBe(true);
  });

  it.each([
    ['buy', 70],
    ['sell', -70],
  ] as const)(
    'that is a %s is never filled beyond its limit: of a market that moved by %s bps nothing is had',
    async (side, shiftBps) => {
      const { submission, startedAt } = await world.agree({ side });
      world.market().steer(world.pair, { shiftBps });
      const observation = accepted(await world.adapter().submit(submission));
      expect(observation).toMatchObject({
        stage: 'ended',
        end: 'price_changed',
        movements: [],
        milestone: 'failed',
      });
      const { reference } = observation;
      expect(await world.adapter().lookup(lookupOf(submission, { reference, startedAt }))).toEqual({
        kind: 'found',
        observation,
      });
    },
  );

  it('takes what is there within its limit, and lets go of the rest', async () => {
    const { submission } = await world.agree();
    world.market().steer(world.pair, { depth: 300_000n });
    const { end, movements } = accepted(await world.adapter().submit(submission));
    expect(end).toBe('price_changed');
    expect(moved(movements, 'given')).toEqual(money('BTC', 300_000n));
    const taken = moved(movements, 'taken');
    const { chargeMax, deliver } = submission;
    // No worse a price than was agreed.
    expect(taken && taken.units * deliver.units <= 300_000n * chargeMax.units).toBe(true);
  });

  it('is refused where Kraken would take more than was agreed by now', async () => {
    const { submission } = await world.agree();
    const dearer = { ...submission, chargeMax: submission.pay, deliver: money('BTC', 999_999_999n) };
    expect(await world.adapter().submit(dearer)).toMatchObject({ kind: 'rejected', code: 'price_changed' });
    expect(world.ordersOf(submission.attemptId)).toEqual([]);
  });

  it('of what does not lie there is refused, and may be had elsewhere', async () => {
    const { submission } = await world.agree();
    world.strike({ kind: 'refuse', remaining: 1, match: { path: '/0/private/AddOrder' } });
    const answer = await world.adapter().submit(submission);
    expect(answer).toMatchObject({ kind: 'rejected', code: 'limit_exceeded', elsewhere: true });
  });
});

describe('a trade at a price of one’s own', () => {
  it('rests, is filled a part at a time, and is done', async () => {
    const { submission, startedAt } = await world.agree({ trade: limit(90_000n) });
    const adapter = world.adapter();
    const { reference, ...open } = accepted(await adapter.submit(submission));
    expect(open).toMatchObject({ stage: 'open', end: null, milestone: 'order_placed', movements: [] });
    const told = async () => {
      const answer = await adapter.lookup(lookupOf(submission, { reference, startedAt }));
      return answer.kind === 'found' ? answer.observation : answer;
    };
    const control = world.sandbox.control;
    control.advance(reference, 'pay');
    expect(await told()).toMatchObject({ stage: 'working', milestone: 'order_filled' });
    control.advance(reference, 'pay');
    control.advance(reference, 'complete');
    const done = await told();
    expect(done).toMatchObject({ stage: 'ended', end: 'done', milestone: 'trade_complete' });
    if (!('movements' in done)) return;
    expect(done.movements).toHaveLength(6);
    expect(moved(done.movements, 'given')).toEqual(submission.deliver);
    const taken = moved(done.movements, 'taken');
    expect(taken && taken.units <= submission.chargeMax.units).toBe(true);
  });

  it('is met by the market when that comes to its price', async () => {
    const { submission, startedAt } = await world.agree({ trade: limit(90_000n) });
    const { reference } = accepted(await world.adapter().submit(submission));
    world.market().steer(world.pair, { shiftBps: -1_200 });
    const answer = await world.adapter().lookup(lookupOf(submission, { reference, startedAt }));
    expect(answer).toMatchObject({ kind: 'found', observation: { stage: 'ended', end: 'done' } });
  });

  it('lapses when its time is over, with what was filled of it', async () => {
    const { submission, startedAt } = await world.agree({ side: 'sell', trade: limit(120_000n) });
    const { reference } = accepted(await world.adapter().submit(submission));
    world.sandbox.control.advance(reference, 'pay');
    world.pass(HOUR_MS);
    const answer = await world.adapter().lookup(lookupOf(submission, { reference, startedAt }));
    expect(answer).toMatchObject({ kind: 'found', observation: { stage: 'ended', end: 'lapsed' } });
    if (answer.kind === 'found')
      expect(moved(answer.observation.movements, 'taken')).toEqual(money('BTC', 500_000n));
  });

  it('is cancelled, and what was filled before counts; a fill before the cancel makes it too late', async () => {
    const adapter = world.adapter();
    const one = await world.agree({ trade: limit(90_000n) });
    const { reference } = accepted(await adapter.submit(one.submission));
    world.sandbox.control.advance(reference, 'pay');
    const asked = lookupOf(one.submission, { startedAt: one.startedAt });
    expect(await adapter.cancel?.(asked)).toEqual({ kind: 'asked' });
    expect(await adapter.cancel?.(asked)).toEqual({ kind: 'asked' });
    const found = await adapter.lookup(asked);
    expect(found).toMatchObject({ observation: { end: 'cancelled', milestone: 'trade_complete' } });

    const other = await world.agree({ trade: limit(90_000n) });
    const late = accepted(await adapter.submit(other.submission));
    world.sandbox.control.advance(late.reference, 'complete');
    const tooLate = lookupOf(other.submission, { reference: late.reference, startedAt: other.startedAt });
    expect(await adapter.cancel?.(tooLate)).toEqual({ kind: 'too_late' });
  });

  it('that its exchange ended says so, and is no wish of anybody', async () => {
    const { submission, startedAt } = await world.agree({ trade: limit(90_000n) });
    const { reference } = accepted(await world.adapter().submit(submission));
    world.sandbox.control.advance(reference, 'reject');
    const answer = await world.adapter().lookup(lookupOf(submission, { reference, startedAt }));
    expect(answer).toMatchObject({ observation: { stage: 'ended', end: 'other', milestone: 'failed' } });
  });

  it('is not sent once its time is over', async () => {
    const { submission } = await world.agree({ trade: limit(90_000n) });
    world.pass(HOUR_MS - SECOND_MS);
    expect(await world.adapter().submit(submission)).toMatchObject({ kind: 'rejected', code: 'lapsed' });
  });
});

describe('what is sent again', () => {
  it.each(['buy', 'sell'] as const)('is done once, long after a %s has ended', async (side) => {
    const { submission } = await world.agree({ side });
    const first = accepted(await world.adapter().submit(submission));
    expect(accepted(await world.adapter().submit(submission))).toEqual(first);
    world.pass(HOUR_MS);
    expect(accepted(await world.adapter().submit(submission))).toEqual(first);
    expect(world.ordersOf(submission.attemptId)).toHaveLength(1);
  });

  it('at once with another is done once', async () => {
    const { submission } = await world.agree();
    const adapter = world.adapter();
    const answers = await Promise.all([1, 2, 3].map(() => adapter.submit(submission)));
    expect(answers.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
    expect(answers.filter(({ kind }) => kind === 'unknown')).toHaveLength(2);
    expect(world.ordersOf(submission.attemptId)).toHaveLength(1);
  });

  it.each(['reset_before', 'reset_after', 'server_error_before', 'server_error_after'] as const)(
    'after %s waits until nothing can be on its way, and is done once',
    async (kind) => {
      const { submission, startedAt } = await world.agree();
      const adapter = world.adapter();
      world.strike({ kind, remaining: 1, match: { path: '/0/private/AddOrder' } });
      expect((await adapter.submit(submission)).kind).toBe('unknown');
      const made = world.ordersOf(submission.attemptId).length;
      expect(made).toBe(kind.endsWith('after') ? 1 : 0);
      const asked = lookupOf(submission, { startedAt });
      expect((await adapter.lookup(asked)).kind).toBe(made === 1 ? 'found' : 'unknown');
      // Nothing follows a send without an answer, whatever the lists say.
      if (made === 0) expect((await adapter.submit(submission)).kind).toBe('unknown');
      world.pass(LONG_MS);
      expect((await adapter.lookup(asked)).kind).toBe(made === 1 ? 'found' : 'not_found');
      expect((await adapter.submit(submission)).kind).toBe('accepted');
      expect(world.ordersOf(submission.attemptId)).toHaveLength(1);
    },
  );

  it('is not taken after its deadline, however late it comes', async () => {
    const { submission } = await world.agree();
    world.strike({
      kind: 'latency',
      ms: 6 * SECOND_MS,
      remaining: 1,
      match: { path: '/0/private/AddOrder' },
    });
    const answer = world.adapter().submit(submission);
    await expect
      .poll(() => world.sandbox.control.log(0, 500).some(({ summary }) => summary.includes('AddOrder')))
      .toBe(true);
    world.pass(7 * SECOND_MS);
    expect(await answer).toMatchObject({ kind: 'unknown' });
    expect(world.ordersOf(submission.attemptId)).toEqual([]);
  });

  it('after a nonce that was refused or a rate is sent anew', async () => {
    const { submission } = await world.agree();
    const adapter = world.adapter();
    world.strike({
      kind: 'refuse',
      code: 'EAPI:Invalid nonce',
      remaining: 1,
      match: { path: '/0/private/AddOrder' },
    });
    expect(await adapter.submit(submission)).toMatchObject({ kind: 'retryable', cause: 'rate_limited' });
    world.strike({ kind: 'rate_limit', remaining: 1, match: { path: '/0/private/AddOrder' } });
    expect(await adapter.submit(submission)).toMatchObject({ kind: 'retryable', cause: 'rate_limited' });
    expect((await adapter.submit(submission)).kind).toBe('accepted');
  });

  it('under a name of which there are two orders is a person’s to look at', async () => {
    const { submission, startedAt } = await world.agree();
    accepted(await world.adapter().submit(submission));
    const [order] = world.ordersOf(submission.attemptId);
    if (order) world.trading().place(order);
    expect(await world.adapter().submit(submission)).toMatchObject({ kind: 'unknown' });
    const asked = lookupOf(submission, { startedAt });
    expect(await world.adapter().lookup(asked)).toMatchObject({ kind: 'unknown', isAnswered: true });
  });
});

describe('an answer', () => {
  it('that cannot be read is unknown, and the order is found', async () => {
    const { submission, startedAt } = await world.agree();
    const garbled = await world.between('AddOrder', () => '<html>');
    expect((await world.adapter({ url: garbled.url }).submit(submission)).kind).toBe('unknown');
    expect(await world.adapter().lookup(lookupOf(submission, { startedAt }))).toMatchObject({
      kind: 'found',
    });
    await garbled.close();
  });

  it('with a status that nobody knows, or not all of its trades, is unknown', async () => {
    const { submission, startedAt } = await world.agree();
    const { reference } = accepted(await world.adapter().submit(submission));
    const asked = lookupOf(submission, { reference, startedAt });
    const strange = await world.between('QueryOrders', (body) => body.replace('"closed"', '"settling"'));
    expect(await world.adapter({ url: strange.url }).lookup(asked)).toMatchObject({
      kind: 'unknown',
      isAnswered: true,
    });
    const lacking = await world.between('QueryOrders', (body) =>
      body.replace(/"trades":\[[^\]]*\]/, '"trades":[]'),
    );
    expect(await world.adapter({ url: lacking.url }).lookup(asked)).toMatchObject({
      kind: 'unknown',
      isAnswered: true,
    });
    await Promise.all([strange.close(), lacking.close()]);
  });

  it('of nobody is never sent where nobody listens', async () => {
    const { submission, startedAt } = await world.agree();
    const nowhere = world.adapter({ url: 'http://127.0.0.1:1' });
    expect(await nowhere.submit(submission)).toMatchObject({ kind: 'retryable', cause: 'never_sent' });
    expect((await nowhere.lookup(lookupOf(submission, { startedAt }))).kind).toBe('unknown');
    expect(await nowhere.holdings()).toEqual({ ok: false, refusal: 'unavailable' });
  });
});

describe('what lies there', () => {
  it('falls and rises by what was traded, to the last unit', async () => {
    const lying = async (asset: string) => {
      const holdings = await world.adapter().holdings();
      return holdings.ok
        ? (holdings.value.held.find(({ money: one }) => one.asset === asset)?.money.units ?? 0n)
        : 0n;
    };
    const before = [await lying('USDC'), await lying('BTC')];
    const { submission } = await world.agree();
    const { movements } = accepted(await world.adapter().submit(submission));
    const [taken, given] = [moved(movements, 'taken'), moved(movements, 'given')];
    expect(await lying('BTC')).toBe((before[1] ?? 0n) + (given?.units ?? 0n));
    // Kraken counts further digits of a dollar, of which we bear what is less than our last.
    const left = (before[0] ?? 0n) - (taken?.units ?? 0n) - (await lying('USDC'));
    expect([0n, 1n]).toContain(left);
  });

  it('is told of every asset that is traded, where it lies', async () => {
    const holdings = await world.adapter().holdings();
    expect(holdings).toMatchObject({ ok: true, value: { silent: [] } });
    if (!holdings.ok) return;
    const places = holdings.value.held.map(({ money: { asset }, network }) => `${asset} ${network}`);
    expect(places).toEqual(['USDC solana', 'BTC bitcoin', 'ETH ethereum', 'SOL solana', 'SUI sui']);
  });
});

describe('several nodes with one key', () => {
  it('whose calls overtake each other are let in', async () => {
    const [one, other] = [world.adapter(), world.adapter({ now: () => world.now() - 2 * SECOND_MS })];
    for (const node of [one, other, one, other]) expect((await node.holdings()).ok).toBe(true);
  });

  it('of which the clock of one is far behind tell that nothing was done', async () => {
    const { submission } = await world.agree();
    const behind = world.adapter({ now: () => world.now() - HOUR_MS });
    expect(await behind.submit(submission)).toMatchObject({ kind: 'retryable' });
    expect(world.ordersOf(submission.attemptId)).toEqual([]);
  });
});
