import { BUCKETS } from '@diboas/kernel';
import { createPostgresStore, openPool } from '@diboas/storage';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const DUE = 100_000;
const NOW = Date.UTC(2026, 10, 23, 12, 0, 0);

let database: TestDatabase;

/** Rows that are due, made by SQL: what is tested is who claims them, not how they came to be. */
const MAKE_DUE = `
  WITH made AS (
    SELECT (n % 32)::smallint AS bucket, gen_random_uuid() AS id,
      to_timestamp(${NOW / 1000}) - n * interval '1 millisecond' AS due
    FROM generate_series(1, ${DUE}) AS n
  ), owners AS (
    INSERT INTO customers (bucket, customer_id, created_at, standing)
    SELECT DISTINCT ON (bucket) bucket, gen_random_uuid(), to_timestamp(0), 'open' FROM made
    RETURNING bucket, customer_id
  ), quoted AS (
    INSERT INTO quotes (bucket, xact, quote_id, customer_id, terms, created_at, expires_at)
    SELECT bucket, pg_current_xact_id(), id, customer_id, '{}', to_timestamp(0), to_timestamp(1)
    FROM made JOIN owners USING (bucket)
  )
  , resting AS (
    INSERT INTO transactions (bucket, transaction_id, customer_id, operation, status, version, seq, live_attempts, state,
      due_at, rings_at, due_reason, created_at, updated_at)
    SELECT bucket, id, customer_id, 'ADD_FUNDS', 'SENT_TO_PROVIDER', 1, 1, 1, '{}', due, due, 'lookup', to_timestamp(0),
      to_timestamp(0)
    FROM made JOIN owners USING (bucket)
  )
  INSERT INTO alarms (bucket, rings_at, transaction_id) SELECT bucket, due, id FROM made`;

beforeAll(async () => {
  database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(MAKE_DUE);
  await client.query('ANALYZE');
  await client.end();
});

afterAll(() => database.drop());

/** One node's loop: goes through the buckets, each node from another one, until nothing is due. */
async function claimAll(node: number): Promise<string[]> {
  const pool = openPool(database.url, { max: 2 });
  const store = createPostgresStore(pool);
  const claimed: string[] = [];
  const leasedUntil = NOW + 30_000;
  for (let buckets = await store.dueBuckets(NOW); buckets.length > 0; buckets = await store.dueBuckets(NOW)) {
    const order = [...buckets.slice(node * 10), ...buckets.slice(0, node * 10)];
    for (const bucket of order) {
      const claims = await store.claimDue(bucket, { now: NOW, leasedUntil, limit: 200 });
      claimed.push(...claims.map((one) => one.transactionId));
    }
  }
  await pool.end();
  return claimed;
}

describe('a hundred thousand due at once', () => {
  it('A13 are claimed by three nodes, each exactly once, and all are leased [due.at_once]', async () => {
    const nodes = await Promise.all([claimAll(0), claimAll(1), claimAll(2)]);
    const all = nodes.flat();
    expect(all).toHaveLength(DUE);
    expect(new Set(all).size).toBe(DUE);
    for (const claimed of nodes) expect(claimed.length).toBeGreaterThan(0);
    const pool = openPool(database.url, { max: 1 });
    const store = createPostgresStore(pool);
    expect(await store.dueBuckets(NOW + 29_999)).toEqual([]);
    expect(await store.dueBuckets(NOW + 30_000)).toEqual(BUCKETS);
    await pool.end();
  }, 120_000);
});
