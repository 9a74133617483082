import { ZONES } from '@diboas/calendars';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import {
  type MadeMovement,
  madeBooks,
  madeKeeping,
  madeMovements,
  madeRate,
  madeZone,
} from '../testing/made-books.ts';
import type { Keeping, PortfolioMovementKind } from './books.ts';
import { dayIn } from './kept-day.ts';
import { marketMarkAt, marketThen, markTimesAround } from './market-mark.ts';
import { planDays, WRITTEN_AFTER_MS } from './plan-days.ts';
import { momentsOfDays, priceDays } from './price-days.ts';

const NOON = Date.UTC(2026, 10, 23, 12);
const MIDNIGHT = Date.UTC(2026, 10, 24);

function planned(movements: readonly MadeMovement[], now: Instant, keeping: Keeping = madeKeeping()) {
  const books = madeBooks(madeMovements(movements), keeping.seq);
  return planDays(keeping, books, { now, writtenAfterMs: WRITTEN_AFTER_MS });
}

describe('days to be written', () => {
  const added = { at: NOON, units: 100n };

  it('M33 are those that have been over for a while, from the first on which something moved', () => {
    const soon = planned([added], MIDNIGHT + WRITTEN_AFTER_MS - 1);
    expect(soon).toMatchObject({ days: [], seq: 0, dueAt: MIDNIGHT + WRITTEN_AFTER_MS });
    const over = planned([added], MIDNIGHT + WRITTEN_AFTER_MS);
    expect(over.days.map(({ day, endsAt }) => [day, endsAt])).toEqual([['2026-11-23', MIDNIGHT]]);
    expect(over).toMatchObject({ seq: 1, dueAt: MIDNIGHT + DAY_MS + WRITTEN_AFTER_MS });
  });

  it('are none where nothing has moved, which is looked at again when the day is over', () => {
    expect(planned([], NOON)).toEqual({
      days: [],
      seq: 0,
      dueAt: MIDNIGHT + WRITTEN_AFTER_MS,
      running: null,
    });
  });

  it('have what there was at their end, and not what came later', () => {
    const { days, seq, running } = planned(
      [added, { at: MIDNIGHT - 1, units: -30n }, { at: MIDNIGHT, units: 5n }],
      MIDNIGHT + WRITTEN_AFTER_MS,
    );
    expect(days[0]?.held.map(({ money }) => money.units)).toEqual([70n]);
    expect(days[0]?.movements.map(({ money }) => money.units)).toEqual([100n, -30n]);
    expect(seq).toBe(2);
    expect(running).toMatchObject({ day: '2026-11-24', movements: [{ money: { units: 5n } }] });
    expect(running?.held.map(({ money }) => money.units)).toEqual([75n]);
  });

  it('end by the zone of their person, also on days of 25 hours', () => {
    const zone = madeZone('America/New_York');
    const at = Date.UTC(2026, 10, 1, 3, 30);
    const { days } = planned([{ at, units: 1n }], at + 3 * DAY_MS, madeKeeping({ zone }));
    expect(days.map(({ day, endsAt }) => [day, new Date(endsAt).toISOString()])).toEqual([
      ['2026-10-31', '2026-11-01T04:00:00.000Z'],
      ['2026-11-01', '2026-11-02T05:00:00.000Z'],
      ['2026-11-02', '2026-11-03T05:00:00.000Z'],
    ]);
  });

  it('follow each other where the zone changes: one is longer or shorter, and nothing is in two or in none', () => {
    const last = { day: '2026-11-23', endsAt: MIDNIGHT } as const;
    for (const name of ['Asia/Tokyo', 'Pacific/Kiritimati', 'America/New_York', 'Etc/GMT+12']) {
      const keeping = madeKeeping({ zone: madeZone(name), last, seq: 1 });
      const moved = [
        added,
        ...[1, 16, 30, 47].map((hours) => ({ at: MIDNIGHT + hours * HOUR_MS, units: 1n })),
      ];
      const { days } = planned(moved, MIDNIGHT + 5 * DAY_MS, keeping);
      expect(days[0]?.day).toBe('2026-11-24');
      expect(days.flatMap(({ movements }) => movements.map(({ seq }) => seq))).toEqual([2, 3, 4, 5]);
      const ends = days.map(({ endsAt }) => endsAt);
      expect(ends).toEqual(ends.toSorted((left, right) => left - right));
      expect(ends[0]).toBeGreaterThan(MIDNIGHT);
    }
  });

  it('count what was committed after its day had been written, by a clock that was behind, to the next day', () => {
    const last = { day: '2026-11-23', endsAt: MIDNIGHT } as const;
    const late = { at: MIDNIGHT - 1, units: 9n };
    const { days } = planned(
      [added, late],
      MIDNIGHT + DAY_MS + WRITTEN_AFTER_MS,
      madeKeeping({ last, seq: 1 }),
    );
    expect(days.map(({ day, movements }) => [day, movements.length])).toEqual([['2026-11-24', 1]]);
    expect(days[0]?.held.map(({ money }) => money.units)).toEqual([109n]);
  });

  it('have what the journal has before the first of the next day, so that nothing is counted in both', () => {
    const moved = [added, { at: MIDNIGHT + 1, units: 5n }, { at: MIDNIGHT - 1, units: 9n }];
    const { days, seq, running } = planned(moved, MIDNIGHT + WRITTEN_AFTER_MS);
    expect([days[0]?.movements.map((one) => one.seq), seq]).toEqual([[1], 1]);
    expect(days[0]?.held.map(({ money }) => money.units)).toEqual([100n]);
    expect(running?.movements.map((one) => one.seq)).toEqual([2, 3]);
  });

  it('are so many at once at most, and more are due at once', () => {
    const first = planned([added], NOON + 150 * DAY_MS);
    expect(first.days).toHaveLength(100);
    expect(first.running).toBeNull();
    expect(first.dueAt).toBeLessThan(NOON + 150 * DAY_MS);
  });
});

describe('what days were worth', () => {
  const kindOf = (operation: string): PortfolioMovementKind =>
    operation === 'BUY' ? 'exchange' : operation === 'YIELD' ? 'within' : 'external';
  const rates = (at: Instant, btc: bigint) => [
    madeRate('USDC', 1n, at),
    madeRate('BTC', btc, at),
    madeRate('BTC', btc * 2n, at, 'EUR'),
  ];

  function pricedDays(movements: readonly MadeMovement[], marks: readonly [Instant, bigint][]) {
    const { days } = planned(movements, MIDNIGHT + DAY_MS + WRITTEN_AFTER_MS);
    const kept = marks.map(([at, btc]) => ({ at, rates: rates(at - 1, btc) }));
    return priceDays(days, { market: marketThen(kept, null), kindOf, before: null });
  }

  const bought = [
    { at: NOON, units: 1_000_000_000n },
    { at: NOON + HOUR_MS, units: -502_000_000n, operation: 'BUY' },
    { at: NOON + HOUR_MS, units: -1_000_000n, operation: 'BUY', isFee: true },
    { at: NOON + HOUR_MS, units: 1_000_000n, asset: 'BTC', operation: 'BUY' },
    { at: NOON + HOUR_MS, units: 1_000n, asset: 'BTC', operation: 'YIELD' },
  ] as const satisfies readonly MadeMovement[];

  it('M33 are by the prices of their end, and what moved by those of its moment; a fee and a yield are no flows', () => {
    const [day] = pricedDays(bought, [
      [NOON, 49_000n],
      [NOON + HOUR_MS, 50_000n],
      [MIDNIGHT, 60_000n],
      [MIDNIGHT + DAY_MS, 61_000n],
    ]);
    if (!day) throw new Error('a day was written');
    expect(dayIn(day, 'USD')).toEqual({
      ...{ day: '2026-11-23', currency: 'USD' },
      holdings: [
        { asset: 'USDC', quantity: 497_000_000n, value: 49_700n, at: MIDNIGHT - 1 },
        { asset: 'BTC', quantity: 1_001_000n, value: 60_060n, at: MIDNIGHT - 1 },
      ],
      flows: [
        { asset: 'USDC', kind: 'external', way: 'in', worth: 100_000n },
        { asset: 'USDC', kind: 'exchange', way: 'out', worth: 50_200n },
        { asset: 'BTC', kind: 'exchange', way: 'in', worth: 50_000n },
      ],
    });
    expect(dayIn(day, 'EUR').holdings[1]?.value).toBe(120_120n);
    expect(dayIn(day, 'BRL').holdings[1]?.value).toBeNull();
    expect(day.crossed).toEqual({
      USD: { cameIn: 100_000n, wentOut: 0n },
      EUR: { cameIn: 200_000n, wentOut: 0n },
      BRL: null,
    });
  });

  it('are not known where nobody kept a price: of the end, or within five minutes of what moved', () => {
    const [first, second] = pricedDays(bought, [
      [NOON + 4 * MINUTE_MS, 50_000n],
      [MIDNIGHT + DAY_MS, 61_000n],
    ]);
    if (!first || !second) throw new Error('two days were written');
    expect(dayIn(first, 'USD').holdings.map(({ value }) => value)).toEqual([null, null]);
    expect(dayIn(first, 'USD').flows.map(({ worth }) => worth)).toEqual([100_000n, null, null]);
    expect(dayIn(second, 'USD').holdings.map(({ value }) => value)).toEqual([49_700n, 61_061n]);
    expect(second.crossed.USD).toEqual({ cameIn: 100_000n, wentOut: 0n });
  });

  it('that crossed the border is not known from the day on of which one was not', () => {
    const days = pricedDays(
      [
        { at: NOON, units: 5n },
        { at: NOON + DAY_MS, units: 5n },
      ],
      [[NOON + DAY_MS, 1n]],
    );
    expect(days.map(({ crossed }) => crossed.USD)).toEqual([null, null]);
  });

  it('have moments that are asked of the prices that were kept around them', () => {
    const { days } = planned([{ at: NOON + 1, units: 5n }], MIDNIGHT + WRITTEN_AFTER_MS);
    expect(momentsOfDays(days)).toEqual([MIDNIGHT, NOON + 1]);
    expect(markTimesAround(momentsOfDays(days))).toEqual([NOON, NOON + 5 * MINUTE_MS, MIDNIGHT]);
  });
});

describe('what is kept of the market', () => {
  it('is from no later than its moment, and no older than prices are made from', () => {
    const at = (ms: number) => madeRate('BTC', 1n, NOON + ms);
    expect(marketMarkAt(NOON, [at(0), at(1), at(-MINUTE_MS), at(-MINUTE_MS - 1)])?.rates).toEqual([
      at(0),
      at(-MINUTE_MS),
    ]);
    expect(marketMarkAt(NOON, [at(1)])).toBeNull();
  });

  it('is of the midnight of every zone', () => {
    const names = Intl.supportedValuesOf('timeZone');
    const ends = names.map(
      (name) => planned([{ at: NOON, units: 1n }], NOON, madeKeeping({ zone: madeZone(name) })).dueAt,
    );
    expect(names).toContain(ZONES.frankfurt);
    for (const end of ends) expect((end - WRITTEN_AFTER_MS) % (5 * MINUTE_MS)).toBe(0);
  });
});
