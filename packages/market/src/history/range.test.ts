import { DAY_MS, HOUR_MS, type Instant } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { GRANULARITY_MS, type Granularity, type History } from './candle.ts';
import { missingIn } from './missing.ts';
import { chartOf, type HistoryRange, RANGE_SHAPES, rangeStretch } from './range.ts';

const PAIR = { base: 'BTC', quote: 'USDC' } as const;

/** In the midst of an interval of every granularity. */
const NOW = Date.UTC(2026, 10, 29, 12, 7);

/** Candles that begin so many intervals before the one that runs; each at a price of that number and one. */
function historyOf(source: string, granularity: Granularity, before: readonly number[]): History {
  const everyMs = GRANULARITY_MS[granularity];
  const candles = before.map((count) => {
    const price = { numerator: BigInt(count) + 1n, denominator: 1n };
    const start = Math.floor(NOW / everyMs) * everyMs - count * everyMs;
    const at = Math.min(NOW, start + 2 * everyMs);
    return { start, at, ...{ open: price, high: price, low: price, close: price }, volume: 0n };
  });
  return { ...PAIR, granularity, source, candles };
}

const chart = (histories: readonly History[], range: HistoryRange) =>
  chartOf(histories, { range, from: rangeStretch(PAIR, range, NOW).from, now: NOW });

function downFrom(count: number): number[] {
  return Array.from({ length: count }, (_, index) => count - 1 - index);
}

describe('a chart', () => {
  it('M32 ends with the interval that runs, at the time of what is known of it', () => {
    const made = chart([historyOf('one', 'one_hour', downFrom(168))], '1W');
    expect(made).toMatchObject({ source: 'one', gaps: [], everyMs: HOUR_MS });
    expect(made?.points).toHaveLength(168);
    expect(made?.points.slice(-2)).toEqual([
      { at: Date.UTC(2026, 10, 29, 12), price: { numerator: 2n, denominator: 1n } },
      { at: NOW, price: { numerator: 1n, denominator: 1n } },
    ]);
  });

  it('M32 is of the source that told most, and never of two', () => {
    const [some, more] = [historyOf('some', 'one_day', [2, 1]), historyOf('more', 'one_day', [9, 8, 7])];
    expect(chart([some, more], '1M')?.source).toBe('more');
    expect(chart([some, historyOf('as many', 'one_day', [1, 0])], '1M')?.source).toBe('some');
    expect(chart([], '1M')).toBeNull();
    expect(chart([historyOf('none', 'one_day', [])], '1M')).toBeNull();
  });

  it('M32 says what is missing before, between and after', () => {
    const day = (count: number): Instant => Date.UTC(2026, 10, 29) - count * DAY_MS;
    const made = chart([historyOf('one', 'one_day', [20, 19, 10, 4])], '1M');
    expect(made?.gaps).toEqual([
      { from: day(30), until: day(20) },
      { from: day(18), until: day(10) },
      { from: day(9), until: day(4) },
      { from: day(3), until: NOW },
    ]);
    // Older than anything: nothing is missing before it. One interval that is not there yet is no gap.
    expect(chart([historyOf('one', 'one_day', [20, 19, 18, 1])], 'ALL')?.gaps).toHaveLength(1);
  });

  it('M32 of all there is has a point a week, the newest among them', () => {
    const made = chart([historyOf('one', 'one_day', downFrom(15))], 'ALL');
    expect(made?.points.map(({ price }) => price.numerator)).toEqual([15n, 8n, 1n]);
    expect(made?.everyMs).toBe(7 * DAY_MS);
  });

  it('M32 begins where its range does, on an interval', () => {
    for (const range of ['1D', '1W', '1M', '1Y', 'ALL'] as const) {
      const { from, granularity } = rangeStretch(PAIR, range, NOW);
      expect(from % GRANULARITY_MS[granularity]).toBe(0);
      expect(NOW - from).toBeGreaterThan(RANGE_SHAPES[range].spanMs - GRANULARITY_MS[granularity]);
      expect(NOW - from).toBeLessThanOrEqual(RANGE_SHAPES[range].spanMs);
    }
  });
});

describe('what is asked for again', () => {
  it('M32 is what was never told, and what was not over when it was', () => {
    const known = historyOf('one', 'one_hour', [5, 4, 2, 0]);
    const hour = (count: number): Instant => Date.UTC(2026, 10, 29, 12) - count * HOUR_MS;
    const missing = missingIn(known, { from: hour(7) + 1, to: NOW });
    expect(missing).toEqual([
      { from: hour(6), until: hour(5) },
      { from: hour(3), until: hour(2) },
      { from: hour(1), until: hour(-1) },
    ]);
  });
});
