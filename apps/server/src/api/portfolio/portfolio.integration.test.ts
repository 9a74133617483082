import { ADD_FUNDS } from '@diboas/banking';
import { ZONES } from '@diboas/calendars';
import { DAY_MS, type Instant, SECOND_MS } from '@diboas/kernel';
import type { Currency, Rate } from '@diboas/market';
import { exchange, type Operation } from '@diboas/orchestration';
import { WRITTEN_AFTER_MS } from '@diboas/portfolio';
import { type PortfolioView, portfolioView } from '@diboas/protocol';
import { createPostgresStore, openPool, type Store } from '@diboas/storage';
import { createMemoryStore } from '@diboas/storage/memory';
import { createTestDatabase } from '@diboas/testkit/database';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { portfolioMovementKind } from '../../parts/portfolio-movement-kind.ts';
import { createMetrics } from '../../telemetry/metrics.ts';
import { createTestParts, requestOf } from '../../testing/parts.ts';
import { createWorldOn, sampleObservation } from '../../testing/small-world.ts';
import { createDayKeeping } from '../../work/day-keeping.ts';
import { createPortfolioHandlers } from './handler.ts';

const INVESTMENT: Operation = {
  ...ADD_FUNDS,
  name: 'TEST_INVESTMENT',
  ...exchange({ from: 'outside', to: 'INVESTING' }),
};

const MIDNIGHT = Date.UTC(2026, 10, 24);

/** A dollar token at so many cents, and what bitcoin costs in two currencies, by which they are counted in each other. */
function ratesAt(at: Instant, cents: bigint): Rate[] {
  const rate = (asset: Rate['asset'], currency: Currency, hundredths: bigint): Rate => {
    return { asset, currency, price: { numerator: hundredths, denominator: 100n }, at, source: 'northpay' };
  };
  return [rate('USDC', 'USD', cents), rate('BTC', 'USD', 100_000_00n), rate('BTC', 'EUR', 80_000_00n)];
}

const stores: readonly [string, () => Promise<{ store: Store; close: () => Promise<void> }>][] = [
  ['the memory store', async () => ({ store: createMemoryStore(), close: async () => {} })],
  [
    'PostgreSQL',
    async () => {
      const database = await createTestDatabase();
      const pool = openPool(database.url, { max: 4 });
      const close = async () => {
        await pool.end();
        await database.drop();
      };
      return { store: createPostgresStore(pool), close };
    },
  ],
];

describe.each(stores)('GET /v1/portfolio on %s', (_name, open) => {
  let opened: Awaited<ReturnType<(typeof stores)[number][1]>>;
  let people = 0;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  function createScene() {
    people += 1;
    const customerId = `0f0e0d0c-0b0a-4909-8807-06050403021${people}`;
    const world = createWorldOn(opened.store, { seed: people, operations: [INVESTMENT] });
    const { store, clock } = world;
    let cents = 100n;
    const parts = { ...createTestParts(world), rates: () => ratesAt(clock.at - SECOND_MS, cents) };
    const handlers = createPortfolioHandlers(parts);
    const kindOf = portfolioMovementKind(parts.operations);
    const logger = pino({ level: 'silent' });
    const keeping = createDayKeeping({ portfolios: store, clock, metrics: createMetrics(), logger, kindOf });
    async function ask(range: PortfolioView['range'], currency: Currency = 'USD'): Promise<PortfolioView> {
      const outcome = await handlers.portfolio({ ...requestOf(customerId), query: { range, currency } });
      if (!outcome.ok) throw new Error(outcome.refusal.code);
      return portfolioView.parse(outcome.value.body);
    }
    /** Until then nothing happens, but that each midnight a price is kept, and the day written. */
    async function passTo(at: Instant): Promise<void> {
      for (let midnight = MIDNIGHT; midnight + WRITTEN_AFTER_MS <= at; midnight += DAY_MS) {
        await store.keepMark({ at: midnight, rates: ratesAt(midnight - SECOND_MS, cents) });
        clock.at = Math.max(clock.at, midnight + WRITTEN_AFTER_MS);
        await keeping.lookOnce();
      }
      clock.at = at;
    }
    async function invest(): Promise<void> {
      const { id } = await world.confirm(customerId, { operation: INVESTMENT });
      await world.engine.idle();
      await world.tell(id, sampleObservation('done'));
    }
    const price = (next: bigint) => {
      cents = next;
    };
    return { ...world, customerId, handlers, ask, passTo, invest, price };
  }

  it('M33 tells of nobody’s portfolio that there is nothing, and why there is no return', async () => {
    const { ask } = createScene();
    expect(await ask('1M')).toMatchObject({
      value: { money: { asset: 'USD', amount: '0.00' }, at: null },
      ...{ positions: [], chart: [], advice: [], zone: null },
      gained: null,
      period: {
        from: null,
        change: null,
        timeWeighted: { kind: 'unknown', why: 'no_days' },
        moneyWeighted: { kind: 'unknown', why: 'no_days' },
      },
    });
  });

  it('M33 tells what was gained up to now, over days that were written and the one that goes on', async () => {
    const { ask, passTo, invest, price, clock } = createScene();
    await invest();
    price(110n);
    const first = await ask('ALL');
    expect(first.positions).toMatchObject([
      { asset: 'USDC', value: { money: { amount: '110.00' } }, shareBps: 10_000, cost: null, gain: null },
    ]);
    // What moved moments ago is counted by the price of now: of its own moment nobody kept one yet.
    expect(first.gained).toEqual({ money: { asset: 'USD', amount: '0.00' }, share: '0' });
    await passTo(MIDNIGHT + 2 * DAY_MS + 3_600_000);
    price(121n);
    await invest();
    const later = await ask('1W');
    expect(later.value.money.amount).toBe('242.00');
    expect(later.chart.map(({ value }) => value)).toEqual(['110.00', '110.00', '110.00', '242.00']);
    expect(later.chart.at(-1)?.at).toBe(new Date(clock.at).toISOString());
    // The first came when nobody kept prices, so what it was worth then is not known, and nothing is made up.
    expect(later.gained).toBeNull();
    expect(later.period).toMatchObject({ timeWeighted: { kind: 'unknown', why: 'flow_unknown' } });
    const day = await ask('1D');
    expect(day.period).toMatchObject({
      change: { amount: '11.00' },
      timeWeighted: { kind: 'known', rate: '0.047619' },
    });
  });

  it('M33 counts in another currency from the first day on, and begins where the portfolio did', async () => {
    const { ask, passTo, invest, price, store, clock } = createScene();
    await store.keepMark({ at: clock.at, rates: ratesAt(clock.at, 100n) });
    await invest();
    await passTo(MIDNIGHT + DAY_MS + 3_600_000);
    price(105n);
    const euros = await ask('1M', 'EUR');
    expect(euros.value.money).toEqual({ asset: 'EUR', amount: '84.00' });
    expect(euros.period).toMatchObject({
      from: '2026-11-23T00:00:00.000Z',
      change: { asset: 'EUR', amount: '4.00' },
      timeWeighted: { kind: 'known', rate: '0.05' },
      moneyWeighted: { kind: 'known', rate: '0.05' },
    });
    expect(euros.gained).toEqual({ money: { asset: 'EUR', amount: '4.00' }, share: '0.05' });
    expect((await ask('ALL', 'BRL')).unknown).toEqual(['USDC']);
  });

  it('M34 says by figures how it is spread, and what it reached', async () => {
    const { ask, invest } = createScene();
    await invest();
    const { advice, concentration, allocation } = await ask('1D');
    expect(concentration).toEqual({ byAsset: 10_000, byNetwork: 10_000, byIssuer: 10_000 });
    expect(allocation.byIssuer).toEqual([
      { key: 'circle', value: { asset: 'USD', amount: '100.00' }, shareBps: 10_000 },
    ]);
    expect(advice).toMatchObject([
      { code: 'largest_position', asset: 'USDC', shareBps: 10_000, weight: 'high', threshold: 7_000 },
      { code: 'concentrated_in_assets', largest: 'USDC', index: 10_000, threshold: 5_000 },
      { code: 'concentrated_in_networks', largest: 'solana', threshold: 8_000 },
      { code: 'concentrated_in_issuers', largest: 'circle', threshold: 8_000 },
    ]);
    expect(await ask('1D', 'BRL')).toMatchObject({ advice: [{ code: 'values_unknown', assets: ['USDC'] }] });
  });

  it('ends days by the zone that was said, and takes none that there is not', async () => {
    const { ask, invest, handlers, customerId, passTo } = createScene();
    const say = (zone: string) => handlers.sayDayZone({ ...requestOf(customerId), body: { zone } });
    expect(await say('Mars/Olympus')).toMatchObject({ ok: false, refusal: { code: 'invalid_request' } });
    await invest();
    expect(await say(ZONES.newYork)).toMatchObject({ ok: true });
    await passTo(MIDNIGHT + 3_600_000);
    const { zone, chart } = await ask('ALL');
    // It is still the evening of the day before in New York, and the deposit was there at one o'clock that night.
    expect([zone, chart.length]).toEqual(['America/New_York', 1]);
  });

  it('is whoever asks alone', async () => {
    const [mine, other] = [createScene(), createScene()];
    await mine.invest();
    expect((await other.ask('ALL')).positions).toEqual([]);
  });
});
