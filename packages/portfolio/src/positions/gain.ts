import type { Asset, Money } from '@diboas/kernel';

/** What a position cost, as whoever keeps lots says. */
export interface PositionCost {
  readonly asset: Asset;
  /** What was paid for what is there, in the currency that is counted in, at the rates of those days. */
  readonly paid: Money;
  /**
   * The same in the currency that the asset has its price in, dollars for most. Null where it is not known, and then the gain
   * is not split. Where both currencies are one, it is `paid`.
   */
  readonly quoted: Money | null;
  /** What the position has brought besides, in the currency that is counted in, at the rates of those days. */
  readonly income: Money;
}

/**
 * Where a gain comes from, in the currency that is counted in. The three add up to the gain to the last unit.
 *
 * Currency: what was paid in the currency of the price, at its rate now, less the same at its rates then. Price: all else that
 * the value is above what was paid, so that it is counted at the rate of now: 27.33 dollars more are 27.33 dollars of today.
 */
export interface GainParts {
  readonly price: bigint;
  readonly income: bigint;
  readonly currency: bigint;
}

/** What a position has gained, not realised, and what it has brought. Units are those of the currency that is counted in. */
export interface PositionGain {
  readonly total: bigint;
  /** Null where what was paid in the currency of the price, or that currency's rate, is not known. */
  readonly parts: GainParts | null;
}

/** @param quotedNow what was paid in the currency of the price, worth in the other now; null where it is not known */
export function gainOf(
  value: bigint,
  { paid, income }: PositionCost,
  quotedNow: bigint | null,
): PositionGain {
  const total = value - paid.units + income.units;
  if (quotedNow === null) return { total, parts: null };
  const currency = quotedNow - paid.units;
  return { total, parts: { price: value - paid.units - currency, income: income.units, currency } };
}
