import { assert, type Bucket, type Instant } from '@diboas/kernel';
import { accountName } from '@diboas/ledger';
import type { BatchScope, DueClaim, Loaded, TransactionStore, Writes } from '@diboas/orchestration';
import type pg from 'pg';
import { assertSequenced } from '../sequenced.ts';
import { withDatabase } from './connection.ts';
import { type CustomerCache, createCustomerCache, knownAfter } from './customer-cache.ts';
import { CHANGES_CHANNEL } from './listen.ts';
import { lockAndLoad } from './load.ts';
import { timestamp } from './rows.ts';
import { OVERVIEW_STATEMENTS, prepared } from './statements.ts';
import { writeQueries } from './write.ts';

/** Customers with something under way that a node remembers: about ten kilobytes each. */
const REMEMBERED_MAX = 10_000;

/**
 * The one way in which money state changes: architecture.md section 5.5. A batch costs two round trips: one that
 * begins, locks and reads, and one that writes, wakes listeners and commits.
 */
export function createPostgresTransactionStore(pool: pg.Pool): TransactionStore {
  const cache = createCustomerCache(REMEMBERED_MAX);
  pool.on('connect', cache.forgetAll);
  return {
    commit: (bucket, scope, decide) => withDatabase(() => commit({ pool, cache }, { bucket, scope, decide })),
    async claimDue(bucket, claim) {
      const claims = await withDatabase(() => claimDue(pool, bucket, claim));
      // A claim moves a due time without a place in the customer's stream.
      for (const { transactionId } of claims) cache.forget(transactionId);
      return claims;
    },
    async dueBuckets(now) {
      const values = [timestamp(now)];
      const text = OVERVIEW_STATEMENTS.due_buckets;
      const { rows } = await withDatabase(() => pool.query<{ bucket: number }>({ text, values }));
      return rows.map((row) => row.bucket);
    },
  };
}

/** What one node has: its connections, and what it remembers. */
interface Node {
  readonly pool: pg.Pool;
  readonly cache: CustomerCache;
}

interface Commit<Result> {
  readonly bucket: Bucket;
  readonly scope: BatchScope;
  readonly decide: (loaded: Loaded) => { readonly writes: Writes; readonly result: Result };
}

async function commit<Result>({ pool, cache }: Node, batch: Commit<Result>): Promise<Result> {
  const { bucket, scope, decide } = batch;
  const client = await pool.connect();
  const epoch = cache.epoch();
  let begun = false;
  try {
    const begin = client.query('BEGIN');
    begun = true;
    const [, locked] = await Promise.all([begin, lockAndLoad(client, { bucket, scope, cache })]);
    const { writes, result } = decide(locked.loaded);
    assertSequenced(writes);
    const open = new Set(locked.loaded.accounts.map(({ key }) => accountName(key)));
    const queries = writeQueries(bucket, writes, (key) => open.has(accountName(key)));
    const flight = queries.map((query) => client.query(query));
    if (writes.seqs.size > 0) flight.push(client.query(wakeQuery(writes)));
    flight.push(client.query('COMMIT'));
    begun = false;
    const answers = await settleAll(flight);
    assert(answers.at(-1)?.command === 'COMMIT', 'a batch that was written was committed');
    cache.keep(knownAfter(locked.customers, writes), epoch);
    client.release();
    return result;
  } catch (error) {
    await giveBack(client, begun);
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
