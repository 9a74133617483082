import { assert, type Id, type Instant, type Money, type Network } from '@diboas/kernel';
import type { BalanceType } from '@diboas/ledger';
import type { RoutingExplanation } from './explanation.ts';
import type { Estimate, Price } from './price.ts';

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

/** What goes along with money from one person to another, for the two of them to read. */
export interface Letter {
  /** How the sender calls the recipient; null where they never said. */
  readonly name: string | null;
  /** The recipient's address, as the sender wrote it. */
  readonly to: string;
  /** The address that the sender signs in by. */
  readonly from: string;
  readonly note: string | null;
}

/** Where terms come from, and so who confirms them. */
export type Origin =
  /** A person asked for a price, and confirms it by itself. */
  | { readonly kind: 'quote' }
  /** Nobody is asked: it follows from what moved back after the transaction `of` had ended. */
  | { readonly kind: 'follow_up'; readonly of: Id }
  /** Nobody is asked: money arrives, which another customer's transaction sent. */
  | { readonly kind: 'arrival'; readonly sentBy: Id }
  /** Confirmed with the journey that it is a leg of, or takes a leg of it back. */
  | { readonly kind: 'leg'; readonly journeyId: Id };

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
  readonly origin: Origin;
  /** Who gets the money, for an operation between customers at `OWN_BOOK`; absent otherwise. */
  readonly recipient?: Recipient;
  /** What goes along with it, from one person to another; absent otherwise. */
  readonly letter?: Letter;
  /** For an operation between two balances of the person, which; absent otherwise. */
  readonly between?: { readonly from: BalanceType; readonly to: BalanceType };
  readonly estimate: Estimate;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** The journey that the terms are a leg of; null for what is none. */
export function journeyOf({ origin }: Terms): Id | null {
  return origin.kind === 'leg' ? origin.journeyId : null;
}

/** The transaction that the terms follow from; null for what follows from none. */
export function originalOf({ origin }: Terms): Id | null {
  return origin.kind === 'follow_up' ? origin.of : null;
}

/** What this provider is asked for under these terms. */
export function orderFor(terms: Terms, provider: string): Order {
  if (provider === terms.provider) return terms.order;
  const alternative = terms.alternatives.find((one) => one.provider === provider);
  assert(alternative, 'an attempt is at a provider of the terms', { provider, id: terms.id });
  return alternative.order;
}
