import { randomUUID } from 'node:crypto';
import { bucketOf } from '@diboas/kernel';
import { isCustomerKind } from '@diboas/ledger';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoreWorld } from '../../contract/fixtures.ts';
import { openPool } from '../connection/connection.ts';
import { sqlStateOf } from '../connection/sqlstate.ts';
import {
  bigintArray,
  instantArray,
  integerArray,
  numericArray,
  smallintArray,
  textArray,
  uuidArray,
} from '../encoding/array-value.ts';
import { createPostgresStore } from '../postgres-store.ts';
import { prepared } from '../statements/statements.ts';

let database: TestDatabase;
let pool: pg.Pool;
let customer: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, { max: 2 });
  const world = new StoreWorld(createPostgresStore(pool), 77);
  customer = await world.customer();
  const started = await world.start(customer);
  await world.send(started.bucket, [world.webhook(started, 'done', 'evt_1')]);
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

describe('A19 the application cannot change the past', () => {
  it.each([
    ...[
      'quotes',
      'transfers',
      'journal',
      'idempotency_keys',
      'inbox',
      'operator_items',
      'item_closings',
      'audit',
      'portfolio_days',
    ],
  ])('in %s', async (table) => {
    for (const act of [`UPDATE ${table} SET bucket = bucket`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
      await expect(pool.query(act)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it.each([
    ['whose a transaction is', 'UPDATE transactions SET customer_id = customer_id'],
    ['what kind of operation it is', 'UPDATE transactions SET operation = operation'],
    ['whose a balance is', 'UPDATE accounts SET owner_id = owner_id'],
    ['whose address signs in', 'UPDATE auth_users SET email = email'],
    ['that there is such a person', 'DELETE FROM auth_users'],
    ['whose a session is', 'UPDATE auth_sessions SET user_id = user_id'],
    ['which session it is', 'UPDATE auth_sessions SET token_hash = token_hash'],
    ['where a link leads', 'UPDATE auth_links SET email = email'],
    ['whether a provider is switched off', 'UPDATE provider_switches SET is_off = false'],
    ['what was received', 'UPDATE inbox_payloads SET sealed = sealed'],
    ['what was offered', 'UPDATE offers SET terms = terms'],
    ['which migrations were run', 'UPDATE schema_version SET version = version'],
  ])('nor %s', async (_what, act) => {
    await expect(pool.query(act)).rejects.toMatchObject({ code: '42501' });
  });

  it('nor the schema', async () => {
    await expect(pool.query('ALTER TABLE journal ADD COLUMN x int')).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the database keeps what it can of the invariants', () => {
  const cases: readonly [string, string, string][] = [
    [
      'no customer account goes below zero',
      '23514',
      'UPDATE accounts SET debits_posted = credits_posted + 1',
    ],
    [
      'nor does what is set aside exceed it',
      '23514',
      'UPDATE accounts SET debits_pending = credits_posted + 1',
    ],
    ['a total is never negative', '23514', 'UPDATE accounts SET credits_pending = -1'],
    ['a status is one that we know', '23514', "UPDATE transactions SET status = 'DONE'"],
    ['due has a reason', '23514', 'UPDATE transactions SET due_at = created_at, due_reason = NULL'],
    [
      'what is due has an alarm',
      '23514',
      'UPDATE transactions SET due_at = created_at, due_reason = $$lookup$$',
    ],
    ['one attempt at most is not rejected', '23514', 'UPDATE transactions SET live_attempts = 2'],
    [
      'a hold ends once',
      '23505',
      `INSERT INTO transfers SELECT bucket, transaction_id, 'void', transaction_id, hold_id, debit_owner,
         debit_kind, credit_owner, credit_kind, asset, network, amount, created_at, xact
       FROM transfers WHERE kind = 'post'`,
    ],
    [
      'money does not move within one account',
      '23514',
      `INSERT INTO transfers SELECT bucket, transaction_id, 'posted', transaction_id, NULL, debit_owner,
         debit_kind, debit_owner, debit_kind, asset, network, amount, created_at, xact
       FROM transfers WHERE kind = 'post'`,
    ],
    ['an event is received once', '23505', 'INSERT INTO inbox SELECT * FROM inbox'],
  ];

  it.each(cases)('%s', async (_what, code, sql) => {
    await expect(pool.query(sql)).rejects.toMatchObject({ code });
  });

  it.each([
    ['what ends a hold names a pending transfer', 'end_holds', { hold: 'unknown', amount: '1' }],
    ['and moves no more than it', 'end_holds', { hold: 'pending', amount: '100000001' }],
  ] as const)('%s', async (_what, name, { hold, amount }) => {
    const { rows } = await pool.query(`SELECT transfer_id FROM transfers WHERE kind = 'pending'`);
    const [id, unknown] = [randomUUID(), randomUUID()];
    const ids = [
      uuidArray([id]),
      textArray(['void']),
      uuidArray([hold === 'unknown' ? unknown : rows[0]?.transfer_id]),
    ];
    const values = [bucketOf(customer), ...ids, numericArray([BigInt(amount)]), instantArray([0])];
    await expect(pool.query(prepared(name, values))).rejects.toMatchObject({ code: '23502' });
  });

  function openAccount(owner: string, kind: string): Promise<unknown> {
    const unit = [textArray([kind]), textArray(['USDC']), textArray(['sui'])];
    const zero = numericArray([0n]);
    const values = [bucketOf(customer), uuidArray([owner]), ...unit, zero, zero, zero, zero];
    return pool.query(prepared('insert_accounts', values));
  }

  it('an account has a customer', async () => {
    await expect(openAccount(randomUUID(), 'BANKING')).rejects.toMatchObject({ code: '23502' });
  });

  it.each([
    ...['BANKING', 'DEFI', 'DEFI:steady-yield', `INVESTING:${'a'.repeat(40)}`],
    ...['DEFI:', 'DEFI:A', 'DEFI:a:b', `DEFI:${'a'.repeat(41)}`, 'DEFI\n', 'SAVINGS', 'xDEFI', 'FEE_REVENUE'],
    ...['CLEARING:northpay', ''],
  ])('has an account of the kind %j for a customer where the ledger knows it as theirs', async (kind) => {
    const opened = await openAccount(customer, kind).then(() => 'opened', sqlStateOf);
    expect(opened).toBe(isCustomerKind(kind) ? 'opened' : '23514');
  });

  it('what is closed was asked', async () => {
    const closing = [uuidArray([randomUUID()]), textArray(['ana']), instantArray([0])];
    const close = pool.query(prepared('close_items', [bucketOf(customer), ...closing]));
    await expect(close).rejects.toMatchObject({ code: '23502' });
  });

  it('what is confirmed was offered', async () => {
    const confirm = pool.query(prepared('confirm_offers', [bucketOf(customer), uuidArray([randomUUID()])]));
    await expect(confirm).rejects.toMatchObject({ code: '23502' });
  });

  it('a transaction has a quote, and it is the same customer’s', async () => {
    const { rows } = await pool.query('SELECT quote_id FROM quotes');
    for (const [id, owner] of [
      [randomUUID(), customer],
      [rows[0]?.quote_id, randomUUID()],
    ]) {
      const begin = [bucketOf(customer), uuidArray([id]), uuidArray([owner]), textArray(['TEST_DEPOSIT'])];
      const at = instantArray([0]);
      const state = [uuidArray([null]), at, textArray([null]), textArray(['FAILED']), textArray([null])];
      const due = [
        integerArray([1]),
        bigintArray([1]),
        smallintArray([0]),
        instantArray([null]),
        textArray([null]),
      ];
      const values = [...begin, ...state, ...due, instantArray([null]), at, numericArray([null])];
      const insert = pool.query(prepared('insert_transactions', [...values, textArray(['{}'])]));
      await expect(insert).rejects.toMatchObject({ code: '23502' });
    }
  });

  it('and what was kept is right', async () => {
    const sums = await pool.query(
      `SELECT sum(CASE WHEN kind IN ('posted', 'post') THEN amount ELSE 0 END) AS posted FROM transfers
       WHERE bucket = $1`,
      [bucketOf(customer)],
    );
    expect(sums.rows[0]).toEqual({ posted: '100000000' });
  });
});
