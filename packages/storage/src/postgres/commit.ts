import { assert, type Bucket, type Instant } from '@diboas/kernel';
import type { BatchScope, DueClaim, Loaded, TransactionStore, Writes } from '@diboas/orchestration';
import type pg from 'pg';
import { withDatabase } from './connection.ts';
import { CHANGES_CHANNEL } from './listen.ts';
import { lockAndLoad } from './load.ts';
import { timestamp } from './rows.ts';
import { OVERVIEW_STATEMENTS, prepared } from './statements.ts';
import { writeQueries } from './write.ts';

/**
 * The one way in which money state changes: architecture.md section 5.5. A batch costs two round trips: one that
 * begins, locks and reads, and one that writes, wakes listeners and commits.
 */
export function createPostgresTransactionStore(pool: pg.Pool): TransactionStore {
  return {
    commit: (bucket, scope, decide) => withDatabase(() => commit(pool, { bucket, scope, decide })),
    claimDue: (bucket, claim) => withDatabase(() => claimDue(pool, bucket, claim)),
    async dueBuckets(now) {
      const values = [timestamp(now)];
      const text = OVERVIEW_STATEMENTS.due_buckets;
      const { rows } = await withDatabase(() => pool.query<{ bucket: number }>({ text, values }));
      return rows.map((row) => row.bucket);
    },
  };
}

interface Commit<Result> {
  readonly bucket: Bucket;
  readonly scope: BatchScope;
  readonly decide: (loaded: Loaded) => { readonly writes: Writes; readonly result: Result };
}

async function commit<Result>(pool: pg.Pool, { bucket, scope, decide }: Commit<Result>): Promise<Result> {
  const client = await pool.connect();
  let open = false;
  try {
    const begun = client.query('BEGIN');
    open = true;
    const [, loaded] = await Promise.all([begun, lockAndLoad(client, bucket, scope)]);
    const { writes, result } = decide(loaded);
    const flight = writeQueries(bucket, writes).map((query) => client.query(query));
    if (writes.seqs.size > 0) flight.push(client.query(wakeQuery(writes)));
    flight.push(client.query('COMMIT'));
    open = false;
    const answers = await settleAll(flight);
    assert(answers.at(-1)?.command === 'COMMIT', 'a batch that was written was committed');
    client.release();
    return result;
  } catch (error) {
    await giveBack(client, open);
    throw error;
  }
}

/** Waits for every statement of the flight, so that none is left behind on the connection, then throws the first error. */
async function settleAll<Value>(flight: readonly Promise<Value>[]): Promise<Value[]> {
  const settled = await Promise.allSettled(flight);
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

/** A connection goes back clean, or is closed when that cannot be made sure. */
async function giveBack(client: pg.PoolClient, open: boolean): Promise<void> {
  if (!open) return client.release();
  try {
    await client.query('ROLLBACK');
    client.release();
  } catch (error) {
    client.release(error instanceof Error ? error : true);
  }
}

function wakeQuery(writes: Writes): pg.QueryConfig {
  const customerIds = [...writes.seqs.keys()].join(' ');
  return { name: 'wake', text: 'SELECT pg_notify($1, $2)', values: [CHANGES_CHANNEL, customerIds] };
}

async function claimDue(
  pool: pg.Pool,
  bucket: Bucket,
  { now, leasedUntil, limit }: { now: Instant; leasedUntil: Instant; limit: number },
): Promise<DueClaim[]> {
  const values = [bucket, timestamp(now), timestamp(leasedUntil), limit];
  const { rows } = await pool.query<{ transaction_id: string }>(prepared('claim_due', values));
  return rows.map((row) => ({ transactionId: row.transaction_id, leasedUntil }));
}
