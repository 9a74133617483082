// Alarms: how due work is found without an index on the transactions themselves.
//
// A row of `alarms` says: look at this transaction at that time. Steps move `due_at` all the time, mostly to a later
// moment, or end it. They leave the alarm alone, and only a due time before the alarm's gets an alarm of its own. When
// one rings, whoever takes it sees what the transaction says: due, so it is claimed until the lease ends; due later, so
// an alarm is set for then; not due at all, so nothing is left of it. An alarm is never taken away without that look, so
// a transaction that is due always has one.
//
// What is traded away: an alarm of a transaction that has ended rings once for nothing, in a set with others.
import type { Bucket, Id, Instant } from '@diboas/kernel';
import type { DueClaim } from '@diboas/orchestration';
import type pg from 'pg';
import { type DatabaseTransaction, inTransaction } from '../connection/connection.ts';
import { instantArray, textArray, uuidArray } from '../encoding/array-value.ts';
import { timestamp } from '../encoding/rows.ts';
import { prepared } from '../statements/statements.ts';

/** Which transactions to claim, and until when. */
export interface Claim {
  readonly now: Instant;
  readonly leasedUntil: Instant;
  readonly limit: number;
}

/** What became of alarms that rang: claims, and every transaction whose due time or alarm was moved. */
export interface Rung {
  readonly claims: readonly DueClaim[];
  readonly moved: readonly Id[];
}

/**
 * Takes alarms that have rung until it has `limit` claims or there are no more, a database transaction for each set.
 */
export async function claimRung(pool: pg.Pool, bucket: Bucket, claim: Claim): Promise<Rung> {
  const claims: DueClaim[] = [];
  const moved: Id[] = [];
  for (;;) {
    const limit = claim.limit - claims.length;
    const rung = await inTransaction(pool, (transaction) =>
      takeAlarms(transaction, bucket, { ...claim, limit }),
    );
    claims.push(...rung.claims);
    moved.push(...rung.moved);
    if (rung.taken < limit || claims.length >= claim.limit) return { claims, moved };
  }
}

interface AlarmRow {
  readonly rings_at: string;
  readonly transaction_id: string;
  readonly due_at: Date | null;
}

async function takeAlarms(
  transaction: DatabaseTransaction,
  bucket: Bucket,
  { now, leasedUntil, limit }: Claim,
): Promise<Rung & { readonly taken: number }> {
  const values = [bucket, timestamp(now), limit];
  const rows = await transaction.begin((run) => run<AlarmRow>(prepared('lock_alarms', values)));
  // A transaction may have two alarms; it is claimed once.
  const dueAt = new Map(rows.map((row) => [row.transaction_id, row.due_at?.getTime() ?? null]));
  const claims: DueClaim[] = [];
  const again = new Map<string, Instant>();
  for (const [transactionId, due] of dueAt) {
    if (due !== null) again.set(transactionId, due <= now ? leasedUntil : due);
    if (due !== null && due <= now) claims.push({ transactionId, leasedUntil });
  }
  const times = instantArray([...again.values()]);
  const ids = uuidArray([...again.keys()]);
  const rung = [textArray(rows.map((row) => row.rings_at)), uuidArray(rows.map((row) => row.transaction_id))];
  const writes = [
    ...(rows.length > 0 ? [prepared('delete_alarms', [bucket, ...rung])] : []),
    ...(again.size > 0
      ? [prepared('move_due', [bucket, times, ids]), prepared('insert_alarms', [bucket, times, ids])]
      : []),
  ];
  await transaction.commit(writes);
  return { claims, moved: [...again.keys()], taken: rows.length };
}
