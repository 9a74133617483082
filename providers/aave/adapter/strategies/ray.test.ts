import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROUNDED_UNITS, scaledOut, worthOf } from './ray.ts';

const RAY = 10n ** 27n;
const rounding = fc.constantFrom('nearest', 'for_the_market');

describe('what is taken out in parts', () => {
  it('comes to no more than two units a part less than all was worth', () => {
    const asked = fc.record({
      ...{ shares: fc.bigInt(1_000n, 10n ** 24n), index: fc.bigInt(RAY, 2n * RAY - 1n), rounding },
      parts: fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 3 }),
    });
    fc.assert(
      fc.property(asked, ({ shares, index, rounding, parts }) => {
        let [left, given] = [shares, 0n];
        for (const bps of parts) {
          const units = (worthOf(left, index, rounding) * BigInt(bps)) / 10_000n;
          left -= scaledOut(units, index, rounding);
          given += units;
        }
        const all = given + worthOf(left, index, rounding);
        const whole = worthOf(shares, index, rounding);
        expect(whole - all).toBeLessThanOrEqual(ROUNDED_UNITS * BigInt(parts.length));
      }),
      { numRuns: 2_000 },
    );
  });

  it('comes to less than all at once, so that nobody may be promised all of it', () => {
    const index = (RAY * 15n) / 10n;
    const left = 1_000n - scaledOut(1n, index, 'for_the_market');
    expect(1n + worthOf(left, index, 'for_the_market')).toBe(worthOf(1_000n, index, 'for_the_market') - 1n);
  });
});
