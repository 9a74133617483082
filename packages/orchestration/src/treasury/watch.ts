import type { Bucket, Id, Instant } from '@diboas/kernel';
import type { AuditEntry } from '../store/audit.ts';
import type { FloatKey } from '../store/floats.ts';

/** What came of asking what a float really holds. */
export interface FloatCompared {
  readonly held: bigint;
  /** By how much more is held than the books and all that is under way can explain, or less where it is below zero. */
  readonly difference: bigint;
  readonly at: Instant;
  /** Since when it has differed each time it was compared; null while it does not. */
  readonly differsSince: Instant | null;
}

/** A float as it was when it was looked at last, over all buckets. */
export interface WatchedFloat extends FloatKey {
  /** What lies there by the books: what is free, and what is promised and may have left already. */
  readonly ledger: bigint;
  readonly promised: bigint;
  /** Less than this free is low. */
  readonly least: bigint;
  readonly lookedAt: Instant;
  /** What was heard last, however long ago; null where nobody ever said. */
  readonly compared: FloatCompared | null;
}

/**
 * Why a person must look at a float. `float_differs`: what the provider holds is not what the books say, for longer than
 * news takes. `float_low`: little of it is free, so orders will soon be refused.
 */
export type FloatCause = 'float_differs' | 'float_low';

/** What operators are asked of a float; it goes by itself once its cause is gone. */
export interface FloatItem extends FloatKey {
  readonly id: Id;
  readonly cause: FloatCause;
  readonly detail: string;
  readonly openedAt: Instant;
  readonly deadline: Instant;
}

/** What a look at one provider's floats leaves behind, in one commit. */
export interface FloatLook {
  readonly provider: string;
  readonly checks: readonly WatchedFloat[];
  readonly opened: readonly FloatItem[];
  readonly closed: readonly FloatItem[];
  readonly audit: readonly AuditEntry[];
}

/** How much of a float was paid out in some time. */
export interface FloatUse extends FloatKey {
  readonly units: bigint;
}

/** What is known of floats beside their shares. */
export interface FloatWatch {
  /** Takes the turn to look at a provider, where it has come: of all nodes one gets it. The next one comes at `nextAt`. */
  claimFloatRound(
    provider: string,
    turn: { readonly now: Instant; readonly nextAt: Instant },
  ): Promise<boolean>;
  /** Brings every provider's turn forward to now. */
  hastenFloatRounds(now: Instant): Promise<void>;
  floatChecks(): Promise<readonly WatchedFloat[]>;
  /** The open items of floats, the nearest deadline first. */
  floatItems(): Promise<readonly FloatItem[]>;
  keepFloatLook(look: FloatLook): Promise<void>;
  /** What one bucket's customers were paid out of floats since then. Looks over every transfer since. */
  floatUses(bucket: Bucket, since: Instant): Promise<readonly FloatUse[]>;
}
