import { bucketOf, bucketOfId, type Id } from '@diboas/kernel';
import type { JournalEntry, Transaction, TransactionReader } from '@diboas/orchestration';
import type pg from 'pg';
import { withDatabase } from './connection.ts';
import { decodeEvents } from './journal-events.ts';
import {
  type AccountRow,
  decodeAccount,
  decodeJourney,
  decodeTransaction,
  type JourneyRow,
  type TransactionRow,
} from './rows.ts';
import { SELECT_TRANSACTIONS } from './statements.ts';
import { decodeHold } from './stored-hold.ts';
import type { StoredState } from './transaction-state.ts';

interface JournalRow {
  readonly customer_id: string;
  readonly seq: string;
  readonly transaction_id: string;
  readonly at: Date;
  readonly cause: string;
  /** As `encodeEvents` wrote it, now or before. */
  readonly events: string;
}

/** Reads for screens, all within the customer's bucket. */
export function createPostgresReader(pool: pg.Pool): TransactionReader {
  async function read(where: string, values: unknown[]): Promise<Transaction[]> {
    const text = `${SELECT_TRANSACTIONS} ${where}`;
    const { rows } = await withDatabase(() => pool.query<TransactionRow>({ text, values }));
    return rows.map((row) => decodeTransaction(row).transaction);
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
      const text = `SELECT seq FROM journal WHERE bucket = $1 AND customer_id = $2 ORDER BY seq DESC LIMIT 1`;
      const values = [bucketOf(customerId), customerId];
      const { rows } = await withDatabase(() => pool.query<{ seq: string }>({ text, values }));
      return Number(rows[0]?.seq ?? 0);
    },
  };
}

function decodeJournal(row: JournalRow): JournalEntry {
  return {
    customerId: row.customer_id,
    seq: Number(row.seq),
    transactionId: row.transaction_id,
    at: row.at.getTime(),
    cause: row.cause,
    events: decodeEvents(row.events, row.customer_id),
  };
}

/** One statement, so one snapshot: the balances, the holds that explain them, and the place in the stream. */
const READ_BALANCES = `
  SELECT (SELECT j.seq FROM journal j WHERE j.bucket = $1 AND j.customer_id = $2 ORDER BY j.seq DESC LIMIT 1) AS seq,
    (SELECT json_agg(json_build_object('owner_id', a.owner_id, 'kind', a.kind, 'asset', a.asset, 'network', a.network,
        'debits_posted', a.debits_posted::text, 'credits_posted', a.credits_posted::text,
        'debits_pending', a.debits_pending::text, 'credits_pending', a.credits_pending::text)
        ORDER BY a.kind, a.asset, a.network)
      FROM accounts a WHERE a.bucket = $1 AND a.owner_id = $2) AS accounts,
    (SELECT json_agg(json_build_object('transaction_id', t.transaction_id, 'holds', t.state::json -> 'holds')
        ORDER BY t.transaction_id)
      FROM transactions t
      WHERE t.bucket = $1 AND t.customer_id = $2 AND t.status NOT IN ('COMPLETED', 'FAILED', 'COMPENSATED')) AS held`;

interface BalancesRow {
  readonly seq: string | null;
  readonly accounts: readonly AccountRow[] | null;
  readonly held:
    | readonly { readonly transaction_id: Id; readonly holds: StoredState['holds'] | null }[]
    | null;
}

async function readBalances(pool: pg.Pool, customerId: string): ReturnType<TransactionReader['balances']> {
  const values = [bucketOf(customerId), customerId];
  const { rows } = await pool.query<BalancesRow>({ text: READ_BALANCES, values });
  const [row] = rows;
  return {
    seq: Number(row?.seq ?? 0),
    accounts: (row?.accounts ?? []).map(decodeAccount),
    holds: (row?.held ?? []).flatMap(({ transaction_id, holds }) =>
      (holds ?? []).map((hold) => decodeHold(hold, { transactionId: transaction_id, customerId })),
    ),
  };
}
