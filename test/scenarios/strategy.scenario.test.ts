// A person puts something into a strategy on its real contracts, has what it earned booked, and takes it out to the last unit: at once,
// or in parts where not all of it is free. On another network, too, where what stands there is code of ours.
import { assert, DAY_MS, HOUR_MS, money } from '@diboas/kernel';
import {
  depositAddressList,
  positionList,
  type QuoteRequest,
  type QuoteView,
  strategyList,
} from '@diboas/protocol';
import { LENT, LENT_ON_SOLANA, LENT_ON_SUI, POOLED } from '@diboas/providers/testing';
import { askNow, openHolds } from '@diboas/testkit/database';
import { inProcess } from '@diboas/testkit/in-process';
import { bearMuch, type Person, problemIn, untilTrue } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DefiChains, readDefi } from '../chaos/books/defi-chains.ts';
import { checkDefiRules } from '../chaos/books/defi-rules.ts';
import { readLives } from '../chaos/books/lives.ts';
import { holdingsOn } from '../chaos/cluster/networks.ts';
import { wholeUnits } from './whole-units.ts';

let world: OpenSystem;
let ana: Person;

const WAIT = { timeoutMs: 60_000, pauseMs: 100 };
const YEAR_MS = 365 * DAY_MS;
/** Of those that lend dollars, whichever it is called. */
const DOLLARS = { how: 'pause', asset: 'USDC' } as const;

beforeAll(async () => {
  const settings = { PACE_FACTOR: '0.02', LOG_LEVEL: 'fatal' };
  const chains = { networks: ['ethereum', 'solana', 'sui'], pace: 'at-once' } as const;
  world = await openSystem({ start: inProcess(), floats: true, everyProvider: true, settings, chains });
  ana = await world.person('ana');
  await bearMuch(ana);
  const made = depositAddressList.parse((await ana.call('POST', '/v1/deposit-addresses')).body);
  for (const [network, amount] of [
    ['ethereum', '1800.00'],
    ['solana', '1300.00'],
    ['sui', '700.00'],
  ] as const) {
    const { address = '' } = made.items.find((one) => one.network === network) ?? {};
    const chain = await world.outside.chain(network);
    await chain.fund(address, money('USDC', 2_000_000_000n));
    await untilTrue(
      async () => {
        await chain.mine(66);
        return (await held('BANKING', network)) > 0n;
      },
      () => `no dollars have come on ${network}`,
      WAIT,
    );
    const move = { operation: 'MOVE', from: 'BANKING', to: 'DEFI', asset: 'USDC', network, amount } as const;
    await ana.confirm(await ana.price(move));
  }
});
beforeEach(async () => {
  await steer({ ...DOLLARS, is: false });
  await steer({ how: 'cap', asset: 'USDC', whole: '0' });
  // How it stood is told for a while, which a slow machine may still be within.
  await untilTrue(
    async () => (await lent()).suitability.kind === 'sold',
    () => 'it is not sold again',
    WAIT,
  );
});
afterAll(() => world?.close());

async function lent() {
  const { items } = strategyList.parse((await ana.call('GET', '/v1/strategies')).body);
  return items.find(({ id }) => id === START.strategy) ?? expect.unreachable('it is listed');
}

async function steer(figures: object): Promise<void> {
  await (await world.outside.chain('ethereum')).act('lending', figures);
}

async function held(
  type: 'BANKING' | 'DEFI',
  on: 'ethereum' | 'solana' | 'sui' = 'ethereum',
): Promise<bigint> {
  const { balances } = await ana.balances();
  const found = balances.find((one) => one.type === type && one.asset === 'USDC' && one.network === on);
  return wholeUnits('USDC', found?.available ?? '0');
}

async function positions() {
  return positionList.parse((await ana.call('GET', '/v1/positions')).body).items;
}

async function priced(wanted: QuoteRequest): Promise<QuoteView> {
  const quote = await ana.price(wanted);
  assert('pay' in quote, 'it was priced', { quote });
  return quote;
}

const START = { operation: 'START_STRATEGY', strategy: LENT.USDC } as const;

const toStart = (amount: string): QuoteRequest => ({ ...START, amount });

/** Blocks come, and it is asked about now. */
async function until(id: string, isSo: () => Promise<boolean>, words: string): Promise<void> {
  await untilTrue(
    async () => {
      for (const network of ['ethereum', 'solana', 'sui'] as const)
        await (await world.outside.chain(network)).mine(66);
      await askNow(world.database, [id]);
      return await isSo();
    },
    () => words,
    WAIT,
  );
}

/** What is earned between a price and its confirmation lies there too: then it is priced once more. */
async function confirmed(wanted: QuoteRequest): Promise<QuoteView> {
  for (let asked = 0; asked < 5; asked += 1) {
    const quote = await priced(wanted);
    const { status } = await ana.confirm(quote);
    if (status === 201) return quote;
    expect(status).toBe(409);
  }
  return expect.unreachable('it is never confirmed');
}

async function done(wanted: QuoteRequest): Promise<QuoteView> {
  const quote = await confirmed(wanted);
  await until(quote.id, async () => (await ana.transaction(quote.id)).ended, 'it does not end');
  return quote;
}

describe('a strategy on its real contracts', () => {
  it('M40 M41 earns for a year what is booked, and is taken out with it to the last unit', async () => {
    const before = await held('DEFI');
    const started = await done(toStart('1000.00'));
    expect((await ana.transaction(started.id)).state).toBe('completed');
    const spent = before - (await held('DEFI'));
    expect(spent > 1_002_500_000n && spent <= wholeUnits('USDC', started.pay.total.amount), `${spent}`).toBe(
      true,
    );
    const chain = await world.outside.chain('ethereum');
    await chain.act('time', { ms: YEAR_MS });
    const earned = async () => wholeUnits('USDC', (await positions())[0]?.earned.amount ?? '0');
    await until(started.id, async () => (await earned()) > 20_000_000n, 'nothing is earned');
    const [position] = await positions();
    assert(position, 'it lies there');
    const told = wholeUnits('USDC', position.earned.amount);
    expect(wholeUnits('USDC', position.lies.amount)).toBe(1_000_000_000n + told);
    const had = await held('DEFI');
    const stopped = await done({ operation: 'STOP_STRATEGY', position: started.id });
    const end = await ana.transaction(stopped.id);
    expect(end).toMatchObject({ state: 'completed', attempts: [{ state: 'succeeded' }] });
    const brought = (await held('DEFI')) - had;
    expect(brought).toBeGreaterThanOrEqual(wholeUnits('USDC', stopped.receive.amount));
    expect(brought).toBeGreaterThan(1_015_000_000n);
    expect(await positions()).toEqual([]);
    expect(await openHolds(world.database)).toEqual([]);
    expect(await lyingIn(started.id)).toBe(0n);
  });

  it('M45 that is paused between its price and its sending gives all back, and moves nothing [strategy.paused]', async () => {
    const before = await held('DEFI');
    const quote = await priced(toStart('100.00'));
    await steer({ ...DOLLARS, is: true });
    expect((await ana.confirm(quote)).status).toBe(201);
    await until(quote.id, async () => (await ana.transaction(quote.id)).ended, 'it does not end');
    expect((await ana.transaction(quote.id)).state).not.toBe('completed');
    expect(await held('DEFI')).toBe(before);
    expect(await openHolds(world.database)).toEqual([]);
  });

  it('M45 that is full takes nothing in [strategy.full]', async () => {
    await steer({ how: 'cap', asset: 'USDC', whole: '1' });
    const before = await held('DEFI');
    const answer = await ana.call('POST', '/v1/quotes', { body: toStart('120.00') });
    // By its own word now, or by what was told of it before.
    const told = [answer.status, problemIn(answer).code];
    expect([
      [422, 'amount_too_large'],
      [403, 'not_sold'],
    ]).toContainEqual(told);
    expect(await held('DEFI')).toBe(before);
  });

  it('M41 of which not all is free pays that now, and the rest once there is enough [strategy.not_free]', async () => {
    const started = await done(toStart('500.00'));
    await steer({ how: 'drain', asset: 'USDC', left: '200000000' });
    const before = await held('DEFI');
    const quote = await confirmed({ operation: 'STOP_STRATEGY', position: started.id });
    await until(quote.id, async () => (await held('DEFI')) > before, 'nothing is paid');
    const part = (await held('DEFI')) - before;
    expect(part > 150_000_000n && part <= 200_000_000n, `${part}`).toBe(true);
    expect((await ana.transaction(quote.id)).ended).toBe(false);
    await steer({ how: 'refill', asset: 'USDC' });
    await until(quote.id, async () => (await ana.transaction(quote.id)).ended, 'the rest does not come');
    expect((await ana.transaction(quote.id)).state).toBe('completed');
    expect((await held('DEFI')) - before).toBeGreaterThan(495_000_000n);
    expect(await positions()).toEqual([]);
    expect(await openHolds(world.database)).toEqual([]);
  });

  it('M46 M54 in a pool is paid by trades, says how it fares beside keeping, and brings what it comes to [strategy.price_moved]', async () => {
    const before = await held('DEFI');
    const started = await done({ operation: 'START_STRATEGY', strategy: POOLED, amount: '600.00' });
    expect((await ana.transaction(started.id)).state).toBe('completed');
    const [begun] = await positions();
    assert(begun, 'it lies there');
    // What did not fit is still in the balance, but for the fees.
    const putIn = wholeUnits('USDC', begun.putIn.amount);
    expect(putIn > 596_000_000n && putIn < 600_000_000n, `${putIn}`).toBe(true);
    expect(before - (await held('DEFI'))).toBeGreaterThan(putIn);
    await trade(14_000);
    await trade(4_000);
    const earned = async () => wholeUnits('USDC', (await positions())[0]?.earned.amount ?? '0');
    await until(started.id, async () => (await earned()) > 0n, 'nothing is earned');
    await trade(6_000);
    const [{ worth, lies } = { worth: null, lies: null }] = await positions();
    assert(worth?.liquidity && lies, 'it is told how it fares');
    expect(worth.liquidity.range.isInRange).toBe(true);
    expect(wholeUnits('USDC', worth.liquidity.ifKept.amount)).toBeGreaterThan(
      wholeUnits('USDC', worth.value.amount),
    );
    // A price that was moved just now is no price.
    await (await world.outside.chain('ethereum')).act('pool', { fee: 500, dollars: 6_300 });
    const stop: QuoteRequest = { operation: 'STOP_STRATEGY', position: started.id };
    expect(await ana.call('POST', '/v1/quotes', { body: stop })).toMatchObject({
      ...{ status: 503, body: { code: 'no_market' } },
    });
    await trade(6_000);
    // That it had none is said again for a moment.
    const isPriced = async () => (await ana.call('POST', '/v1/quotes', { body: stop })).status === 201;
    await untilTrue(isPriced, () => 'it has no price again', WAIT);
    const had = await held('DEFI');
    const stopped = await done(stop);
    expect((await ana.transaction(stopped.id)).state).toBe('completed');
    const brought = (await held('DEFI')) - had;
    expect(brought).toBeGreaterThanOrEqual(wholeUnits('USDC', stopped.receive.amount));
    expect(brought).toBeGreaterThan(wholeUnits('USDC', lies.amount));
    expect(await positions()).toEqual([]);
    expect(await openHolds(world.database)).toEqual([]);
  });
});

describe('a strategy on another network', () => {
  it('M40 M41 is put into and taken out of by its own coins there, with what it earned by then', async () => {
    const [before, elsewhere] = [await held('DEFI', 'sui'), await held('DEFI')];
    const started = await done({ operation: 'START_STRATEGY', strategy: LENT_ON_SUI, amount: '500.00' });
    expect((await ana.transaction(started.id)).state).toBe('completed');
    const spent = before - (await held('DEFI', 'sui'));
    const most = wholeUnits('USDC', started.pay.total.amount);
    expect(spent >= 500_000_000n && spent <= most, `${spent} <= ${most}`).toBe(true);
    const [position] = await positions();
    expect(position).toMatchObject({ strategy: LENT_ON_SUI });
    const chain = await world.outside.chain('sui');
    await chain.act('time', { ms: YEAR_MS });
    const had = await held('DEFI', 'sui');
    const stopped = await done({ operation: 'STOP_STRATEGY', position: started.id });
    expect((await ana.transaction(stopped.id)).state).toBe('completed');
    const brought = (await held('DEFI', 'sui')) - had;
    expect(brought).toBeGreaterThanOrEqual(wholeUnits('USDC', stopped.receive.amount));
    expect(brought).toBeGreaterThan(510_000_000n);
    expect(await held('DEFI')).toBe(elsewhere);
    expect(await positions()).toEqual([]);
    expect(await openHolds(world.database)).toEqual([]);
    expect(await lyingIn(started.id)).toBe(0n);
  });

  it('M40 M41 M52 takes dollars that are there already, gains for a year what is booked as it is taken out, and pays in parts', async () => {
    const had = await held('DEFI', 'solana');
    const started = await done({
      operation: 'START_STRATEGY',
      strategy: LENT_ON_SOLANA,
      amount: '1000.00',
    });
    expect((await ana.transaction(started.id)).state).toBe('completed');
    const spent = had - (await held('DEFI', 'solana'));
    // Whole shares come to a unit or two less than was asked for.
    expect(spent > 999_999_990n && spent <= wholeUnits('USDC', started.pay.total.amount), `${spent}`).toBe(
      true,
    );
    const solana = await world.outside.chain('solana');
    await solana.act('time', { ms: YEAR_MS });
    const [position] = await positions();
    assert(position?.worth, 'it lies there, and is worth something', { position });
    expect(wholeUnits('USDC', position.worth.value.amount)).toBeGreaterThan(1_040_000_000n);
    await solana.act('vault', { how: 'drain', left: '250000000' });
    const before = await held('DEFI', 'solana');
    const stopped = await confirmed({ operation: 'STOP_STRATEGY', position: started.id });
    await until(stopped.id, async () => (await held('DEFI', 'solana')) > before, 'nothing is paid');
    expect((await ana.transaction(stopped.id)).ended).toBe(false);
    await solana.act('vault', { how: 'refill' });
    await until(stopped.id, async () => (await ana.transaction(stopped.id)).ended, 'the rest does not come');
    expect((await ana.transaction(stopped.id)).state).toBe('completed');
    const brought = (await held('DEFI', 'solana')) - before;
    expect(brought).toBeGreaterThanOrEqual(wholeUnits('USDC', stopped.receive.amount));
    expect(brought).toBeGreaterThan(1_035_000_000n);
    expect(await positions()).toEqual([]);
    expect(await openHolds(world.database)).toEqual([]);
    expect(await lyingIn(started.id)).toBe(0n);
  });
});

describe('M44 a start that may wait for a lower fee', () => {
  const WAITS: QuoteRequest = { ...START, amount: '50.00', feeWait: '6' };

  /** What Ethereum asks for rises to a hundred times what it was. */
  async function risen(): Promise<void> {
    await (await world.outside.chain('ethereum')).act('fees', { baseFee: '20000000000' });
  }

  async function waiting(): Promise<string> {
    await risen();
    const { id, estimate } = await confirmed(WAITS);
    expect(estimate.toSeconds).toBeGreaterThan(6 * 3_600);
    await untilTrue(
      async () => (await ana.transaction(id)).waits?.for === 'network_fee',
      () => 'it does not wait',
      WAIT,
    );
    return id;
  }

  it('says what it waits for and until when, and is sent once the network asks for less', async () => {
    const id = await waiting();
    const { waits, state, where, createdAt } = await ana.transaction(id);
    expect([state, where]).toEqual(['accepted', 'set_aside']);
    expect(Date.parse(waits?.until ?? '') - Date.parse(createdAt)).toBe(6 * HOUR_MS);
    await (await world.outside.chain('ethereum')).mine(200);
    await askNow(world.database, [id], ['resend']);
    await until(id, async () => (await ana.transaction(id)).ended, 'it does not end');
    expect((await ana.transaction(id)).state).toBe('completed');
  });

  it('is cancelled by its owner meanwhile: all of it is back, and nothing was sent', async () => {
    const before = await held('DEFI');
    const id = await waiting();
    expect((await ana.call('POST', `/v1/transactions/${id}/cancel`)).status).toBe(200);
    expect(await ana.transaction(id)).toMatchObject({ state: 'cancelled', ended: true });
    expect(await held('DEFI')).toBe(before);
    expect(await openHolds(world.database)).toEqual([]);
  });
});

describe('what the books say of strategies', () => {
  it('M40 is what the chain says, and whatever differs is found', async () => {
    const started = await done({ ...START, amount: '50.00' });
    const database = new pg.Client({ connectionString: world.database.url });
    await database.connect();
    const lives = await readLives(database);
    const networks = { world: world.outside, holdings: holdingsOn(world.outside) };
    const defi = await readDefi(lives, networks);
    const found = async (of: DefiChains) =>
      (await checkDefiRules(database, { lives, defi: of })).flatMap(({ breaches }) =>
        breaches.map(({ kind, transactionId }) => ({ kind, about: transactionId })),
      );
    const acts = defi.done.filter(({ id, isAct }) => isAct && id === started.id);
    const others = defi.done.filter(({ id }) => id !== started.id);
    const [paidFrom] = defi.paidFrom;
    assert(paidFrom && acts.length === 1, 'one start was carried out', { acts });
    const lying = (units: bigint): DefiChains => ({
      ...defi,
      paidFrom: [{ ...paidFrom, held: paidFrom.held.map((one) => money(one.asset, one.units + units)) }],
    });
    const invested = (times: bigint): DefiChains => ({
      ...defi,
      invested: defi.invested.map(({ provider, worth }) => ({
        provider,
        worth: money(worth.asset, worth.units * times),
      })),
    });
    const [lost, duplicated] = [
      { kind: 'lost', about: null },
      { kind: 'duplicated', about: null },
    ] as const;
    expect(await found(defi)).toEqual([]);
    expect(await found({ ...defi, done: [...acts, ...defi.done] })).toEqual([
      { kind: 'duplicated', about: started.id },
    ]);
    expect(await found({ ...defi, done: others })).toEqual([{ kind: 'violation', about: started.id }]);
    expect(await found({ ...defi, paidFrom: [{ ...paidFrom, strange: 1 }] })).toEqual([lost]);
    expect(await found(lying(1n))).toEqual([lost, lost]);
    expect(await found(lying(-1n))).toEqual([duplicated, duplicated]);
    expect(await found(invested(2n))).toEqual([lost]);
    expect(await found(invested(0n))).toEqual([duplicated]);
    await database.end();
  });
});

/** Others trade until an ether costs so much, and go on at that price for longer than half an hour. */
async function trade(dollars: number): Promise<void> {
  const chain = await world.outside.chain('ethereum');
  await chain.act('pool', { fee: 500, dollars });
  await chain.act('time', { ms: 1_860_000 });
}

/** What the books have in the account of a position. */
async function lyingIn(position: string): Promise<bigint> {
  const { balances } = await ana.balances();
  const all = balances.filter(({ type }) => `${type}`.includes(position));
  return all.reduce((sum, one) => sum + wholeUnits('USDC', one.available), 0n);
}
