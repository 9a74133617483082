import { bucketOf, bucketOfId } from '@diboas/kernel';
import type { JournalEntry, Transaction, TransactionReader } from '@diboas/orchestration';
import { reviveMoney } from '@diboas/orchestration';
import type pg from 'pg';
import { withDatabase } from './connection.ts';
import {
  type AccountRow,
  type AttemptRow,
  decodeAccount,
  decodeJourney,
  decodeTransaction,
  groupAttempts,
  type JourneyRow,
  type TransactionRow,
} from './rows.ts';

const TRANSACTION_COLUMNS = `
  t.transaction_id, t.customer_id, t.operation, t.status, t.activity, t.version, t.seq, t.state, t.due_at,
  t.due_reason, t.created_at, t.updated_at, q.terms`;

/** A transaction with its attempts in one statement, so that both are of one moment. */
const READ_TRANSACTIONS = `
  SELECT ${TRANSACTION_COLUMNS}, coalesce(a.attempts, '[]'::json) AS attempts
  FROM transactions t
  JOIN quotes q ON q.bucket = t.bucket AND q.quote_id = t.transaction_id
  LEFT JOIN LATERAL (
    SELECT json_agg(row_to_json(one) ORDER BY one.number) AS attempts FROM attempts one
    WHERE one.bucket = $1 AND one.transaction_id = t.transaction_id) a ON true
  WHERE t.bucket = $1`;

interface ReadRow extends TransactionRow {
  readonly attempts: readonly (Omit<AttemptRow, 'started_at'> & { readonly started_at: string })[];
}

interface JournalRow {
  readonly customer_id: string;
  readonly seq: string;
  readonly transaction_id: string;
  readonly at: Date;
  readonly cause: string;
  readonly events: JournalEntry['events'];
}

/** Reads for screens, all within the customer's bucket. */
export function createPostgresReader(pool: pg.Pool): TransactionReader {
  async function read(where: string, values: unknown[]): Promise<Transaction[]> {
    const text = `${READ_TRANSACTIONS} ${where}`;
    const { rows } = await withDatabase(() => pool.query<ReadRow>({ text, values }));
    return rows.map(decodeRead);
  }
  return {
    async transaction(id) {
      const [found] = await read('AND t.transaction_id = $2', [bucketOfId(id), id]);
      return found ?? null;
    },
    transactions(customerId, { before, limit }) {
      const where = `AND t.customer_id = $2 AND ($3::uuid IS NULL OR t.transaction_id < $3)
        ORDER BY t.transaction_id DESC LIMIT $4`;
      return read(where, [bucketOf(customerId), customerId, before, limit]);
    },
    async transactionByKey(customerId, key) {
      const where = `AND t.transaction_id = (SELECT transaction_id FROM idempotency_keys
        WHERE bucket = $1 AND customer_id = $2 AND key = $3)`;
      const [found] = await read(where, [bucketOf(customerId), customerId, key]);
      return found ?? null;
    },
    async journey(id) {
      const text = `SELECT journey_id, customer_id, status, version, plan, legs, created_at, updated_at
        FROM journeys WHERE bucket = $1 AND journey_id = $2`;
      const values = [bucketOfId(id), id];
      const { rows } = await withDatabase(() => pool.query<JourneyRow>({ text, values }));
      return rows[0] ? decodeJourney(rows[0]) : null;
    },
    balances: (customerId) => withDatabase(() => readBalances(pool, customerId)),
    async journalAfter(customerId, { seq, limit }) {
      const text = `SELECT customer_id, seq, transaction_id, at, cause, events FROM journal
        WHERE bucket = $1 AND customer_id = $2 AND seq > $3 ORDER BY seq LIMIT $4`;
      const values = [bucketOf(customerId), customerId, seq, limit];
      const { rows } = await withDatabase(() => pool.query<JournalRow>({ text, values }));
      return rows.map(decodeJournal);
    },
    async lastSeq(customerId) {
      const text = 'SELECT seq FROM customers WHERE bucket = $1 AND customer_id = $2';
      const values = [bucketOf(customerId), customerId];
      const { rows } = await withDatabase(() => pool.query<{ seq: string }>({ text, values }));
      return Number(rows[0]?.seq ?? 0);
    },
  };
}

function decodeRead(row: ReadRow): Transaction {
  const attempts = row.attempts.map((one) => ({ ...one, started_at: new Date(one.started_at) }));
  return decodeTransaction(row, groupAttempts(attempts).get(row.transaction_id) ?? []);
}

function decodeJournal(row: JournalRow): JournalEntry {
  return {
    customerId: row.customer_id,
    seq: Number(row.seq),
    transactionId: row.transaction_id,
    at: row.at.getTime(),
    cause: row.cause,
    events: reviveMoney(row.events),
  };
}

/** One statement, so one snapshot: the balances and the place in the stream that they include. */
async function readBalances(pool: pg.Pool, customerId: string): ReturnType<TransactionReader['balances']> {
  const text = `SELECT c.seq, a.owner_id, a.kind, a.asset, a.network, a.debits_posted, a.credits_posted,
      a.debits_pending, a.credits_pending
    FROM customers c LEFT JOIN accounts a ON a.bucket = c.bucket AND a.owner_id = c.customer_id
    WHERE c.bucket = $1 AND c.customer_id = $2
    ORDER BY a.kind, a.asset, a.network`;
  const values = [bucketOf(customerId), customerId];
  type Row = { readonly seq: string } & (AccountRow | { readonly owner_id: null });
  const { rows } = await pool.query<Row>({ text, values });
  const accounts = rows.flatMap((row) => (row.owner_id === null ? [] : [decodeAccount(row)]));
  return { seq: Number(rows[0]?.seq ?? 0), accounts };
}
