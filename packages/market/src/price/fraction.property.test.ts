import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addFractions,
  compareFractions,
  type Fraction,
  inBasisPoints,
  multiply,
  roundFraction,
  subtractFractions,
  wholeFraction,
  ZERO,
} from '../index.ts';

const fraction: fc.Arbitrary<Fraction> = fc.record({
  numerator: fc.bigInt({ min: 0n, max: 10n ** 30n }),
  denominator: fc.bigInt({ min: 1n, max: 10n ** 20n }),
});
const isSame = (one: Fraction, other: Fraction) => compareFractions(one, other) === 0;

describe('a fraction', () => {
  it('is added to and taken from exactly, in whatever order', () => {
    fc.assert(
      fc.property(fraction, fraction, fraction, (one, other, third) => {
        const sum = addFractions(one, other);
        expect(isSame(subtractFractions(sum, other), one)).toBe(true);
        expect(isSame(sum, addFractions(other, one))).toBe(true);
        expect(isSame(addFractions(sum, third), addFractions(one, addFractions(other, third)))).toBe(true);
        const all = multiply(sum, third);
        expect(isSame(all, addFractions(multiply(one, third), multiply(other, third)))).toBe(true);
      }),
    );
  });

  it('is written in lowest terms after a sum, so that a long one stays short', () => {
    const third = { numerator: 1n, denominator: 3n };
    const sum = Array.from({ length: 3_000 }, () => third).reduce(addFractions, ZERO);
    expect(sum).toEqual({ numerator: 1_000n, denominator: 1n });
    expect(subtractFractions(third, third)).toEqual({ numerator: 0n, denominator: 1n });
  });

  it('is compared as a number, however it is written', () => {
    fc.assert(
      fc.property(fraction, fraction, fc.bigInt({ min: 1n, max: 10n ** 9n }), (one, other, by) => {
        const same = { numerator: one.numerator * by, denominator: one.denominator * by };
        expect(compareFractions(one, same)).toBe(0);
        expect(Math.sign(compareFractions(one, other))).toBe(-Math.sign(compareFractions(other, one)) + 0);
        const more = addFractions(one, wholeFraction(by));
        expect(compareFractions(one, more)).toBeLessThan(0);
      }),
    );
  });

  it('is rounded to the side that is asked for', () => {
    fc.assert(
      fc.property(fraction, (one) => {
        const [down, up] = [roundFraction(one, 'down'), roundFraction(one, 'up')];
        expect(compareFractions(wholeFraction(down), one)).toBeLessThanOrEqual(0);
        expect(compareFractions(one, wholeFraction(up))).toBeLessThanOrEqual(0);
        expect(up - down <= 1n).toBe(true);
      }),
    );
    expect(inBasisPoints({ numerator: 1n, denominator: 300n }, 'up')).toBe(34n);
  });

  it('never gives more than there is', () => {
    expect(() => subtractFractions(ZERO, { numerator: 1n, denominator: 9n })).toThrow('zero or above');
  });
});
