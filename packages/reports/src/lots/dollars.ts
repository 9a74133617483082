// Dollars and dollar tokens, which count as dollars, in millionths: so a sum of both is exact.
import { type Asset, type Money, money, scaleUnits, unitsPerOne } from '@diboas/kernel';

const MILLIONTHS = unitsPerOne('USDC');

/** Null for what is no dollar. */
export function millionthsOf(asset: Asset, units: bigint): bigint | null {
  if (asset !== 'USD' && asset !== 'USDC') return null;
  return (units * MILLIONTHS) / unitsPerOne(asset);
}

/** Rounded to the cent, half up. */
export function toCents(millionths: bigint): bigint {
  const [numerator, denominator] = [unitsPerOne('USD'), MILLIONTHS];
  return scaleUnits(millionths, { numerator, denominator, rounding: 'half_up' });
}

/** Of dollars and dollar tokens in US dollars, rounded to the cent; null for anything else. */
export function dollarsIn({ asset, units }: Money): Money | null {
  const millionths = millionthsOf(asset, units);
  return millionths === null ? null : inDollars(toCents(millionths));
}

/** As many cents. */
export function inDollars(cents: bigint): Money {
  return money('USD', cents);
}
