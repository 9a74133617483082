import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestUsable, sqrtRatioAt, TICK_MAX } from './ticks.ts';

describe('the price at a tick', () => {
  it('is at both ends and in the middle what the contract has', () => {
    // `MIN_SQRT_RATIO` and `MAX_SQRT_RATIO` of TickMath.sol.
    expect(sqrtRatioAt(-TICK_MAX)).toBe(4_295_128_739n);
    expect(sqrtRatioAt(TICK_MAX)).toBe(1_461_446_703_485_210_103_287_273_052_203_988_822_378_723_970_342n);
    expect(sqrtRatioAt(0)).toBe(2n ** 96n);
    expect(() => sqrtRatioAt(TICK_MAX + 1)).toThrow();
  });

  it('is 1.0001 to the power of the tick, and rises with it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300_000, max: 300_000 }), (tick) => {
        const price = (Number(sqrtRatioAt(tick)) / 2 ** 96) ** 2;
        expect(Math.log(price) / Math.log(1.0001)).toBeCloseTo(tick, 3);
        expect(sqrtRatioAt(tick + 1)).toBeGreaterThan(sqrtRatioAt(tick));
      }),
      { numRuns: 500 },
    );
  });

  it('is one at which a position may end', () => {
    expect([-7, 4, 5, 196_256].map((tick) => nearestUsable(tick, 10))).toEqual([-10, 0, 10, 196_260]);
  });
});
