// The draft of a report of suspicious activity, from what a case has found. Whoever files it finishes it.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import * as z from 'zod/mini';
import { checkCustomer, type Difference } from '../books/adds-up.ts';
import { type AccountMovement, type CustomerBooks, movementsOf, type TracedEntry } from '../books/books.ts';

const uuid = z.string().check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/));

/** What a case hands over. It names entries of the journal; what they moved is read there, and never taken from the case. */
export const caseEvidence = z.strictObject({
  caseId: z.string().check(z.regex(/^[\w-]{1,64}$/)),
  customerId: uuid,
  openedAt: z.iso.datetime(),
  /** The rule that opened it, by its name and version. */
  rule: z.string().check(z.minLength(1), z.maxLength(100)),
  /** What is suspicious, in the words of whoever looked into it. */
  summary: z.string().check(z.minLength(3), z.maxLength(4_000)),
  entries: z
    .array(z.strictObject({ transactionId: uuid, seq: z.int().check(z.positive()) }))
    .check(z.minLength(1), z.maxLength(1_000)),
});
export type CaseEvidence = z.infer<typeof caseEvidence>;

export interface SuspiciousActivity {
  readonly evidence: CaseEvidence;
  /** Each entry that the case names, with what it moved: nothing, where it moved nothing. */
  readonly entries: readonly (TracedEntry & { readonly movements: readonly AccountMovement[] })[];
}

export type EvidenceRefusal =
  | Difference
  | { readonly reason: 'evidence_unknown'; readonly transactionId: string; readonly seq: number };

/** Refused where the case names an entry that the person's journal has not. */
export function draftSuspiciousActivity(
  evidence: CaseEvidence,
  books: CustomerBooks,
): Outcome<SuspiciousActivity, EvidenceRefusal> {
  const { customerId } = evidence;
  const checked = checkCustomer(customerId, books);
  if (!checked.ok) return checked;
  const bySeq = new Map(books.entries.map((entry) => [entry.seq, entry]));
  const own = movementsOf(books.transfers).filter(({ account }) => account.owner === customerId);
  const bySource = Map.groupBy(own, ({ transfer }) => transfer.seq);
  const entries: SuspiciousActivity['entries'][number][] = [];
  for (const { transactionId, seq } of evidence.entries) {
    const entry = bySeq.get(seq);
    if (entry?.transactionId !== transactionId)
      return refuse({ reason: 'evidence_unknown', transactionId, seq });
    entries.push({ ...entry, movements: bySource.get(seq) ?? [] });
  }
  return accept({ evidence, entries: entries.toSorted((left, right) => left.seq - right.seq) });
}
