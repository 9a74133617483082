// Recurring buys (M30): rules by which a person buys a coin again and again, each time by an ordinary transaction that was announced
// the day before, within what they agreed to once. What is due when, and what follows, is `recurring` of investing.
import type { CalendarDay } from '@diboas/calendars';
import type { Asset, Bucket, Id, Instant, Money } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import type { NotBought, Notice } from './notices.ts';

/** What the person agreed to, for every time. */
export interface BuyConsent {
  readonly coin: Asset;
  /** Of the INVESTING balance, where on which network the dollars lie; before fees. */
  readonly amount: Money;
  readonly network: ChainNetwork;
  /** By how much the price may be worse than the market's, and a fill than what was expected, in basis points. */
  readonly toleranceBps: number;
  /** What may leave at most, with all fees. */
  readonly totalMax: Money;
}

export type BuyEvery = 'week' | 'two_weeks' | 'month';

/** On which days: at noon by the clock of the person's zone. */
export interface BuySchedule {
  readonly every: BuyEvery;
  /** The day of the occurrence `anchorNumber`; all others are counted from there, so a 31st comes back after a short month. */
  readonly anchorOn: CalendarDay;
  readonly anchorNumber: number;
  /** A zone of the tz database. */
  readonly zone: string;
}

/** `offered`: it goes with a quote that nobody has confirmed yet. */
export type RecurringState = 'offered' | 'active' | 'paused' | 'ended';

/** Why one is paused. */
export type PausedBy = 'person' | Extract<NotBought, 'money_short' | 'not_allowed'>;

/** What became of an occurrence. */
export type OccurrenceEnd = 'bought' | 'skipped' | NotBought;

export interface RecurringBuy {
  /** The id of the quote that it was agreed to with, and so of the first buy. */
  readonly id: Id;
  readonly customerId: string;
  readonly consent: BuyConsent;
  readonly schedule: BuySchedule;
  readonly state: RecurringState;
  /** Null unless it is paused. */
  readonly pausedBy: PausedBy | null;
  /** The number of the occurrence that is next. The first buy has 0; numbers only rise, and none is used twice. */
  readonly next: number;
  /** That the next one was announced, and when it is bought; null before. */
  readonly announced: { readonly at: Instant; readonly buyAt: Instant } | null;
  /** When the next one began to be bought. From then on it is not skipped any more; null before. */
  readonly beganAt: Instant | null;
  /** The last one, and what became of it; null before there was one. */
  readonly last: { readonly number: number; readonly on: CalendarDay; readonly end: OccurrenceEnd } | null;
  /** Rises with each change, so that of two who look at once one writes. */
  readonly version: number;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
  /** When it is looked at next; null where nothing is expected of it. */
  readonly dueAt: Instant | null;
}

export interface RecurringBuyStore {
  /** Keeps one that goes with a quote. False where the customer has so many that have not ended, offers aside. */
  offerRecurringBuy(buy: RecurringBuy, most: number): Promise<boolean>;
  /** The customer's, offers aside, the oldest first. */
  recurringBuys(customerId: string): Promise<readonly RecurringBuy[]>;
  recurringBuy(id: Id): Promise<RecurringBuy | null>;
  /**
   * Writes down what became of one, as one version more than `buy` has, and what its owner is told of it. Null, with nothing
   * written, where somebody else wrote meanwhile.
   */
  noteRecurringBuy(buy: RecurringBuy, told: readonly Notice[]): Promise<RecurringBuy | null>;
  /** Forgets an offer that nobody confirmed. */
  forgetRecurringOffer(id: Id): Promise<void>;
  /** Buckets in which one is due. */
  recurringBuckets(now: Instant): Promise<readonly Bucket[]>;
  /** Takes those of the bucket that are due, and makes them due again at `leasedUntil`. No two take the same one. */
  claimRecurringBuys(
    bucket: Bucket,
    claim: { readonly now: Instant; readonly leasedUntil: Instant; readonly limit: number },
  ): Promise<readonly RecurringBuy[]>;
}
