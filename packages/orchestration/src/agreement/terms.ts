import { assert, type Id, type Instant, type Money, type Network } from '@diboas/kernel';
import type { BalanceType } from '@diboas/ledger';
import type { RoutingExplanation } from './explanation.ts';
import type { Manner } from './manner.ts';
import type { Estimate, FeePart, Price } from './price.ts';
import type { StrategyTerms } from './strategy-terms.ts';

/** What a provider is asked for. `deliver` is what it must hand over at least, before our own fee. */
export interface Order {
  readonly pay: Money;
  /** Where what is paid leaves: `fiat` for a card, a bank or a balance of government money. */
  readonly payNetwork: Network;
  readonly deliver: Money;
  /** What it should come to, where it may come to less down to `deliver`; absent where that is what it comes to. */
  readonly expected?: Money;
  /** Where what is delivered arrives. */
  readonly network: Network;
  readonly destination: string;
  /** The most the provider may charge the person, its own fees included. */
  readonly chargeMax: Money;
  /**
   * The most that a network may take for carrying it out, in its own coin and out of money of ours that lies with the
   * provider; absent where no network is paid for it. It is beside `chargeMax`, whatever asset leaves: the person pays for
   * it by the price's fee of the `network` tier, in the share of it that was really spent.
   */
  readonly networkCost?: Money;
}

/** What a provider can be asked for: how it may be done, within what was agreed. */
export interface Alternative {
  readonly provider: string;
  readonly order: Order;
}

/**
 * What providers offer for what was agreed before, best first: nothing where nobody does, or nobody could be asked. `beyond`:
 * they do, and for no price within what was agreed.
 */
export type Offers = readonly Alternative[] | 'beyond';

/**
 * The provider of what goes from one customer to another: our own book. Nobody outside is asked; the attempt is an input
 * to the recipient's bucket.
 */
export const OWN_BOOK = 'book';

/** The provider of what is done in several transactions: our own engine, which begins one after the other. */
export const OWN_LEGS = 'legs';

/** One leg of a transaction that is done in several: what is done, and after which others. */
export interface LegPlan {
  readonly key: string;
  /** Keys of the legs that must be done before. None: it begins with the parent, side by side with others. */
  readonly needs: readonly string[];
  /** What the leg is confirmed with, by the confirmation of the whole. */
  readonly terms: Terms;
}

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

/** Whom money is paid to outside, for people to read. */
export interface Payee {
  readonly kind: 'address' | 'bank_account';
  /** How its owner calls them; null where they never said. */
  readonly name: string | null;
  /** The address, or the bank and the last digits of the account. */
  readonly shown: string;
  /** What a person was told to look at before they confirmed, in the words of screens; absent where nothing was. */
  readonly warned?: readonly string[];
  /** The known address that this one looks like; absent where it looks like none. */
  readonly alike?: string;
}

/** So much of a lot: of what came by one entry of the person's journal, by the name that lots have. */
export interface AgreedLot {
  readonly lotId: string;
  readonly quantity: Money;
}

/** Where terms come from, and so who confirms them. */
export type Origin =
  /** A person asked for a price, and confirms it by itself. */
  | { readonly kind: 'quote' }
  /** Nobody is asked: it follows from what moved back after the transaction `of` had ended. */
  | { readonly kind: 'follow_up'; readonly of: Id }
  /** Nobody is asked: money arrives, which another customer's transaction sent. */
  | { readonly kind: 'arrival'; readonly sentBy: Id }
  /** Nobody is asked: money was seen at an address of the person's. The reference is its provider's name of what moved. */
  | { readonly kind: 'deposit'; readonly reference: string }
  /** Nobody is asked: a recurring buy of the person's makes it, within what they agreed to. `number` is the occurrence. */
  | { readonly kind: 'recurring'; readonly rule: Id; readonly number: number }
  /** Confirmed with its parent, of which it is this leg. */
  | { readonly kind: 'leg'; readonly parentId: Id; readonly key: string }
  /** Takes this leg of its parent back. */
  | { readonly kind: 'undo'; readonly parentId: Id; readonly key: string };

/**
 * Everything that a person agrees to by confirming a quote. Written once and never changed; the transaction that
 * comes of it has the same id.
 */
export interface Terms extends Manner<StrategyTerms> {
  /** The id of the quote, and of the transaction once it is confirmed. */
  readonly id: Id;
  readonly customerId: string;
  readonly operation: string;
  /** How the person pays or is paid: card, bank. */
  readonly method: string;
  readonly provider: string;
  readonly price: Price;
  /**
   * What arrives at least, where: the balance on `network`. `fees` are what is kept of what the order brings, in the asset
   * that arrives: with them it is what the order brings before any fee. Absent where nothing is.
   */
  readonly receive: { readonly money: Money; readonly network: Network; readonly fees?: readonly FeePart[] };
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
  /** What it is done in, where that is several transactions at `OWN_LEGS`; absent otherwise. */
  readonly legs?: readonly LegPlan[];
  /** Whom it is paid to outside, as people know them; absent where it goes to nobody outside. */
  readonly payee?: Payee;
  /**
   * Where each provider brings it, where they know whoever gets it by different names, such as a bank account by a token of
   * their own; absent where all bring it to the order's destination. Who is not named here cannot do it.
   */
  readonly destinations?: Readonly<Record<string, string>>;
  /** What the amount was worth when it was priced, in the currency of the operation's limits; absent where it is in that. */
  readonly worth?: Money;
  /** Which lots of what leaves are given, the first first, where its person chose; absent where they go by the method. */
  readonly lots?: readonly AgreedLot[];
  /** For an operation between two balances of the person, which; absent otherwise. */
  readonly between?: { readonly from: BalanceType; readonly to: BalanceType };
  readonly estimate: Estimate;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** The transaction that the terms are a leg of, or take a leg of back; null for what stands by itself. */
export function parentOf({ origin }: Terms): Id | null {
  return origin.kind === 'leg' || origin.kind === 'undo' ? origin.parentId : null;
}

/** Whether a further leg may begin when something becomes of it: it is done in several, or one of those. */
export function isOfLegs(terms: Terms): boolean {
  return terms.legs !== undefined || parentOf(terms) !== null;
}

/** The transaction that the terms follow from; null for what follows from none. */
export function originalOf({ origin }: Pick<Terms, 'origin'>): Id | null {
  return origin.kind === 'follow_up' ? origin.of : null;
}

/** Where a provider brings what was agreed; null for one that cannot. */
export function destinationIn({ destinations, order }: Terms, provider: string): string | null {
  return destinations ? (destinations[provider] ?? null) : order.destination;
}

/** The offer that was confirmed first. */
export function firstOffer({ provider, order }: Terms): Alternative {
  return { provider, order };
}

/** What this provider is asked for under these terms. */
export function orderFor(terms: Terms, provider: string): Order {
  if (provider === terms.provider) return terms.order;
  const alternative = terms.alternatives.find((one) => one.provider === provider);
  assert(alternative, 'an attempt is at a provider of the terms', { provider, id: terms.id });
  return alternative.order;
}
