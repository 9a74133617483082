// What is told of a sum of amounts is so: held against the same sum in whole fractions, of which nothing is rounded off.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { enclose, reversed, signOf, sumOf, type Term, termsOf, UNIT } from './polynomial.ts';

const units = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
const amounts = fc.array(fc.record({ days: fc.integer({ min: 0, max: 40 }), units }), { maxLength: 12 });
const factor = fc.bigInt({ min: 1n, max: UNIT });

/** Times `UNIT` to the power of 41, so that the worth of all is whole. */
function exactWorth(terms: readonly Term[], at: bigint): bigint {
  return terms.reduce(
    (sum, term) => sum + term.units * at ** BigInt(term.days) * UNIT ** BigInt(41 - term.days),
    0n,
  );
}

it('the worth of amounts is enclosed at every factor of a stretch, and a sign that is told is the sign', () => {
  fc.assert(
    fc.property(amounts, factor, factor, fc.nat(1_000), (list, one, other, thousandths) => {
      const terms = termsOf(list);
      const [low, high] = one < other ? [one, other] : [other, one];
      const at = low + ((high - low) * BigInt(thousandths)) / 1_000n;
      const enclosed = enclose(terms, { low, high });
      const exact = exactWorth(terms, at);
      const scale = UNIT ** 40n;
      expect(enclosed.low * scale <= exact && exact <= enclosed.high * scale).toBe(true);
      const sign = signOf(enclose(terms, { low: at, high: at }));
      if (sign !== null) expect(sign).toBe(exact > 0n ? 1 : exact < 0n ? -1 : 0);
    }),
  );
});

it('an enclosure of one factor is as narrow as rounding makes it', () => {
  fc.assert(
    fc.property(amounts, factor, (list, at) => {
      const { low, high } = enclose(termsOf(list), { low: at, high: at });
      expect(high - low).toBeLessThanOrEqual(10n ** 12n * 12n * 100n);
    }),
  );
});

it('amounts of one day are one, in order, and from the other side they are the same again', () => {
  fc.assert(
    fc.property(amounts, (list) => {
      const terms = termsOf(list);
      expect(sumOf(terms)).toBe(list.reduce((sum, one) => sum + one.units, 0n));
      expect(new Set(terms.map(({ days }) => days)).size).toBe(terms.length);
      expect(reversed(reversed(terms))).toEqual(terms);
      expect(termsOf(list.toReversed())).toEqual(terms);
    }),
  );
});
