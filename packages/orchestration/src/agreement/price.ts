import { assert, type Money, sumMoney } from '@diboas/kernel';

export type FeeTier = 'platform' | 'provider' | 'network' | 'compliance' | 'premium';

/** What a fee pays for: `arranging` the whole operation, the `conversion` at a provider, the network's `transfer`. */
export type FeePurpose = 'arranging' | 'conversion' | 'transfer';

/**
 * How a fee came about. `rate`: this share of `of`, in basis points, rounded to the minor unit. `quoted`: whoever is
 * named in `by` named the figure, and no rate can be told.
 */
export type FeeBasis =
  | { readonly kind: 'rate'; readonly bps: number; readonly of: Money }
  | { readonly kind: 'quoted'; readonly by: string };

/** One part of the fees. What a person reads of it is worded by screens, in their language, from codes and figures. */
export interface FeePart {
  readonly tier: FeeTier;
  readonly amount: Money;
  /** A proper name: diBoaS, Northpay, or a network's name. */
  readonly takenBy: string;
  readonly purpose: FeePurpose;
  readonly basis: FeeBasis;
}

/** What the person pays: `amount` and every part of `fees` are of one asset, and add up to `total`. */
export interface Price {
  readonly amount: Money;
  readonly fees: readonly FeePart[];
  readonly total: Money;
}

/** The price of an amount with these fees; parts of zero are left out, so that no fee ever shows as 0.00. */
export function priceOf(amount: Money, parts: readonly FeePart[]): Price {
  const fees = parts.filter((part) => part.amount.units !== 0n);
  for (const part of fees) assert(part.amount.units > 0n, 'a fee is never negative', { part });
  const total = sumMoney(amount.asset, [amount, ...fees.map((part) => part.amount)]);
  return { amount, fees, total };
}

/** What the fees of one tier come to, in minor units of what is paid. */
export function feesOf({ fees }: Price, tier: FeeTier): bigint {
  return fees.reduce((sum, fee) => (fee.tier === tier ? sum + fee.amount.units : sum), 0n);
}

/** How long it should take, in seconds, and whose word that is. */
export interface Estimate {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly source: 'provider' | 'measured';
}
