import { createCalendars, instantAt, ZONES } from '@diboas/calendars';
import { type Instant, MINUTE_MS, money, SECOND_MS } from '@diboas/kernel';
import { availableUnits } from '@diboas/ledger';
import {
  createMarketHours,
  type Offers,
  type Operation,
  type Terms,
  type ToldSession,
} from '@diboas/orchestration';
import { SOME_QUOTE } from '@diboas/testkit/fixtures';
import { describe, expect, it } from 'vitest';
import { SEND_OUT } from '../simulation/nodes/send-out.ts';
import { type AskedTerms, askedToWait, createScene, type Scene } from './scene.ts';

/** What leaves a balance, and is sent while New York trades. */
const TRADED: Operation = { ...SEND_OUT, market: () => 'nyse' };

const OUT: AskedTerms = {
  operation: TRADED,
  request: {
    pay: money('USDC', 50_000_000n),
    payNetwork: 'solana',
    method: 'chain',
    receive: { asset: 'USDC', network: 'solana' },
  },
  quote: { ...SOME_QUOTE, fees: [], deliver: money('USDC', 50_000_000n) },
};

const newYork = (day: `${number}-${number}-${number}`, time: `${number}:${number}`): Instant =>
  instantAt(day, time, ZONES.newYork);
const utc = (instant: Instant | undefined) => new Date(instant ?? 0).toISOString().slice(0, 16);

interface Exchange {
  readonly scene: Scene;
  readonly customer: string;
  /** Orders that were sent to anybody. */
  sent(): number;
  /** What a venue says of the exchange from now on. */
  tell(told: Omit<ToldSession, 'at'>): void;
  available(): Promise<bigint>;
  /** What providers offer from now on for what was agreed. */
  offers: Offers | 'as_agreed';
}

/** Somebody with about a hundred dollars in their balance. */
async function openExchange(): Promise<Exchange> {
  let told: ToldSession | null = null;
  const asked = { offers: 'as_agreed' as Offers | 'as_agreed' };
  const scene = createScene({
    operations: [TRADED],
    hours: createMarketHours(createCalendars([]), () => (told === null ? [] : [told])),
    askOffers: async ({ terms }) =>
      asked.offers === 'as_agreed' ? [{ provider: 'northpay', order: terms.order }] : asked.offers,
  });
  const customer = await scene.customer();
  await scene.engine.send(await scene.webhook(await scene.start(customer), 'done'));
  await scene.engine.idle();
  const before = scene.outside.keys.length;
  return Object.assign(asked, {
    ...{ scene, customer },
    sent: () => scene.outside.keys.length - before,
    tell(next: Omit<ToldSession, 'at'>) {
      told = { ...next, at: scene.now };
    },
    async available() {
      const [account] = (await scene.store.balances(customer)).accounts;
      return account ? availableUnits(account.balance) : 0n;
    },
  });
}

async function order({ scene, customer }: Exchange, at: Instant): Promise<Terms> {
  scene.now = at;
  return await scene.start(customer, OUT);
}

async function cancel({ scene, customer }: Exchange, { id }: Terms): Promise<void> {
  const names = { transactionId: id, by: customer, key: `cancel-${id}` };
  await scene.engine.send({ type: 'act', ...names, act: { kind: 'cancel' }, reason: '', evidence: null });
  await scene.engine.idle();
}

describe('an order of what New York trades', () => {
  it.each([
    ['on the eve of a holiday, after the close', '2026-11-25', '16:00', '2026-11-27T14:30'],
    ['on a holiday', '2026-11-26', '11:00', '2026-11-27T14:30'],
    ['on a half day at its close', '2026-11-27', '13:00', '2026-11-30T14:30'],
    ['over the clocks that are put back', '2026-10-30', '17:00', '2026-11-02T14:30'],
    ['over the clocks that are put forward', '2027-03-12', '17:00', '2027-03-15T13:30'],
    ['in the night', '2026-12-02', '02:00', '2026-12-02T14:30'],
  ] as const)(
    'M36 %s rests with nobody until the opening [market.closed]',
    async (_what, day, time, opens) => {
      const exchange = await openExchange();
      const before = await exchange.available();
      const terms = await order(exchange, newYork(day, time));
      const { scene } = exchange;
      const resting = await scene.read(terms);
      expect(resting).toMatchObject({ status: 'BALANCE_RESERVED', wait: { for: 'market' }, attempts: [] });
      expect(utc(resting.wait?.until)).toBe(opens);
      expect(await exchange.available()).toBeLessThan(before);
      await scene.pass((resting.wait?.until ?? 0) - scene.now - 1);
      expect(exchange.sent()).toBe(0);
      await scene.pass(1);
      expect(exchange.sent()).toBe(1);
      expect(await scene.read(terms)).toMatchObject({
        ...{ status: 'SENT_TO_PROVIDER', wait: null },
        attempts: [{ routing: { reason: 'asked_again' } }],
      });
    },
  );

  it.each([
    ['on a half day one minute before the close', '2026-11-27', '12:59'],
    ['on an ordinary day as it opens', '2026-12-02', '09:30'],
  ] as const)('M36 %s is sent at once', async (_what, day, time) => {
    const exchange = await openExchange();
    await order(exchange, newYork(day, time));
    expect(exchange.sent()).toBe(1);
  });

  it('M36 is looked after by others from the close on, so that no call that waited is made after it', async () => {
    const exchange = await openExchange();
    const close = newYork('2026-11-27', '13:00');
    const terms = await order(exchange, close - 10 * SECOND_MS);
    const begun = exchange.scene.store.journal().find(({ transactionId }) => transactionId === terms.id);
    const due = begun?.events.find((event) => event.type === 'due_set');
    expect(due).toMatchObject({ due: { at: close, reason: 'submission_unanswered' } });
  });

  it('M36 waits longer where a venue says that it stays closed [market.stays_closed]', async () => {
    const exchange = await openExchange();
    const { scene } = exchange;
    const terms = await order(exchange, newYork('2026-12-01', '20:00'));
    const [opens, later] = [newYork('2026-12-02', '09:30'), newYork('2026-12-03', '09:30')];
    scene.now = opens - MINUTE_MS;
    exchange.tell({ isOpen: false, until: later });
    await scene.pass(MINUTE_MS);
    expect(exchange.sent()).toBe(0);
    expect(await scene.read(terms)).toMatchObject({ wait: { for: 'market', until: later } });
    // It says nothing any more, and nothing else is known of that day.
    await scene.pass(later - scene.now);
    expect(exchange.sent()).toBe(1);
  });

  it('M36 waits where the exchange closes early [market.closed]', async () => {
    const exchange = await openExchange();
    exchange.scene.now = newYork('2026-12-02', '11:00');
    const later = newYork('2026-12-03', '09:30');
    exchange.tell({ isOpen: false, until: later });
    const terms = await order(exchange, exchange.scene.now + MINUTE_MS);
    expect(exchange.sent()).toBe(0);
    expect(await exchange.scene.read(terms)).toMatchObject({ wait: { for: 'market', until: later } });
  });

  it('M36 is given back at once when its owner cancels it', async () => {
    const exchange = await openExchange();
    const before = await exchange.available();
    const terms = await order(exchange, newYork('2026-11-28', '12:00'));
    await cancel(exchange, terms);
    expect(await exchange.scene.read(terms)).toMatchObject({ status: 'COMPENSATED', failure: 'cancelled' });
    expect(await exchange.available()).toBe(before);
    expect(exchange.scene.store.all('holds')).toEqual([]);
    await exchange.scene.pass(newYork('2026-11-30', '10:00') - exchange.scene.now);
    expect(exchange.sent()).toBe(0);
  });

  it('M36 that was turned away is sent again by its key when the exchange opens [market.put_off]', async () => {
    const exchange = await openExchange();
    const { scene } = exchange;
    const { submit } = scene.outside;
    scene.outside.submit = async () => askedToWait(MINUTE_MS);
    const terms = await order(exchange, newYork('2026-11-27', '12:59'));
    scene.outside.submit = submit;
    await scene.pass(2 * MINUTE_MS);
    expect(exchange.sent()).toBe(1);
    expect(await scene.read(terms)).toMatchObject({
      ...{ activity: 'RETRYING', due: { at: newYork('2026-11-30', '09:30'), reason: 'resend' } },
    });
    await scene.pass(newYork('2026-11-30', '09:30') - scene.now);
    expect(exchange.sent()).toBe(2);
    expect(new Set(scene.outside.keys.slice(-2)).size).toBe(1);
  });
});

describe('a price beyond what was agreed at the opening', () => {
  const opens = newYork('2026-11-30', '09:30');

  async function beyond() {
    const exchange = await openExchange();
    const before = await exchange.available();
    const terms = await order(exchange, newYork('2026-11-28', '12:00'));
    exchange.offers = 'beyond';
    await exchange.scene.pass(opens - exchange.scene.now);
    return { exchange, before, terms };
  }

  it('M36 is told, and done once the price is back [price.beyond]', async () => {
    const { exchange, terms } = await beyond();
    const until = newYork('2026-11-30', '16:00');
    expect(await exchange.scene.read(terms)).toMatchObject({
      ...{ status: 'BALANCE_RESERVED', wait: { for: 'price', until }, attempts: [] },
    });
    await exchange.scene.pass(5 * MINUTE_MS);
    exchange.offers = 'as_agreed';
    await exchange.scene.pass(5 * MINUTE_MS);
    expect(exchange.sent()).toBe(1);
  });

  it('M36 until the close gives all of it back [price.beyond]', async () => {
    const { exchange, before, terms } = await beyond();
    for (let minutes = 0; minutes < 395; minutes += 5) await exchange.scene.pass(5 * MINUTE_MS);
    expect(await exchange.scene.read(terms)).toMatchObject({
      ...{ status: 'COMPENSATED', failure: 'price_moved', wait: null, due: null },
    });
    expect([exchange.sent(), await exchange.available()]).toEqual([0, before]);
  });

  it('M36 can be cancelled meanwhile [price.beyond]', async () => {
    const { exchange, before, terms } = await beyond();
    await cancel(exchange, terms);
    expect(await exchange.scene.read(terms)).toMatchObject({ status: 'COMPENSATED', failure: 'cancelled' });
    expect(await exchange.available()).toBe(before);
  });

  it('M36 waits for the next opening where the exchange closes early meanwhile [price.beyond]', async () => {
    const { exchange, terms } = await beyond();
    const later = newYork('2026-12-01', '09:30');
    exchange.tell({ isOpen: false, until: later });
    await exchange.scene.pass(4 * MINUTE_MS + 59 * SECOND_MS);
    exchange.tell({ isOpen: false, until: later });
    await exchange.scene.pass(SECOND_MS);
    expect(await exchange.scene.read(terms)).toMatchObject({ wait: { for: 'market', until: later } });
  });
});
