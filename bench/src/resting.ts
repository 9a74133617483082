import { createSeededRandom } from '@diboas/kernel';
import { encodeJson } from '@diboas/orchestration';
import pg from 'pg';
import { makeTerms } from './workload.ts';

/**
 * Puts so many transactions into the database that rest: sent, accepted, with a hold and their journal, due some
 * time tomorrow. Made by SQL as the superuser with foreign keys off, which only saves time: the rows are whole.
 */
export async function makeResting(databaseUrl: string, count: number): Promise<void> {
  const [terms] = makeTerms(1, createSeededRandom(1));
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("SET session_replication_role = 'replica'");
    await client.query(
      'CREATE TEMP TABLE resting (bucket smallint, t uuid, c uuid, h uuid, a uuid, due timestamptz)',
    );
    await client.query(
      `INSERT INTO resting SELECT n % 32, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(),
         now() + interval '1 day' + random() * interval '1 day'
       FROM generate_series(1, $1::int) AS n`,
      [count],
    );
    for (const statement of RESTING) {
      const values = statement.includes('$1') ? [encodeJson(terms)] : [];
      await client.query(statement, values);
    }
    for (const table of [
      'customers',
      'quotes',
      'transactions',
      'alarms',
      'accounts',
      'transfers',
      'journal',
    ]) {
      await client.query(`VACUUM ANALYZE ${table}`);
    }
  } finally {
    await client.end();
  }
}

const RESTING = [
  `INSERT INTO customers (bucket, customer_id, created_at, standing) SELECT bucket, c, now(), 'open' FROM resting`,
  `INSERT INTO quotes (bucket, xact, quote_id, customer_id, terms, created_at, expires_at)
   SELECT bucket, pg_current_xact_id(), t, c, $1::json, now(), now() + interval '5 minutes' FROM resting`,
  `INSERT INTO transactions (bucket, transaction_id, customer_id, operation, status, activity, version, seq, state,
     live_attempts, due_at, due_reason, rings_at, created_at, updated_at)
   SELECT bucket, t, c, 'ADD_FUNDS', 'SENT_TO_PROVIDER', 'AWAITING_PAYMENT', 2, 2,
     json_build_object(
       'history', json_build_array('INITIATED', 'VALIDATING', 'BALANCE_RESERVED', 'SENT_TO_PROVIDER'),
       'attempts', json_build_array(json_build_object('id', a, 'state', 'accepted', 'stage', 'open',
         'reference', 'cos_' || t)),
       'holds', json_build_array(json_build_array(h, 'CLEARING:instant', 'BANKING', 'USDC', 'solana', '100000000'))),
     1,
     due, 'lookup', due, now(), now() FROM resting`,
  'INSERT INTO alarms (bucket, rings_at, transaction_id) SELECT bucket, due, t FROM resting',
  `INSERT INTO accounts SELECT bucket, c, 'BANKING', 'USDC', 'solana', 0, 0, 0, 100000000 FROM resting`,
  `INSERT INTO transfers (bucket, xact, transfer_id, kind, transaction_id, debit_owner, debit_kind, credit_owner,
     credit_kind, asset, network, amount, created_at)
   SELECT bucket, pg_current_xact_id(), h, 'pending', t, '00000000-0000-0000-0000-000000000000',
     'CLEARING:instant', c, 'BANKING', 'USDC', 'solana', 100000000, now() FROM resting`,
  `INSERT INTO journal (bucket, xact, customer_id, seq, transaction_id, at, cause, events)
   SELECT bucket, pg_current_xact_id(), c, s, t, now(), 'answer', '[["activity_changed"]]'
   FROM resting, generate_series(1, 2) AS s`,
];
