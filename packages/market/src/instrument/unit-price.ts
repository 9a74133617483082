// Prices of one order, between what a person agreed to and what a venue takes: exact, and on the venue's increments.
import { type Money, money, unitsPerOne } from '@diboas/kernel';
import { divide, type Fraction, multiply, ONE, roundFraction } from '../price/fraction.ts';
import { amountAt } from '../price/worth.ts';
import { type Instrument, roundToIncrement } from './instrument.ts';

/** Whole units of the quote for one whole unit of the base, where so much of the one is had for so much of the other. */
export function unitPrice(quote: Money, base: Money): Fraction {
  return {
    numerator: quote.units * unitsPerOne(base.asset),
    denominator: base.units * unitsPerOne(quote.asset),
  };
}

/** A price that is told as an amount: what one whole unit of the base costs. */
export function unitPriceOf({ asset, units }: Money): Fraction {
  return { numerator: units, denominator: unitsPerOne(asset) };
}

/** On the increment, in whose favour the rounding says; zero where that is below the first one. */
export function onPriceIncrement(price: Fraction, increment: Fraction, rounding: 'up' | 'down'): Fraction {
  const count = roundFraction(divide(price, increment), rounding);
  return multiply(increment, { numerator: count, denominator: 1n });
}

/** How much of the base so much of the quote buys at a price, in whole increments and no more than it buys. */
export function boughtAt(quote: Money, price: Fraction, { base, baseSize }: Instrument): Money {
  const { units } = amountAt(quote, { to: base, price: divide(ONE, price), rounding: 'down' });
  return money(base, roundToIncrement(units, baseSize.increment));
}
