// Rows of days are only added: what is taken in, what is refused, and which moments a day has.
import { addDays, ZONES } from '@diboas/calendars';
import { HOUR_MS } from '@diboas/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeRow, madeSeries } from '../testing/made-series.ts';
import { type Day, pointOfDay } from './day-row.ts';
import { appendDay, type DayRefusal, type DaySeries, spanOfDay } from './day-series.ts';

const LATER = Date.UTC(2027, 0, 1);
const empty: DaySeries = { currency: 'USD', zone: ZONES.utc, before: 'nothing', days: [] };

function appended(series: DaySeries, row: Day, now = LATER): DaySeries {
  const outcome = appendDay(series, row, now);
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal}`);
  return outcome.value;
}

describe('M33 a day', () => {
  it.each([
    ['of nobody’s place', '2026-11-30', ZONES.utc, '2026-11-30T00:00:00.000Z', 24],
    ['in New York', '2026-11-30', ZONES.newYork, '2026-11-30T05:00:00.000Z', 24],
    ['in New York, as clocks are put forward', '2026-03-08', ZONES.newYork, '2026-03-08T05:00:00.000Z', 23],
    ['in New York, as they are put back', '2026-11-01', ZONES.newYork, '2026-11-01T04:00:00.000Z', 25],
  ] as const)('%s has its own moments', (_where, day, zone, from, hours) => {
    const span = spanOfDay(day, zone);
    expect(new Date(span.from).toISOString()).toBe(from);
    expect(span.until - span.from).toBe(hours * HOUR_MS);
  });

  it('ends where the next begins', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000 }),
        fc.constantFrom(...Object.values(ZONES)),
        (index, zone) => {
          const day = addDays('2026-01-01', index);
          const next = addDays(day, 1);
          expect(spanOfDay(day, zone).until).toBe(spanOfDay(next, zone).from);
        },
      ),
    );
  });

  it('is of its parts together, and not known where one of them is not', () => {
    const row: Day = {
      ...{ day: '2026-11-30', currency: 'USD' },
      holdings: [
        { asset: 'BTC', quantity: 1n, value: 70n, at: 200 },
        { asset: 'ETH', quantity: 2n, value: 30n, at: 100 },
      ],
      flows: [
        { asset: 'BTC', kind: 'external', way: 'in', worth: 5n },
        { asset: 'ETH', kind: 'external', way: 'in', worth: null },
        { asset: 'BTC', kind: 'exchange', way: 'out', worth: 9n },
      ],
    };
    expect(pointOfDay(row, 'all')).toEqual({
      ...{ day: '2026-11-30', value: 100n, cameIn: null, wentOut: 0n, at: 100 },
    });
    expect(pointOfDay(row, 'BTC')).toMatchObject({ value: 70n, cameIn: 5n, wentOut: 9n, at: 200 });
    expect(pointOfDay(row, 'SOL')).toMatchObject({ value: 0n, cameIn: 0n, wentOut: 0n, at: null });
  });
});

describe('M33 a series of days', () => {
  const series = madeSeries('2026-11-01', [{ value: 100n }, { value: 110n, cameIn: 5n }], 'nothing');

  it('takes a day in once: again with the same figures it changes nothing, with another it is refused', () => {
    const row = madeRow('2026-11-02', { value: 110n, cameIn: 5n });
    const turned = { ...row, holdings: row.holdings.toReversed(), flows: row.flows.toReversed() };
    expect(appended(series, turned)).toBe(series);
    for (const other of [
      { value: 111n, cameIn: 5n },
      { value: 110n, cameIn: 6n },
      { value: null, cameIn: 5n },
      { value: 110n },
    ])
      expect(appendDay(series, madeRow('2026-11-02', other), LATER)).toEqual({
        ...{ ok: false, refusal: 'day_rewritten' },
      });
  });

  it('comes to the same in whatever order days are written, where they may be', () => {
    const rows = Array.from({ length: 8 }, (_, index) =>
      madeRow(addDays('2026-11-01', index), { value: BigInt(index) }),
    );
    const open: DaySeries = { ...empty, before: 'unknown' };
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: 8 }), (order) => {
        expect(order.reduce((all, row) => appended(all, row), open).days).toEqual(rows);
      }),
    );
  });

  it('leaves what was there as it was', () => {
    const before = structuredClone(series);
    appended(series, madeRow('2026-11-05', { value: 1n }));
    expect(series).toEqual(before);
  });

  it.each<[DayRefusal, Day]>([
    ['not_over', madeRow('2026-12-01', { value: 1n })],
    ['another_currency', { ...madeRow('2026-11-05', { value: 1n }), currency: 'EUR' }],
    ['before_first', madeRow('2026-10-31', { value: 1n })],
    [
      'price_from_later',
      {
        ...madeRow('2026-11-05', { value: 1n }),
        holdings: [{ asset: 'BTC', quantity: 1n, value: 1n, at: Date.UTC(2026, 10, 6, 0, 1) }],
      },
    ],
    [
      'written_twice',
      {
        ...madeRow('2026-11-05', { value: 1n }),
        holdings: [
          { asset: 'BTC', quantity: 1n, value: 1n, at: null },
          { asset: 'BTC', quantity: 2n, value: 2n, at: null },
        ],
      },
    ],
    [
      'written_twice',
      {
        ...madeRow('2026-11-05', { value: 1n }),
        flows: [
          { asset: 'BTC', kind: 'external', way: 'in', worth: 1n },
          { asset: 'BTC', kind: 'external', way: 'in', worth: 2n },
        ],
      },
    ],
    ['below_zero', madeRow('2026-11-05', { value: 1n, cameIn: -1n })],
  ])('refuses a row: %s', (refusal, row) => {
    expect(appendDay(series, row, Date.UTC(2026, 11, 1, 23, 59))).toEqual({ ok: false, refusal });
  });

  it('takes a day in from the moment on that it is over', () => {
    const row = madeRow('2026-11-30', { value: 1n });
    const zoned: DaySeries = { ...empty, zone: ZONES.newYork };
    const end = Date.UTC(2026, 11, 1, 5);
    expect(appendDay(zoned, row, end - 1)).toEqual({ ok: false, refusal: 'not_over' });
    expect(appendDay(zoned, row, end).ok).toBe(true);
  });
});
