import { ADD_FUNDS } from '@diboas/banking';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import type { Rate } from '@diboas/market';
import { exchange, type Operation } from '@diboas/orchestration';
import { dayIn, type MarketMark, type PortfolioStore, WRITTEN_AFTER_MS } from '@diboas/portfolio';
import { createMemoryStore } from '@diboas/storage/memory';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { portfolioMovementKind } from '../parts/portfolio-movement-kind.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { createWorldOn, sampleObservation } from '../testing/small-world.ts';
import { createDayKeeping } from './day-keeping.ts';
import { createMarketMarks } from './market-marks.ts';

/** Adding money to what is invested. */
const INVESTMENT: Operation = {
  ...ADD_FUNDS,
  name: 'TEST_INVESTMENT',
  ...exchange({ from: 'outside', to: 'INVESTING' }),
};

const MIDNIGHT = Date.UTC(2026, 10, 24);

function dollar(at: Instant): Rate {
  return {
    asset: 'USDC',
    currency: 'USD',
    price: { numerator: 1n, denominator: 1n },
    at,
    source: 'northpay',
  };
}

function createNight() {
  const world = createWorldOn(createMemoryStore(), { operations: [INVESTMENT] });
  const { store, clock } = world;
  const metrics = createMetrics();
  const operations = new Map([[INVESTMENT.name, INVESTMENT]]);
  const keepingOn = (portfolios: PortfolioStore, kindOf = portfolioMovementKind(operations)) =>
    createDayKeeping({ portfolios, clock, metrics, logger: pino({ level: 'silent' }), kindOf });
  const markAt = (at: Instant): Promise<void> => {
    const mark: MarketMark = { at, rates: [dollar(at - 1)] };
    return store.keepMark(mark);
  };
  async function invest(customerId: string): Promise<void> {
    const { id } = await world.confirm(customerId, { operation: INVESTMENT });
    await world.engine.idle();
    await world.tell(id, sampleObservation('done'));
  }
  async function errors(): Promise<number> {
    const { values } = await metrics.errors.get();
    return values
      .filter(({ labels }) => labels.where === 'portfolios')
      .reduce((sum, one) => sum + one.value, 0);
  }
  return { ...world, keepingOn, markAt, invest, errors };
}

describe('days of portfolios', () => {
  const ANA = '0f0e0d0c-0b0a-4909-8807-060504030201';
  const BEN = '0f0e0d0c-0b0a-4909-8807-060504030202';

  it('M33 are written once they are over; nights on which nobody worked are caught up with, without a guess', async () => {
    const { store, clock, keepingOn, markAt, invest } = createNight();
    await markAt(clock.at);
    await invest(ANA);
    const { lookOnce } = keepingOn(store);
    expect(await lookOnce()).toBe(1);
    expect(await lookOnce()).toBe(0);
    await markAt(MIDNIGHT);
    await markAt(MIDNIGHT + 2 * DAY_MS);
    clock.at = MIDNIGHT + WRITTEN_AFTER_MS - 1;
    expect(await lookOnce()).toBe(0);
    expect(await store.keptDays(ANA, 9)).toEqual([]);
    // Nobody works for two more nights, and of one of them no price was kept.
    clock.at = MIDNIGHT + 2 * DAY_MS + HOUR_MS;
    expect(await lookOnce()).toBe(1);
    const days = (await store.keptDays(ANA, 9)).map((day) => dayIn(day, 'USD'));
    expect(days.map(({ day, holdings }) => [day, holdings[0]?.quantity, holdings[0]?.value])).toEqual([
      ['2026-11-23', 100_000_000n, 10_000n],
      ['2026-11-24', 100_000_000n, null],
      ['2026-11-25', 100_000_000n, 10_000n],
    ]);
    expect(days.map(({ flows }) => flows.map(({ kind, way, worth }) => [kind, way, worth]))).toEqual([
      [['external', 'in', 10_000n]],
      [],
      [],
    ]);
  });

  it('are written by one of all nodes that look at once', async () => {
    const { store, clock, keepingOn, markAt, invest, errors } = createNight();
    for (const person of [ANA, BEN]) await invest(person);
    await markAt(MIDNIGHT);
    clock.at = MIDNIGHT + WRITTEN_AFTER_MS;
    const looked = await Promise.all([1, 2, 3].map(() => keepingOn(store).lookOnce()));
    expect(looked.reduce((sum, count) => sum + count)).toBe(2);
    expect(await Promise.all([ANA, BEN].map(async (one) => (await store.keptDays(one, 9)).length))).toEqual([
      1, 1,
    ]);
    expect(await errors()).toBe(0);
  });

  it('that are there stay: the same again changes nothing, another figure is told of, and holds up nobody else', async () => {
    const { store, clock, keepingOn, markAt, invest, errors } = createNight();
    for (const person of [ANA, BEN]) await invest(person);
    await markAt(MIDNIGHT);
    clock.at = MIDNIGHT + WRITTEN_AFTER_MS;
    await keepingOn(store).lookOnce();
    const written = await store.keptDays(ANA, 9);
    // It is not known any more how far the days of one go, but they are there.
    const forgetful: PortfolioStore = {
      ...store,
      async claimPortfolios(bucket, turn) {
        const claimed = await store.claimPortfolios(bucket, turn);
        return claimed.map((one) => (one.customerId === ANA ? { ...one, last: null, seq: 0 } : one));
      },
      async writeDays(keeping, days) {
        return store.writeDays((await store.keeping(keeping.customerId)) ?? keeping, days);
      },
    };
    clock.at += DAY_MS;
    expect(await keepingOn(forgetful).lookOnce()).toBe(2);
    expect(await errors()).toBe(0);
    const twice = await store.keptDays(ANA, 9);
    expect([twice[0], twice.length]).toEqual([written[0], 2]);
    clock.at += DAY_MS;
    expect(await keepingOn(forgetful, () => 'within').lookOnce()).toBe(2);
    expect(await errors()).toBe(1);
    expect(await store.keptDays(ANA, 9)).toEqual(twice);
    expect(await store.keptDays(BEN, 9)).toHaveLength(3);
  });
});

describe('what assets cost', () => {
  it('is kept every five minutes, of what was known a moment before they were over', async () => {
    const { store, clock } = createNight();
    clock.at = MIDNIGHT - 30 * SECOND_MS;
    let known: readonly Rate[] = [dollar(clock.at)];
    const { lookOnce } = createMarketMarks({ portfolios: store, rates: () => known, clock });
    const tick = async (ms: number) => {
      clock.at += ms;
      return await lookOnce();
    };
    expect(await tick(0)).toBe(0);
    expect(await tick(29 * SECOND_MS)).toBe(0);
    const before = known;
    known = [dollar(MIDNIGHT + 1)];
    expect(await tick(2 * SECOND_MS)).toBe(1);
    expect(await tick(SECOND_MS)).toBe(0);
    expect(await store.marks([MIDNIGHT])).toEqual([{ at: MIDNIGHT, rates: before }]);
    // Nobody told anything for five minutes, so of the next moment nothing is kept.
    expect(await tick(5 * MINUTE_MS)).toBe(0);
    expect(await store.marks([MIDNIGHT + 5 * MINUTE_MS])).toEqual([]);
  });
});
