import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideRoundingUp, formatDecimal, parseDecimal, shareHalfUp } from './decimal.ts';

/** As many digits as are read. */
const units = fc.bigInt({ min: 0n, max: 10n ** 24n - 1n });
const decimals = fc.integer({ min: 0, max: 18 });

describe('decimal strings', () => {
  it('are read back as they were written', () => {
    fc.assert(
      fc.property(units, decimals, (amount, digits) => {
        expect(parseDecimal(formatDecimal(amount, digits), digits)).toBe(amount);
      }),
    );
  });

  it.each(['', '.', '1.', '.5', '-1', '+1', '1e2', ' 1', '1,5', '0x1', '1.234'])('refuse %j', (text) => {
    expect(parseDecimal(text, 2)).toBeNull();
  });
});

describe('rounding', () => {
  it('of a share is half up, and of a quotient up', () => {
    expect([149n, 150n, 151n].map((amount) => shareHalfUp(amount, 100n))).toEqual([1n, 2n, 2n]);
    expect([9n, 10n, 11n].map((amount) => divideRoundingUp(amount, 10n))).toEqual([1n, 1n, 2n]);
    fc.assert(
      fc.property(units, fc.bigInt({ min: 1n, max: 10_000n }), (amount, bps) => {
        const twiceError = 2n * (shareHalfUp(amount, bps) * 10_000n - amount * bps);
        expect(twiceError > -10_000n && twiceError <= 10_000n).toBe(true);
      }),
    );
  });
});
