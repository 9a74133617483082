// Prices and sizes of one order, exactly: rounded against whoever would be paid too little, and never beyond what was agreed.
import { type Money, money, scaleUnits, unitsPerOne } from '@diboas/kernel';
import {
  divide,
  type Fraction,
  type Instrument,
  multiply,
  ONE,
  roundFraction,
  subtractFractions,
} from '@diboas/market';

/** On the venue's step, in whose favour the rounding says. */
export function onStep(price: Fraction, { priceIncrement }: Instrument, rounding: 'up' | 'down'): Fraction {
  const steps = roundFraction(divide(price, priceIncrement), rounding);
  return multiply(priceIncrement, { numerator: steps, denominator: 1n });
}

/** Whole units of the quote for one whole unit of the base, where so much of the one is had for so much of the other. */
export function priceOf(quote: Money, base: Money): Fraction {
  return {
    numerator: quote.units * unitsPerOne(base.asset),
    denominator: base.units * unitsPerOne(quote.asset),
  };
}

/** A person's own price: what one whole unit of the base costs. */
export function ownPrice({ asset, units }: Money): Fraction {
  return { numerator: units, denominator: unitsPerOne(asset) };
}

/** How much of the base so much of the quote buys at a price, in whole steps and no more than it buys. */
export function baseFor(quote: Money, price: Fraction, { base, baseSize }: Instrument): Money {
  const units = roundFraction(divide(inUnits(quote), multiply(price, perUnit(quote, base))), 'down');
  return money(base, units - (units % baseSize.increment));
}

/** What so much of the base costs or brings at a price. */
export function quoteFor(
  base: Money,
  price: Fraction,
  { quote }: Instrument,
  rounding: 'up' | 'down',
): Money {
  const { numerator, denominator } = multiply(price, perUnit(money(quote, 0n), base.asset));
  return money(quote, scaleUnits(base.units, { numerator, denominator, rounding }));
}

/** What is left of an amount when a rate of it is kept, rounded down. */
export function withoutFee({ asset, units }: Money, rate: Fraction): Money {
  const { numerator, denominator } = subtractFractions(ONE, rate);
  return money(asset, scaleUnits(units, { numerator, denominator, rounding: 'down' }));
}

/** The lowest price at which so much of the base brings that much when a rate is kept of it. */
export function leastPrice(base: Money, net: Money, rate: Fraction): Fraction {
  return divide(priceOf(net, base), subtractFractions(ONE, rate));
}

function inUnits({ units }: Money): Fraction {
  return { numerator: units, denominator: 1n };
}

/** What turns a price of whole units into one of the smallest. */
function perUnit({ asset: quote }: Money, base: Money['asset']): Fraction {
  return { numerator: unitsPerOne(quote), denominator: unitsPerOne(base) };
}
