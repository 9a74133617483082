// Each case is what somebody with rights on the database could do, or a bug of ours, and what the comparison says of it.
import { BUCKETS } from '@diboas/kernel';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSealedDatabase, type SealedDatabase, type Template } from '../testing/sealed-database.ts';
import { BOOK_RULES, type BookFault } from './rules.ts';
import { verifyBooks, verifyBooksOnce } from './verify.ts';

let template: Template;

beforeAll(async () => {
  const database = await createSealedDatabase(4);
  await database.live();
  await database.live();
  // One whose hold is still open.
  await database.world.start(await database.world.customer());
  template = await database.becomeTemplate();
});
afterAll(() => template?.drop());

async function on<Value>(look: (database: SealedDatabase) => Promise<Value>): Promise<Value> {
  const database = await template.copy();
  try {
    return await look(database);
  } finally {
    await database.drop();
  }
}

describe('the books', () => {
  it('are well as the engine left them, and are compared by one at a time', async () => {
    await on(async ({ pool }) => {
      expect(await verifyBooks(pool)).toEqual({ accounts: 3, transfers: 5, difference: null });
      const holder = new pg.Pool({ ...pool.options, max: 1 });
      const client = await holder.connect();
      await client.query('BEGIN; SELECT pg_advisory_xact_lock(7201444)');
      expect(await verifyBooksOnce(pool)).toBeNull();
      await client.query('ROLLBACK');
      client.release();
      await holder.end();
      expect(await verifyBooksOnce(pool)).toMatchObject({ difference: null });
    });
  });

  it('are compared to the end by a node too, whose other statements are given up much sooner', async () => {
    await on(async ({ pool, root }) => {
      const node = new pg.Pool({ ...pool.options, query_timeout: 100 });
      const holder = await root.connect();
      await holder.query('BEGIN; LOCK TABLE accounts');
      let isOver = false;
      const comparing = verifyBooksOnce(node)
        .catch((error: unknown) => error)
        .finally(() => {
          isOver = true;
        });
      const waited = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
        AND clock_timestamp() - query_start > interval '300 milliseconds'`;
      const isLate = async () => (await root.query(waited)).rows.length > 0;
      await expect.poll(async () => isOver || (await isLate())).toBe(true);
      await holder.query('ROLLBACK');
      holder.release();
      expect(await comparing).toMatchObject({ difference: null });
      await node.end();
    });
  });

  const cases: readonly (readonly [BookFault, string, string])[] = [
    [
      'account_differs',
      'a balance was raised',
      'UPDATE accounts SET credits_posted = credits_posted + 1000000',
    ],
    ['account_differs', 'a balance is gone', 'DELETE FROM accounts WHERE credits_posted > 0'],
    [
      'account_differs',
      'a balance is another customer’s',
      `UPDATE accounts SET owner_id = (SELECT min(customer_id::text)::uuid FROM customers), asset = 'USDT'
       WHERE credits_posted > 0`,
    ],
    [
      'account_differs',
      'a transfer was added without its balance',
      `INSERT INTO transfers SELECT bucket, gen_random_uuid(), 'posted', transaction_id, NULL, debit_owner, debit_kind,
         credit_owner, credit_kind, asset, network, 5, created_at, xact FROM transfers WHERE kind = 'post'`,
    ],
    [
      'hold_differs',
      'a transaction forgot its hold',
      `UPDATE transactions SET state = (state::jsonb - 'holds')::text WHERE status = 'SENT_TO_PROVIDER'`,
    ],
    [
      'hold_differs',
      'a transaction holds more than was set aside',
      `UPDATE transactions SET state = jsonb_set(state::jsonb, '{holds,0,5}', '"999"')::text
       WHERE status = 'SENT_TO_PROVIDER'`,
    ],
    [
      'ended_with_hold',
      'a transaction ended and holds still',
      `UPDATE transactions SET status = 'COMPLETED' WHERE status = 'SENT_TO_PROVIDER'`,
    ],
    [
      'hold_ended_wrongly',
      'what was announced came from somewhere else',
      `UPDATE transfers SET debit_kind = 'SUSPENSE' WHERE kind = 'post'`,
    ],
    [
      'settlement_differs',
      'a receipt says more than was credited',
      `UPDATE transactions SET operation = 'ADD_FUNDS',
         state = jsonb_set(state::jsonb, '{settlement,credited,1}', '"999"')::text WHERE status = 'COMPLETED'`,
    ],
    [
      'promised_differs',
      'more is called promised out of a float than is set aside',
      `INSERT INTO floats (bucket, provider, asset, network, free, promised)
       SELECT bucket, 'northpay', 'USDC', 'solana', 10, 1 FROM customers LIMIT 1`,
    ],
    [
      'customer_differs',
      'a transaction was given to somebody else',
      "UPDATE transactions SET customer_id = gen_random_uuid() WHERE status = 'COMPLETED'",
    ],
  ];

  it.each(cases)('%s: %s', async (what, _words, sql) => {
    await on(async ({ pool, root }) => {
      await root.query(sql);
      expect((await verifyBooks(pool)).difference).toMatchObject({ what, bucket: expect.any(Number) });
    });
  });

  // A balance that was changed is found before these are asked, so they are asked alone.
  it.each([
    ['below_zero', 'UPDATE accounts SET credits_posted = 0, debits_posted = 5'],
    ['sum_not_zero', 'UPDATE accounts SET credits_posted = credits_posted + 1'],
  ] as const)('%s, by itself', async (fault, sql) => {
    await on(async ({ pool, root }) => {
      const rule = BOOK_RULES.find((one) => one.fault === fault);
      const ask = async () => {
        const found = await Promise.all(BUCKETS.map((bucket) => pool.query(rule?.sql ?? '', [bucket])));
        return found.flatMap(({ rows }) => rows);
      };
      expect(await ask()).toEqual([]);
      await root.query('ALTER TABLE accounts DROP CONSTRAINT IF EXISTS accounts_check');
      await root.query(sql);
      expect((await ask()).length).toBeGreaterThan(0);
    });
  });

  it('transfer_of_nothing: a transaction is gone, with what it held', async () => {
    await on(async ({ pool, root }) => {
      await root.query(`DELETE FROM transactions WHERE status = 'COMPLETED'`);
      expect((await verifyBooks(pool)).difference).toMatchObject({ what: 'transfer_of_nothing' });
    });
  });

  it('in_transit_negative: money arrived that nobody sent', async () => {
    await on(async ({ pool, root }) => {
      await root.query(`INSERT INTO transfers SELECT bucket, gen_random_uuid(), 'posted', transaction_id, NULL,
        debit_owner, 'IN_TRANSIT', debit_owner, 'SUSPENSE', asset, network, 5, created_at, xact
        FROM transfers WHERE kind = 'post' LIMIT 1`);
      expect((await verifyBooks(pool)).difference).toMatchObject({
        what: 'in_transit_negative',
        bucket: null,
      });
    });
  });
});
