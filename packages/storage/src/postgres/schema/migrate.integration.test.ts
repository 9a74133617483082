import { randomUUID } from 'node:crypto';
import { createId, createSeededRandom } from '@diboas/kernel';
import { testServerUrl } from '@diboas/testkit/database';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPool } from '../connection/connection.ts';
import { createPostgresTransactionStore } from '../write/commit.ts';
import { migrate } from './migrate.ts';

const NOW = Date.UTC(2026, 10, 23, 9, 0, 0);
const SYSTEM = '00000000-0000-0000-0000-000000000000';
const random = createSeededRandom(5);
const [customer, transaction, first, second, hold] = Array.from({ length: 5 }, () =>
  createId({ now: NOW, random, bucket: 9 }),
) as [string, string, string, string, string];

let server: pg.Client;
let client: pg.Client;
let name: string;
let url: string;

beforeEach(async () => {
  name = `test_${randomUUID().replaceAll('-', '')}`;
  server = new pg.Client({ connectionString: testServerUrl() });
  await server.connect();
  await server.query(`CREATE DATABASE ${name}`);
  const address = new URL(testServerUrl());
  address.pathname = `/${name}`;
  url = address.href;
  await migrate(url, { upTo: 3 });
  client = new pg.Client({ connectionString: url });
  await client.connect();
});

afterEach(async () => {
  await client.end();
  await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await server.end();
});

/** A transaction at its second provider, as the schema before 0004 kept it. */
async function makeOldRows(): Promise<void> {
  const at = new Date(NOW).toISOString();
  const state = {
    ...{ actionUrl: 'https://pay.example', settlement: null, failure: null, compensation: null },
    ...{ reversedBy: null, openItems: [] },
    history: [
      { status: 'INITIATED', activity: null, at: NOW },
      { status: 'SENT_TO_PROVIDER', activity: 'AWAITING_PAYMENT', at: NOW + 1_500 },
    ],
  };
  const rows: [string, unknown[]][] = [
    ['INSERT INTO customers VALUES ($1, $2, 2, $3)', [9, customer, at]],
    [
      `INSERT INTO quotes (bucket, quote_id, customer_id, terms, created_at, expires_at, xact)
       VALUES ($1, $2, $3, $4, $5, $5::timestamptz + interval '5 minutes', pg_current_xact_id())`,
      [9, transaction, customer, JSON.stringify({ id: transaction, routing: null }), at],
    ],
    [
      `INSERT INTO transactions (bucket, transaction_id, customer_id, operation, status, version, seq, state,
         created_at, updated_at) VALUES ($1, $2, $3, 'ADD_FUNDS', 'SENT_TO_PROVIDER', 2, 2, $4, $5, $5)`,
      [9, transaction, customer, JSON.stringify(state), at],
    ],
    [
      `INSERT INTO attempts (bucket, attempt_id, transaction_id, number, provider, idempotency_key, state, stage,
         in_doubt, reference, sends, lookups, rejection, routing, started_at) VALUES
         ($1, $3, $2, 1, 'northpay', $3::uuid::text, 'rejected', NULL, false, NULL, 1, 0, 'declined', NULL, $5),
         ($1, $4, $2, 2, 'bluepay', 'own-key', 'accepted', 'open', true, 'ref', 2, 3, NULL, '{"after":"northpay"}', $5)`,
      [9, transaction, first, second, at],
    ],
    [
      `INSERT INTO transfers (bucket, transfer_id, kind, transaction_id, debit_owner, debit_kind, credit_owner,
         credit_kind, asset, network, amount, created_at, xact)
       VALUES ($1, $2, 'pending', $3, $4, 'CLEARING:bluepay', $5, 'BANKING', 'USDC', 'solana', 7, $6,
         pg_current_xact_id())`,
      [9, hold, transaction, SYSTEM, customer, at],
    ],
    [
      `INSERT INTO holds VALUES ($1, $2, $3, $4, 'CLEARING:bluepay', $5, 'BANKING', 'USDC', 'solana', 7)`,
      [9, hold, transaction, SYSTEM, customer],
    ],
  ];
  for (const [text, values] of rows) await client.query(text, values);
}

describe('migration 0005, which sets an alarm for what is due', () => {
  it('on a transaction that rests, and on none that has ended', async () => {
    await makeOldRows();
    const at = new Date(NOW + 60_000);
    await client.query(`UPDATE transactions SET due_at = $1, due_reason = 'lookup'`, [at]);
    await migrate(url);
    const { rows } = await client.query(
      'SELECT a.*, t.rings_at AS told FROM alarms a JOIN transactions t USING (bucket)',
    );
    expect(rows).toEqual([{ bucket: 9, rings_at: at, transaction_id: transaction, told: at }]);
    const pool = openPool(url, { max: 1 });
    const claim = { now: at.getTime(), leasedUntil: at.getTime() + 30_000, limit: 10 };
    expect(await createPostgresTransactionStore(pool).claimDue(9, claim)).toEqual([
      { transactionId: transaction, leasedUntil: claim.leasedUntil },
    ]);
    await pool.end();
  });
});
