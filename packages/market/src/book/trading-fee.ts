// What a venue takes of a fill. The rates are those of the venue's tier; what it really took is in the fills that it tells.
import { type Money, scaleUnits, smallerUnits } from '@diboas/kernel';
import {
  addFractions,
  compareFractions,
  type Fraction,
  ONE,
  parseFraction,
  ZERO,
} from '../price/fraction.ts';
import type { Fill } from './walk.ts';

/** Whether an order was filled by what stood in the book, or stood there itself. */
export type Liquidity = 'maker' | 'taker';

/** The rates of a venue: shares of the asset that they are taken in. */
export interface TradingFees {
  readonly maker: Fraction;
  readonly taker: Fraction;
  readonly in: 'base' | 'quote';
}

/** A rate as a venue writes it ("0.006", "0"). Null for what is no number, or is the whole and above. */
export function parseFeeRate(text: string): Fraction | null {
  const rate = /^0(?:\.0+)?$/.test(text) ? ZERO : parseFraction(text);
  return rate !== null && compareFractions(rate, ONE) < 0 ? rate : null;
}

/** The most that is taken of a fill: what a person is quoted, and what is set aside. Rounded up. */
export function feeAtMost(fill: Fill, fees: TradingFees, liquidity: Liquidity): Money {
  const of = fill[fees.in];
  return { asset: of.asset, units: scaleUnits(of.units, { ...fees[liquidity], rounding: 'up' }) };
}

/**
 * What a person pays for all that was filled so far, so that parts of a fill come to the same as the whole: what one more part
 * costs is the difference to before. Rounded down, and never above what was quoted: the rest is ours to bear.
 */
export function feeCharged(
  filledSoFar: Fill,
  fees: TradingFees,
  { liquidity, quoted }: { readonly liquidity: Liquidity; readonly quoted: Money },
): Money {
  const of = filledSoFar[fees.in];
  const exact = scaleUnits(of.units, { ...fees[liquidity], rounding: 'down' });
  return { asset: of.asset, units: smallerUnits(exact, quoted.units) };
}

/** The most that can be ordered so that it and its fee on top, taken in the same asset, come to no more than a total. */
export function withinFee({ asset, units }: Money, rate: Fraction): Money {
  const { numerator, denominator } = addFractions(ONE, rate);
  return {
    asset,
    units: scaleUnits(units, { numerator: denominator, denominator: numerator, rounding: 'down' }),
  };
}
