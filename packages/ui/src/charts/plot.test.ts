import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestPlace, type PlottedPoint, plotOf } from './plot.ts';

const points = (...values: readonly (bigint | null)[]): PlottedPoint[] =>
  values.map((y, index) => ({ x: index * 10, y }));

describe('a line', () => {
  it('goes from edge to edge, its highest at the top and its lowest at the bottom', () => {
    const { spots, highest, lowest, line } = plotOf(points(5n, 9n, 1n, 9n));
    expect(spots.map(({ left }) => left)).toEqual([0, 1 / 3, 2 / 3, 1]);
    expect([spots[1], spots[0], spots[2]].map((spot) => spot?.top?.toFixed(3))).toEqual([
      '0.080',
      '0.500',
      '0.920',
    ]);
    expect([highest, lowest]).toEqual([1, 2]);
    expect(line).toBe('M0,200L333.3,32L666.7,368L1000,32');
  });

  it('is broken where nobody knows, and what stands alone between breaks is still seen', () => {
    const { line, ground } = plotOf(points(1n, 2n, null, 3n, null, 4n));
    expect(line.split('M').slice(1)).toHaveLength(3);
    expect(line).toContain('M596,144L604,144');
    expect(ground.split('Z')).toHaveLength(4);
  });

  it('lies in the middle where nothing changes, and is none where nothing is known', () => {
    expect(plotOf(points(7n, 7n)).spots.map(({ top }) => top)).toEqual([0.5, 0.5]);
    expect(plotOf(points(7n)).spots).toEqual([{ left: 0.5, top: 0.5 }]);
    expect(plotOf(points(null, null))).toMatchObject({ line: '', ground: '', highest: null, lowest: null });
    expect(plotOf([])).toMatchObject({ spots: [], line: '', highest: null });
  });

  it('keeps the order of values that no float could tell apart, whatever they are', () => {
    const value = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n });
    fc.assert(
      fc.property(fc.array(fc.option(value), { minLength: 1, maxLength: 40 }), (values) => {
        const { spots, highest, lowest } = plotOf(points(...values));
        for (const { left, top } of spots) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left).toBeLessThanOrEqual(1);
          if (top === null) continue;
          expect(top).toBeGreaterThanOrEqual(spots[highest ?? -1]?.top ?? 2);
          expect(top).toBeLessThanOrEqual(spots[lowest ?? -1]?.top ?? -1);
        }
      }),
    );
  });

  it('is pointed at by the nearest point', () => {
    const { spots } = plotOf(points(1n, 2n, 3n));
    expect([-1, 0.2, 0.26, 0.74, 0.76, 2].map((share) => nearestPlace(spots, share))).toEqual([
      0, 0, 1, 1, 2, 2,
    ]);
    expect(nearestPlace([], 0.5)).toBeNull();
  });
});
