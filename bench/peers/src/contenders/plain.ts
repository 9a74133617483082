import { assert } from '@diboas/kernel';
import type { Terms } from '@diboas/orchestration';
import { createPostgresStore, openPool } from '@diboas/storage';
import type pg from 'pg';
import { prepareTerms } from '../../../src/engine.ts';
import { assertCompleted } from '../../../src/lifecycle.ts';
import { createDatabase, createOurTables, openPlainPool } from '../databases/databases.ts';
import { checkLedger } from '../ledger/ledger-check.ts';
import { planOf, validate } from '../ledger/ledger-plan.ts';
import { reserveQueries, settleQueries } from '../ledger/ledger-rows.ts';
import { type Contender, keepInFlight } from './contender.ts';
import {
  eventIdOf,
  inboxRow,
  journalRow,
  keyOf,
  PLAIN_ROWS,
  type PlainLife,
  type Progress,
  progressRows,
} from './plain-rows.ts';

/** As fast as 32 on two cores, and faster than 8. */
const CONNECTIONS = 16;

/**
 * What one writes first: our tables and our rows, a database transaction a step and a statement a row, each awaited
 * before the next. The customer's row is locked, so it is as safe as ours; every statement is prepared once.
 */
export async function createPlain(serverUrl: string): Promise<Contender<Terms>> {
  const url = await createDatabase(serverUrl, 'plain');
  await createOurTables(url);
  const pool = openPlainPool(url, { max: CONNECTIONS });
  const storePool = openPool(url, { max: 4 });
  const store = createPostgresStore(storePool);
  return {
    name: 'plain',
    prepare: (count) => prepareTerms(store, count),
    run: (terms, inFlight) => keepInFlight(terms.map(lifeOf), inFlight, (life) => walk(pool, life)),
    async check(terms) {
      await assertCompleted(store, terms);
      await checkLedger(pool, terms);
    },
    async close() {
      await storePool.end();
      await pool.end();
    },
  };
}

function lifeOf(terms: Terms): PlainLife {
  return { terms, plan: planOf(terms) };
}

/** Confirmed, accepted by the provider, delivered: three database transactions. */
async function walk(pool: pg.Pool, life: PlainLife): Promise<void> {
  await inTransaction(pool, (client) => confirm(client, life));
  await inTransaction(pool, (client) => proceed(client, life, { seq: 2, status: 'SENT_TO_PROVIDER' }));
  await inTransaction(pool, async (client) => {
    await receive(client, life);
    await proceed(client, life, { seq: 3, status: 'COMPLETED' });
    for (const query of settleQueries(life.plan)) await client.query(query);
  });
}

async function confirm(client: pg.PoolClient, life: PlainLife): Promise<void> {
  const { terms, plan } = life;
  await lockCustomer(client, life);
  const used = await client.query({
    name: 'plain_key_used',
    text: 'SELECT transaction_id FROM idempotency_keys WHERE bucket = $1 AND customer_id = $2 AND key = $3',
    values: [plan.bucket, terms.customerId, keyOf(terms)],
  });
  assert(used.rowCount === 0, 'a lifecycle is confirmed once');
  await client.query({
    name: 'plain_quote',
    text: `INSERT INTO quotes (bucket, quote_id, customer_id, terms, created_at, expires_at)
      SELECT bucket, offer_id, customer_id, terms, created_at, expires_at FROM offers
      WHERE bucket = $1 AND offer_id = $2 RETURNING terms`,
    values: [plan.bucket, terms.id],
  });
  validate(plan);
  await client.query(PLAIN_ROWS.transaction(life));
  await client.query(PLAIN_ROWS.alarm(life));
  for (const query of reserveQueries(plan)) await client.query(query);
  await client.query(PLAIN_ROWS.key(life));
  await client.query(journalRow(life, 1));
}

async function receive(client: pg.PoolClient, life: PlainLife): Promise<void> {
  const known = await client.query({
    name: 'plain_event_known',
    text: "SELECT 1 FROM inbox WHERE bucket = $1 AND provider = 'instant' AND event_id = $2",
    values: [life.plan.bucket, eventIdOf(life.terms)],
  });
  assert(known.rowCount === 0, 'an event comes once');
  await client.query(inboxRow(life));
}

async function proceed(client: pg.PoolClient, life: PlainLife, progress: Progress): Promise<void> {
  await lockCustomer(client, life);
  const { rows } = await client.query<{ status: string; seq: string }>({
    name: 'plain_load',
    text: 'SELECT status, seq, state FROM transactions WHERE bucket = $1 AND transaction_id = $2',
    values: [life.plan.bucket, life.terms.id],
  });
  assert(Number(rows[0]?.seq) === progress.seq - 1, 'a step follows the one before it');
  for (const query of progressRows(life, progress)) await client.query(query);
  await client.query(journalRow(life, progress.seq));
}

async function lockCustomer(client: pg.PoolClient, { terms, plan }: PlainLife): Promise<void> {
  await client.query({
    name: 'plain_lock',
    text: 'SELECT 1 FROM customers WHERE bucket = $1 AND customer_id = $2 FOR NO KEY UPDATE',
    values: [plan.bucket, terms.customerId],
  });
}

async function inTransaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await work(client);
    await client.query('COMMIT');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}
