import { assert, type Id, type Instant, type Money, type Network, sumMoney } from '@diboas/kernel';
import type { RoutingExplanation } from '../quoting/routing.ts';

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
  /** A proper name: diBoaS, Stripe, or a network's name. */
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

/** How long it should take, in seconds, and whose word that is. */
export interface Estimate {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly source: 'provider' | 'measured';
}

/** What a provider is asked for. `deliver` is what it must hand over at least, before our own fee. */
export interface Order {
  readonly pay: Money;
  readonly deliver: Money;
  readonly network: Network;
  readonly destination: string;
  /** The most the provider may charge the person, its own fees included. */
  readonly chargeMax: Money;
}

export interface Alternative {
  readonly provider: string;
  readonly order: Order;
}

/**
 * The provider of what goes from one customer to another: our own book. Nobody outside is asked; the attempt is an input
 * to the recipient's bucket.
 */
export const OWN_BOOK = 'book';

/** Who gets the money of an operation between customers, and the transaction that it arrives by. */
export interface Recipient {
  readonly customerId: string;
  /** Made with the quote and in the recipient's bucket, so that the money arrives once however often it is sent. */
  readonly transactionId: Id;
}

/**
 * Everything that a person agrees to by confirming a quote. Written once and never changed; the transaction that
 * comes of it has the same id.
 */
export interface Terms {
  /** The id of the quote, and of the transaction once it is confirmed. */
  readonly id: Id;
  readonly customerId: string;
  readonly operation: string;
  /** How the person pays or is paid: card, bank. */
  readonly method: string;
  readonly provider: string;
  readonly price: Price;
  /** What arrives at least, where: the balance on `network`. */
  readonly receive: { readonly money: Money; readonly network: Network };
  readonly order: Order;
  /** Who else could do it within the same total, best first: for a failover, without asking the person again. */
  readonly alternatives: readonly Alternative[];
  /** Why this provider was chosen. */
  readonly routing: RoutingExplanation | null;
  /** The transaction that this one takes back, for a reversal; absent otherwise. */
  readonly reverses?: Id;
  /** Who gets the money, for an operation between customers at `OWN_BOOK`; absent otherwise. */
  readonly recipient?: Recipient;
  /** The other customer's transaction that sent this money, for one that it arrives by; absent otherwise. */
  readonly sentBy?: Id;
  /** The journey that this transaction is a leg of; absent for one that stands alone. */
  readonly journeyId?: Id;
  readonly estimate: Estimate;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** What this provider is asked for under these terms. */
export function orderFor(terms: Terms, provider: string): Order {
  if (provider === terms.provider) return terms.order;
  const alternative = terms.alternatives.find((one) => one.provider === provider);
  assert(alternative, 'an attempt is at a provider of the terms', { provider, id: terms.id });
  return alternative.order;
}
