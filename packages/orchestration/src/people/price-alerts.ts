// Price alerts: a person is told once when a coin costs so much, or so little. What is told is a notice.
import type { Asset, Bucket, Id, Instant } from '@diboas/kernel';
import type { Notice } from './notices.ts';

/** `above`: at this price or a higher one. `below`: at this one or a lower one. */
export type AlertDirection = 'above' | 'below';

export interface PriceAlert {
  readonly id: Id;
  readonly customerId: string;
  readonly coin: Asset;
  readonly currency: Asset;
  readonly direction: AlertDirection;
  /** Whole units of the currency for one whole coin: a plain decimal, exact, as the person wrote it. */
  readonly bound: string;
  readonly createdAt: Instant;
}

/** What a coin cost at a moment. */
export interface PriceSeen {
  readonly coin: Asset;
  readonly currency: Asset;
  /** The price as plain decimals of as many digits as are kept: what is not above it, and what is not below it. */
  readonly floor: string;
  readonly ceiling: string;
  readonly at: Instant;
}

export interface PriceAlertStore {
  /**
   * Puts an alert on its owner's list, unless the same is there, and gives whichever is. Null where the list is as long as it may
   * be; requests at the same moment may each add one beyond that.
   */
  addPriceAlert(alert: PriceAlert, listMax: number): Promise<PriceAlert | null>;
  /** The customer's list, in the order in which it was made. */
  priceAlerts(customerId: string): Promise<readonly PriceAlert[]>;
  /** Takes one off the customer's list and gives it; null when it is not on it. */
  removePriceAlert(customerId: string, id: Id): Promise<PriceAlert | null>;
  /** Buckets in which one of these prices reaches an alert that was made before it was so. */
  reachedBuckets(prices: readonly PriceSeen[]): Promise<readonly Bucket[]>;
  /** Alerts of the bucket that a price reaches and that were made before it was so, at most so many. */
  reachedAlerts(bucket: Bucket, price: PriceSeen, limit: number): Promise<readonly PriceAlert[]>;
  /** Takes the alert off its list and tells its owner, both or neither. False where it is not on it any more. */
  tellPriceAlert(id: Id, told: Notice): Promise<boolean>;
}
