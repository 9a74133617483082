import {
  type Asset,
  addMoney,
  type Instant,
  type Money,
  type Rounding,
  scaleUnits,
  unitsPerOne,
} from '@diboas/kernel';
import type { Fraction } from './fraction.ts';
import { type Cross, canBePricedFrom, crossRate, isOld, type Rate } from './rate.ts';

/** What is known of the market at a moment, and which way to round what comes out of it. */
export interface Market {
  readonly rates: readonly Rate[];
  readonly now: Instant;
  readonly rounding: Rounding;
}

/** What an amount is worth, to be shown. */
export interface Worth {
  readonly money: Money;
  /** When the oldest of the rates in it was so; null where none is in it. */
  readonly at: Instant | null;
  readonly isOld: boolean;
}

/** The worth of several amounts. */
export interface TotalWorth extends Worth {
  /** What is not in it, because nobody knows its price. Each once. */
  readonly unknown: readonly Asset[];
}

/** An amount at a price, rounded to the smallest unit of what it is counted in. */
export function amountAt(
  { asset, units }: Money,
  { to, price, rounding }: { readonly to: Asset; readonly price: Fraction; readonly rounding: Rounding },
): Money {
  const numerator = price.numerator * unitsPerOne(to);
  const denominator = price.denominator * unitsPerOne(asset);
  return { asset: to, units: scaleUnits(units, { numerator, denominator, rounding }) };
}

/**
 * What an amount is worth in another asset, for a price that somebody is held to. `unknown`: a rate is missing. `old`: one
 * is older than prices are made from, and whoever asks does without a price.
 */
export function worthOf(
  money: Money,
  to: Asset,
  { rates, now, rounding }: Market,
): { readonly money: Money; readonly at: Instant | null } | 'unknown' | 'old' {
  const cross = crossRate(money.asset, to, rates);
  if (cross === null) return 'unknown';
  if (!canBePricedFrom(cross.at, now)) return 'old';
  return { money: amountAt(money, { to, price: cross.price, rounding }), at: cross.at };
}

/** What amounts come to, to be shown: each rounded by itself, so that the parts that are shown add up to the total. */
export function totalWorth(
  amounts: readonly Money[],
  to: Asset,
  { crossOf, now, rounding }: Omit<Market, 'rates'> & { crossOf(asset: Asset): Cross | null },
): TotalWorth {
  const unknown = new Set<Asset>();
  let sum: Money = { asset: to, units: 0n };
  let at: Instant | null = null;
  for (const amount of amounts) {
    // Nothing is worth nothing, whatever the price: it makes no total old or unknown.
    if (amount.units === 0n) continue;
    const cross = crossOf(amount.asset);
    if (cross === null) {
      unknown.add(amount.asset);
      continue;
    }
    sum = addMoney(sum, amountAt(amount, { to, price: cross.price, rounding }));
    if (cross.at !== null && (at === null || cross.at < at)) at = cross.at;
  }
  return { money: sum, at, isOld: isOld(at, now), unknown: [...unknown] };
}
