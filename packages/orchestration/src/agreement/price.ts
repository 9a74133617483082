import { type BankingTime, bankingDaysOf, type Calendars, USUAL_CUT_OFF } from '@diboas/calendars';
import { assert, DAY_MS, type Instant, type Money, SECOND_MS, sumMoney } from '@diboas/kernel';

export type FeeTier = 'platform' | 'provider' | 'network' | 'compliance' | 'premium';

/** What a fee pays for: `arranging` the whole operation, the `conversion` at a provider, the network's `transfer`, finding out an `identity`. */
export type FeePurpose = 'arranging' | 'conversion' | 'transfer' | 'identity';

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
  /** What of `amount` is less than a step of whoever trades it: it stays where it is. Absent where all of it may be taken. */
  readonly rest?: Money;
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

/** What is paid once for finding out who somebody is: mission row M11. Null where this price has nothing for it. */
export function identityFeeOf({ fees }: Price): Money | null {
  return fees.find(({ purpose }) => purpose === 'identity')?.amount ?? null;
}

/** How long it should take, in seconds, and whose word that is. */
export interface Estimate {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly source: 'provider' | 'measured';
  /**
   * Where banks move it: in how many of their days, of which screens name the last. The seconds are then those days without any
   * weekend, for comparing one provider with another; absent where no bank is waited for.
   */
  readonly banking?: BankingTime;
}

/**
 * A provider's word of how long banks take: those of the United States where no calendar is named. Without a cut-off of its
 * own it is the usual one. What is there on the same day counts as a day in seconds.
 */
export function inBankingDays({
  fromDays,
  toDays,
  calendar = 'fed',
  cutOff = USUAL_CUT_OFF,
}: Pick<BankingTime, 'fromDays' | 'toDays'> & Partial<Pick<BankingTime, 'calendar' | 'cutOff'>>): Estimate {
  const secondsOf = (days: number): number => (Math.max(1, days) * DAY_MS) / SECOND_MS;
  return {
    fromSeconds: secondsOf(fromDays),
    toSeconds: secondsOf(toDays),
    source: 'provider',
    banking: { calendar, cutOff, fromDays, toDays },
  };
}

/** The first moment at which what began at `since` takes longer than was told. */
export function lateFrom({ toSeconds, banking }: Estimate, since: Instant, calendars: Calendars): Instant {
  return banking ? bankingDaysOf(banking, since, calendars).until : since + toSeconds * SECOND_MS;
}
