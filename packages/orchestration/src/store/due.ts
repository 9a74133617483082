import type { Bucket, Id, Instant } from '@diboas/kernel';

/** A resting transaction that this node may work on until `leasedUntil`. */
export interface DueClaim {
  readonly transactionId: Id;
  readonly leasedUntil: Instant;
}

/** Finding what has fallen due, for any node. */
export interface DueStore {
  /**
   * Takes up to `limit` transactions of the bucket that are due at `now`, and makes them due again at
   * `leasedUntil`, so that another node takes over should this one die. No two claims take the same one.
   */
  claimDue(
    bucket: Bucket,
    claim: { readonly now: Instant; readonly leasedUntil: Instant; readonly limit: number },
  ): Promise<readonly DueClaim[]>;
  /** Buckets in which something is due at `now`. */
  dueBuckets(now: Instant): Promise<readonly Bucket[]>;
}
