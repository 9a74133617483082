// Points for drawing: few enough, with every extreme, and nothing drawn over what is not known.
import { addDays } from '@diboas/calendars';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeSeries } from '../testing/made-series.ts';
import { chartPointsOf } from './chart-points.ts';
import { type ChartPoint, LEAST_POINTS, reducePoints } from './reduce-points.ts';

const value = fc.oneof({ arbitrary: fc.bigInt({ min: 0n, max: 10n ** 18n }), weight: 9 }, fc.constant(null));
const line = fc
  .array(value, { maxLength: 400 })
  .map((values): ChartPoint[] => values.map((y, x) => ({ x, y })));
const most = fc.integer({ min: LEAST_POINTS, max: 120 });

const known = (points: readonly ChartPoint[]) => points.flatMap(({ y }) => (y === null ? [] : [y]));
const extremes = (points: readonly ChartPoint[]) => {
  const sorted = known(points).sort((left, right) => (left < right ? -1 : 1));
  return [sorted[0], sorted.at(-1)];
};

describe('M33 points of a line', () => {
  it('are at most so many, in order, of those there were, with the first, the last, the lowest and the highest', () => {
    fc.assert(
      fc.property(line, most, (points, limit) => {
        const few = reducePoints(points, limit);
        expect(few.length).toBeLessThanOrEqual(limit);
        expect(few.every((point) => points[point.x] === point)).toBe(true);
        expect(few.map(({ x }) => x)).toEqual(few.map(({ x }) => x).toSorted((left, right) => left - right));
        expect([few[0], few.at(-1)]).toEqual([points[0], points.at(-1)]);
        expect(extremes(few)).toEqual(extremes(points));
        expect(few.some(({ y }) => y === null)).toBe(points.some(({ y }) => y === null));
      }),
    );
  });

  it('are all there are where they are few, and most of what there is room for where they are not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 2_000 }), fc.integer({ min: 20, max: 120 }), (count, limit) => {
        const points = Array.from({ length: count }, (_, x) => ({ x, y: BigInt((x * 7_919) % 1_009) }));
        expect(reducePoints(points, count)).toEqual(points);
        expect(reducePoints(points, limit).length).toBeGreaterThan(limit / 2);
      }),
    );
  });

  it('are not asked for in fewer than a line needs', () => {
    expect(() => reducePoints([], LEAST_POINTS - 1)).toThrow('too few points');
  });

  it('are days after the first, and broken where a day was not written or nobody knew its value', () => {
    const series = madeSeries('2026-11-01', [{ value: 1n }, { value: null }, { value: 3n }, { value: 4n }]);
    const holed = { ...series, days: series.days.filter((_, index) => index !== 2) };
    const span = { from: '2026-11-01', to: addDays('2026-11-01', 3) } as const;
    expect(chartPointsOf(holed, 'all', { span, most: 10 })).toEqual([
      ...[
        { x: 0, y: 1n },
        { x: 1, y: null },
      ],
      ...[
        { x: 2, y: null },
        { x: 3, y: 4n },
      ],
    ]);
  });
});
