import { money } from '@diboas/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareFractions,
  type Fill,
  type Fraction,
  feeAtMost,
  feeCharged,
  parseFeeRate,
  type TradingFees,
  withinFee,
} from '../index.ts';
import { fractionOf } from '../testing/some-book.ts';

const aRate: fc.Arbitrary<Fraction> = fc.oneof(
  fc.record({ numerator: fc.bigInt({ min: 0n, max: 9_999n }), denominator: fc.constant(10_000n) }),
  fc.record({ numerator: fc.constant(1n), denominator: fc.bigInt({ min: 2n, max: 10_000n }) }),
);
const fees: fc.Arbitrary<TradingFees> = fc.record({
  ...{ maker: aRate, taker: aRate, in: fc.constantFrom('base' as const, 'quote' as const) },
});
const units = fc.bigInt({ min: 0n, max: 10n ** 20n });
const fillOf = (base: bigint, quote: bigint): Fill => ({
  base: money('BTC', base),
  quote: money('USD', quote),
});
const aFill = fc.tuple(units, units).map(([base, quote]) => fillOf(base, quote));
const liquidity = fc.constantFrom('maker' as const, 'taker' as const);

describe('a fee of a venue', () => {
  it('M32 that is charged is never above what was quoted, however the fill turns out', () => {
    fc.assert(
      fc.property(fees, liquidity, aFill, aFill, (rates, how, expected, filled) => {
        const quoted = feeAtMost(expected, rates, how);
        const charged = feeCharged(filled, rates, { liquidity: how, quoted });
        expect(charged.asset).toBe(rates.in === 'base' ? 'BTC' : 'USD');
        expect(charged.units <= quoted.units && charged.units >= 0n).toBe(true);
      }),
    );
  });

  it('M32 is within one unit of the exact share, on the side that is ours to bear', () => {
    fc.assert(
      fc.property(fees, liquidity, aFill, (rates, how, fill) => {
        const atMost = feeAtMost(fill, rates, how);
        const charged = feeCharged(fill, rates, { liquidity: how, quoted: atMost });
        const { numerator, denominator } = rates[how];
        const exact = fill[rates.in].units * numerator;
        expect(charged.units * denominator <= exact && exact <= atMost.units * denominator).toBe(true);
        expect(atMost.units - charged.units).toBeLessThanOrEqual(1n);
      }),
    );
  });

  it('M30 of a fill in parts comes to the same as of the whole, and no part costs less than nothing', () => {
    fc.assert(
      fc.property(fees, liquidity, fc.array(aFill, { maxLength: 6 }), (rates, how, parts) => {
        let soFar = fillOf(0n, 0n);
        let [paid, before] = [0n, 0n];
        const quoted = money(rates.in === 'base' ? 'BTC' : 'USD', 10n ** 19n);
        for (const { base, quote } of parts) {
          soFar = fillOf(soFar.base.units + base.units, soFar.quote.units + quote.units);
          const after = feeCharged(soFar, rates, { liquidity: how, quoted }).units;
          expect(after).toBeGreaterThanOrEqual(before);
          [paid, before] = [paid + after - before, after];
        }
        expect(paid).toBe(feeCharged(soFar, rates, { liquidity: how, quoted }).units);
      }),
    );
  });

  it('M32 on top of the most that it leaves room for fits into the total, and one unit more does not', () => {
    fc.assert(
      fc.property(aRate, units, (rate, total) => {
        const rates: TradingFees = { maker: rate, taker: rate, in: 'quote' };
        const sum = (value: bigint) => value + feeAtMost(fillOf(0n, value), rates, 'taker').units;
        const most = withinFee(money('USD', total), rate).units;
        expect(sum(most)).toBeLessThanOrEqual(total);
        expect(sum(most + 1n)).toBeGreaterThan(total);
      }),
    );
  });

  it('M32 of 60 basis points on $100.99 is quoted as 61 cents and charged as 60', () => {
    const rates: TradingFees = { maker: fractionOf('0.004'), taker: fractionOf('0.006'), in: 'quote' };
    const fill = fillOf(100_000n, 10_099n);
    const quoted = feeAtMost(fill, rates, 'taker');
    expect(quoted).toEqual(money('USD', 61n));
    expect(feeCharged(fill, rates, { liquidity: 'taker', quoted })).toEqual(money('USD', 60n));
    expect(feeCharged(fill, rates, { liquidity: 'maker', quoted })).toEqual(money('USD', 40n));
    expect(feeAtMost(fill, { ...rates, in: 'base' }, 'taker')).toEqual(money('BTC', 600n));
  });

  it('has a rate as venues write it: zero is one, the whole is none', () => {
    expect(parseFeeRate('0.006')).toEqual(fractionOf('0.006'));
    for (const zero of ['0', '0.0', '0.0000']) {
      const rate = parseFeeRate(zero);
      expect(rate && compareFractions(rate, { numerator: 0n, denominator: 1n })).toBe(0);
    }
    for (const none of ['1', '1.5', '-0.001', '', '0.', 'free']) expect(parseFeeRate(none), none).toBeNull();
  });
});
