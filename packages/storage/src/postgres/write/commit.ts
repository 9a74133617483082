import type { Bucket } from '@diboas/kernel';
import { isSameAccount } from '@diboas/ledger';
import type { BatchScope, Loaded, TransactionStore, Writes } from '@diboas/orchestration';
import type pg from 'pg';
import type { PayloadKeys } from '../../payloads/payload-keys.ts';
import { assertSequenced } from '../../port/sequenced.ts';
import { inTransaction, withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';
import { OVERVIEW_STATEMENTS } from '../statements/statements.ts';
import { claimRung } from './alarm.ts';
import {
  type CustomerCache,
  createCustomerCache,
  findKnown,
  type KnownCustomer,
  knownAfter,
} from './customer-cache.ts';
import { lockAndLoad } from './load.ts';
import { createWakes } from './wakes.ts';
import { type Present, writeQueries } from './write.ts';

/** Customers with something under way that a node remembers: about ten kilobytes each. */
const REMEMBERED_MAX = 10_000;

/**
 * The one way in which money state changes: A17. A batch costs two round trips: one that begins, locks and reads, and one
 * that writes and commits; then listeners are woken. Where it may change a float, what that needs is locked in one between.
 */
export function createPostgresTransactionStore(pool: pg.Pool, payloadKeys?: PayloadKeys): TransactionStore {
  const cache = createCustomerCache(REMEMBERED_MAX);
  const wake = createWakes(pool);
  pool.on('connect', cache.forgetAll);
  return {
    commit: (bucket, scope, decide) =>
      withDatabase(() => commit({ pool, cache, payloadKeys, wake }, { bucket, scope, decide })),
    async claimDue(bucket, claim) {
      const { claims, moved } = await withDatabase(() => claimRung(pool, bucket, claim));
      // A due time and an alarm are moved here without a place in the customer's stream.
      for (const transactionId of moved) cache.forget(transactionId);
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
  readonly payloadKeys: PayloadKeys | undefined;
  /** Tells other nodes of whom something has changed. */
  readonly wake: (customerIds: Iterable<string>) => void;
}

interface Commit<Result> {
  readonly bucket: Bucket;
  readonly scope: BatchScope;
  readonly decide: (loaded: Loaded) => { readonly writes: Writes; readonly result: Result };
}

function commit<Result>(
  { pool, cache, payloadKeys, wake }: Node,
  { bucket, scope, decide }: Commit<Result>,
): Promise<Result> {
  return inTransaction(pool, async (transaction) => {
    const epoch = cache.epoch();
    const locked = await transaction.begin((run) => lockAndLoad(run, { bucket, scope, cache }));
    const { writes, result } = decide(locked.loaded);
    assertSequenced(writes);
    const queries = writeQueries(bucket, writes, presentIn(locked.customers), payloadKeys);
    await transaction.commit(queries);
    wake(writes.seqs.keys());
    cache.keep(knownAfter(locked.customers, writes), epoch);
    return result;
  });
}

/** What the database has of these customers. */
function presentIn(customers: ReadonlyMap<string, KnownCustomer>): Present {
  return {
    isOpen: (key) => customers.get(key.owner)?.accounts.some((one) => isSameAccount(one.key, key)) ?? false,
    ringsAt: ({ id, customerId }) => findKnown(customers.get(customerId), id)?.ringsAt ?? null,
  };
}
