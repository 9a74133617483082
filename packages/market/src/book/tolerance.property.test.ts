import { money } from '@diboas/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addFractions,
  compareFractions,
  divide,
  type Fraction,
  isBeyondTolerance,
  limitPrice,
  multiply,
  subtractFractions,
  worstWithin,
} from '../index.ts';
import { aSide, fractionOf, level, NOW, someBook } from '../testing/some-book.ts';

const aPrice: fc.Arbitrary<Fraction> = fc.record({
  numerator: fc.bigInt({ min: 1n, max: 10n ** 12n }),
  denominator: fc.constantFrom(1n, 3n, 100n, 10n ** 8n),
});
const aTolerance = fc.bigInt({ min: 0n, max: 9_999n });
const isWhole = ({ numerator, denominator }: Fraction) => numerator % denominator === 0n;

describe('a limit', () => {
  it('M32 is on the increment, never beyond the tolerance, and within one increment of it', () => {
    let [limited, refused] = [0, 0];
    fc.assert(
      fc.property(aSide, aPrice, aTolerance, aPrice, (side, agreed, toleranceBps, priceIncrement) => {
        const limit = limitPrice(side, { price: agreed, toleranceBps }, priceIncrement);
        const worst = worstWithin(side, { price: agreed, toleranceBps });
        const sign = side === 'buy' ? 1 : -1;
        if (!limit.ok) {
          refused += 1;
          // No multiple of the increment lies from the agreed price to there.
          const [low, high] = side === 'buy' ? [agreed, worst] : [worst, agreed];
          const countOf = (one: Fraction) => divide(one, priceIncrement);
          const below = countOf(high).numerator / countOf(high).denominator;
          expect(compareFractions({ numerator: below, denominator: 1n }, countOf(low))).toBeLessThan(0);
          return;
        }
        limited += 1;
        expect(isWhole(divide(limit.value, priceIncrement))).toBe(true);
        expect(compareFractions(limit.value, worst) * sign).toBeLessThanOrEqual(0);
        expect(compareFractions(limit.value, agreed) * sign).toBeGreaterThanOrEqual(0);
        const apart =
          side === 'buy' ? subtractFractions(worst, limit.value) : subtractFractions(limit.value, worst);
        expect(compareFractions(apart, priceIncrement)).toBeLessThan(0);
      }),
      { numRuns: 300 },
    );
    expect(limited > 0 && refused > 0).toBe(true);
  });

  it.each([
    ['buy', '100', 50n, '0.01', '100.5'],
    ['buy', '100.01', 50n, '0.01', '100.51'],
    ['sell', '100', 50n, '0.01', '99.5'],
    ['sell', '100.01', 50n, '0.01', '99.51'],
    ['buy', '100', 0n, '0.01', '100'],
    ['sell', '100', 0n, '0.01', '100'],
  ] as const)('M32 of a %s at %s within %d basis points, by %s, is %s', (side, at, toleranceBps, by, is) => {
    const limit = limitPrice(side, { price: fractionOf(at), toleranceBps }, fractionOf(by));
    expect(limit.ok && compareFractions(limit.value, fractionOf(is))).toBe(0);
  });

  it.each([
    ['buy', '100.4', 50n, '1'],
    ['sell', '100.4', 20n, '1'],
    ['buy', '100.005', 0n, '0.01'],
  ] as const)('M32 of a %s at %s within %d basis points, by %s, is none', (side, at, toleranceBps, by) => {
    expect(limitPrice(side, { price: fractionOf(at), toleranceBps }, fractionOf(by))).toEqual({
      ok: false,
      refusal: 'tolerance_too_small',
    });
  });

  it('M32 of the whole and more is a bug', () => {
    const agreed = { price: fractionOf('100'), toleranceBps: 10_000n };
    expect(() => limitPrice('sell', agreed, fractionOf('1'))).toThrow('a tolerance is less than the whole');
  });
});

describe('a price that was agreed to', () => {
  const priceIncrement = fractionOf('0.01');
  const of = (toleranceBps: bigint) => ({
    agreed: { price: fractionOf('100001'), toleranceBps },
    priceIncrement,
  });
  const leaves = money('USD', 10_000_000n);
  const asksAt = (at: string, size = 100) => ({ book: someBook({ asks: [level(at, size)] }), now: NOW });
  const accepted = (value: boolean) => ({ ok: true, value });

  it('M32 holds while the book gives it within the tolerance, to the increment', () => {
    expect(isBeyondTolerance(leaves, of(50n), asksAt('100501'))).toEqual(accepted(false));
    expect(isBeyondTolerance(leaves, of(50n), asksAt('100501.01'))).toEqual(accepted(true));
    expect(isBeyondTolerance(leaves, of(50n), asksAt('100000'))).toEqual(accepted(false));
  });

  it('M32 of a sell is left when the book gives less', () => {
    const agreed = { agreed: { price: fractionOf('99999'), toleranceBps: 50n }, priceIncrement };
    const bidsAt = (at: string) => ({
      book: someBook({ bids: [level(at, 100)] }),
      now: NOW,
    });
    const sold = money('BTC', 50_000_000n);
    // 99,999 less 50 basis points is 99,499.005, so the limit is 99,499.01.
    expect(isBeyondTolerance(sold, agreed, bidsAt('99499.01'))).toEqual(accepted(false));
    expect(isBeyondTolerance(sold, agreed, bidsAt('99499'))).toEqual(accepted(true));
    // Of both the average is 99,499.006: within the tolerance, but an order with that limit would be left at the second.
    const both = { book: someBook({ bids: [level('99499.01', 30), level('99499', 20)] }), now: NOW };
    expect(isBeyondTolerance(sold, agreed, both)).toEqual(accepted(true));
  });

  it('M32 is asked for again where there is not enough, and left open where the book says nothing', () => {
    expect(isBeyondTolerance(leaves, of(50n), asksAt('100001', 1))).toEqual(accepted(true));
    const old = { book: someBook(), now: NOW + 60_001 };
    expect(isBeyondTolerance(leaves, of(50n), old)).toEqual({ ok: false, refusal: 'old' });
  });

  it('M32 is beyond a tolerance exactly when it is beyond its limit', () => {
    const aMove = fc.integer({ min: -2_000, max: 2_000 });
    fc.assert(
      fc.property(aMove, fc.bigInt({ min: 0n, max: 300n }), (move, toleranceBps) => {
        const cents = { numerator: BigInt(10_000_100 + move * 50), denominator: 100n };
        const bids = [{ price: multiply(cents, fractionOf('0.9')), size: 1n }];
        const asks = [{ price: cents, size: 10n ** 9n }];
        const now = { book: someBook({ bids, asks }), now: NOW };
        const limit = limitPrice('buy', of(toleranceBps).agreed, priceIncrement);
        const worst = limit.ok ? limit.value : fractionOf('100001');
        const isBeyond = compareFractions(cents, worst) > 0;
        expect(isBeyondTolerance(leaves, of(toleranceBps), now)).toEqual(accepted(isBeyond));
        const more = addFractions(worst, priceIncrement);
        const beyond = { book: someBook({ bids, asks: [{ price: more, size: 10n ** 9n }] }), now: NOW };
        if (compareFractions(more, bids[0]?.price ?? more) > 0)
          expect(isBeyondTolerance(leaves, of(toleranceBps), beyond)).toEqual(accepted(true));
      }),
    );
  });
});
