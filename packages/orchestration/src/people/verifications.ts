// Who people are, as far as a provider found out (M23). Documents and faces stay with the provider; what is kept is how each try
// stands, and of one that succeeded what lists of sanctions are asked with.
import type { Bucket, Id, Instant } from '@diboas/kernel';
import type { IdentityStage, Profile } from '../checks/profile.ts';

/** How a try stands. There is none of which nobody asked. */
export type VerificationStage = Exclude<IdentityStage, 'none'>;

/** One try of a customer's at one provider. */
export interface Verification {
  readonly id: Id;
  readonly customerId: string;
  /** Which of the customer's tries it is, from 1. The last one is what they are told of. */
  readonly number: number;
  readonly provider: string;
  /** What the provider calls it; null as long as nobody knows whether it was begun. */
  readonly reference: string | null;
  readonly stage: VerificationStage;
  /** Why, of what did not succeed: from the closed lists of a desk of identity. */
  readonly reason: string | null;
  /** Of one that was verified, as its document says; null for what was not told. Never in a log. */
  readonly person: VerifiedName | null;
  /** Rises with each change, so that of two who look at once one writes. */
  readonly version: number;
  readonly begunAt: Instant;
  readonly changedAt: Instant;
  /** When its provider is asked next; null once nothing more is expected of it. */
  readonly dueAt: Instant | null;
}

export interface VerifiedName {
  readonly name: string;
  /** The date of birth: 1990-12-31. */
  readonly bornOn: string | null;
  /** Who issued the document: ISO 3166-1, two letters. */
  readonly country: string | null;
}

export interface VerificationStore {
  /** What is known of a customer, for screens. What counts is read under their lock. */
  profile(customerId: string): Promise<Profile>;
  /** Puts a try beside the earlier ones, unless there is one of its number, and gives whichever is of that number. */
  addVerification(verification: Verification): Promise<Verification>;
  /** All tries of the customer, the first one first. */
  verifications(customerId: string): Promise<readonly Verification[]>;
  /**
   * Writes down what became of a try, as one version more than `verification` has. When it is due stays as it is. Null, with
   * nothing written, where somebody else wrote meanwhile.
   */
  noteVerification(verification: Verification): Promise<Verification | null>;
  /**
   * Says when a try is due next, once what became of it is told. Where it was hastened since it was read it stays so.
   * False, with nothing written, where it is of another version by now.
   */
  settleVerification(verification: Verification, dueAt: Instant | null): Promise<boolean>;
  /** Has the tries of that name looked at by then at the latest. False: there are none here. */
  hastenVerification(
    name: { readonly provider: string; readonly reference: string },
    at: Instant,
  ): Promise<boolean>;
  /** Buckets in which a try is due. */
  verificationBuckets(now: Instant): Promise<readonly Bucket[]>;
  /** Takes tries of the bucket that are due, and makes them due again at `leasedUntil`. No two take the same one. */
  claimVerifications(
    bucket: Bucket,
    claim: { readonly now: Instant; readonly leasedUntil: Instant; readonly limit: number },
  ): Promise<readonly Verification[]>;
}
