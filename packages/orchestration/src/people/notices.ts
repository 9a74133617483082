// What people are told beside what becomes of their transactions: on their screens, and by mail. A notice is written in the same
// statement as what it tells of, so that it is there exactly as often as that is.
import type { CalendarDay } from '@diboas/calendars';
import type { Asset, Bucket, Id, Instant, Money } from '@diboas/kernel';

/** Why an occurrence of a recurring buy was not bought. */
export type NotBought =
  /** What is invested was not enough. The recurring buy is paused by it. */
  | 'money_short'
  /** Its owner begins nothing now. The recurring buy is paused by it. */
  | 'not_allowed'
  /** More than its owner may do in that time. */
  | 'over_limit'
  /** Its price, or what it would have come to with all fees, was beyond what was agreed. */
  | 'too_dear'
  /** Nobody could carry it out, or the price of the market was not known. */
  | 'unavailable'
  /** We were not there while it was due. */
  | 'missed';

/** What a notice tells, and of what. `about` is the id of the recurring buy. */
export type NoticeContent =
  | {
      readonly kind: 'buy_announced';
      readonly about: Id;
      readonly coin: Asset;
      readonly amount: Money;
      /** What leaves at most, with all fees. */
      readonly totalMax: Money;
      readonly buyAt: Instant;
    }
  | {
      readonly kind: 'not_bought';
      readonly about: Id;
      readonly coin: Asset;
      readonly amount: Money;
      readonly why: NotBought;
      /** The day it was for: of several, the last. */
      readonly on: CalendarDay;
      /** How many were not bought: more than one were missed in a row. */
      readonly count: number;
      /** Whether the recurring buy is paused by it. */
      readonly stops: boolean;
    }
  | {
      readonly kind: 'price_reached';
      /** The id of the alert. */
      readonly about: Id;
      readonly coin: Asset;
      readonly currency: Asset;
      readonly direction: 'above' | 'below';
      /** What was waited for: whole units of the currency for one whole coin, as a decimal. */
      readonly bound: string;
      /** What it cost, and when it did. */
      readonly price: string;
      readonly pricedAt: Instant;
    };

export interface Notice {
  readonly id: Id;
  readonly customerId: string;
  readonly content: NoticeContent;
  readonly at: Instant;
  /** When its owner put it away; null until then. */
  readonly readAt: Instant | null;
  /** When it is mailed, or tried again; null once it was, and where mail goes nowhere. */
  readonly mailDueAt: Instant | null;
}

export interface NoticeStore {
  /** The customer's notices that they did not put away, newest first. */
  notices(customerId: string, limit: number): Promise<readonly Notice[]>;
  /** Puts one of the customer's away. False where they have none of that id. */
  putNoticeAway(customerId: string, id: Id, at: Instant): Promise<boolean>;
  /** Of each of these customers of the bucket, when their newest notice was written; none for who has none. */
  newestNotices(bucket: Bucket, customerIds: readonly string[]): Promise<ReadonlyMap<string, Instant>>;
  /** Buckets in which a notice is due to be mailed. */
  noticeBuckets(now: Instant): Promise<readonly Bucket[]>;
  /** Takes notices of the bucket that are due to be mailed, and makes them due again at `leasedUntil`. No two take the same one. */
  claimNotices(
    bucket: Bucket,
    claim: { readonly now: Instant; readonly leasedUntil: Instant; readonly limit: number },
  ): Promise<readonly Notice[]>;
  /** It was mailed, or there is nowhere to mail it to. */
  noteMailed(id: Id): Promise<void>;
}
