import type { Bucket, Id, Instant } from '@diboas/kernel';

/** Somebody of a customer's lists, of people or of addresses, as they are called there. */
export interface NamedRecipient {
  readonly id: Id;
  readonly name: string;
}

/** Whose name nobody has looked for on lists of sanctions since they appeared or were renamed. */
export interface UnscreenedRecipients {
  /** Buckets in which somebody is due. */
  unscreenedBuckets(now: Instant): Promise<readonly Bucket[]>;
  /** At most so many of each kind that are due, longest due first; nobody else gets them until the lease is over. */
  claimUnscreened(
    bucket: Bucket,
    claim: { readonly now: Instant; readonly leasedUntil: Instant; readonly limit: number },
  ): Promise<readonly NamedRecipient[]>;
  /** They were looked for by this name. Whoever was renamed meanwhile stays due. */
  noteScreened(recipient: NamedRecipient): Promise<void>;
  /** Those of these ids that are on a list of somebody's. */
  listedRecipients(ids: readonly string[]): Promise<ReadonlySet<string>>;
}
