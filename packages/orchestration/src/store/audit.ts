import type { Bucket, Id, Instant } from '@diboas/kernel';

/** Who did what to what. Never holds secrets, nor personal data beyond ids. */
export interface AuditEntry {
  readonly id: Id;
  readonly at: Instant;
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** What happened outside any transaction: a forged webhook, a sign-in, an event that is about nothing of ours. */
export interface AuditLog {
  append(bucket: Bucket, entries: readonly AuditEntry[]): Promise<void>;
}
