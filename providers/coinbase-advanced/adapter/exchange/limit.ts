// What is left of what a sale brings, and what it must bring so that enough is left: exactly.
import { type Money, money, scaleUnits } from '@diboas/kernel';
import { divide, type Fraction, ONE, subtractFractions, unitPrice } from '@diboas/market';

/** What is left of an amount when a rate of it is kept, rounded down. */
export function withoutFee({ asset, units }: Money, rate: Fraction): Money {
  const { numerator, denominator } = subtractFractions(ONE, rate);
  return money(asset, scaleUnits(units, { numerator, denominator, rounding: 'down' }));
}

/** The lowest price at which so much of the base brings that much when a rate is kept of it. */
export function leastPrice(base: Money, net: Money, rate: Fraction): Fraction {
  return divide(unitPrice(net, base), subtractFractions(ONE, rate));
}
