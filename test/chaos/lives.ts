// Whole lives of transactions, read back from the database for those who check them.
import {
  evolveEntry,
  reviveMoney,
  type Terms,
  type Transaction,
  type TransactionEvent,
} from '@diboas/orchestration';
import type { Queryable } from './queryable.ts';

export interface StoredEntry {
  readonly seq: number;
  readonly at: number;
  readonly cause: string;
  readonly events: readonly TransactionEvent[];
}

export interface StoredAttempt {
  readonly number: number;
  readonly provider: string;
  readonly key: string;
  readonly state: string;
  readonly reference: string | null;
  readonly sends: number;
}

/** One transaction with everything that hangs on it. */
export interface Life {
  readonly id: string;
  readonly customerId: string;
  readonly status: Transaction['status'];
  readonly activity: Transaction['activity'];
  readonly version: number;
  readonly seq: number;
  readonly state: Pick<Transaction, 'settlement' | 'failure' | 'openItems' | 'history'>;
  readonly dueReason: string | null;
  readonly terms: Terms;
  readonly attempts: readonly StoredAttempt[];
  readonly journal: readonly StoredEntry[];
  /** Causes of operators' items that nobody has closed. */
  readonly openItems: readonly string[];
}

type Row = Omit<Life, 'seq' | 'journal'> & {
  readonly seq: string;
  readonly journal: readonly (Omit<StoredEntry, 'at' | 'seq'> & { at: string; seq: string })[];
};

const ALL_LIVES = `
  SELECT t.transaction_id AS id, t.customer_id AS "customerId", t.status, t.activity, t.version, t.seq, t.state,
    t.due_reason AS "dueReason", q.terms,
    coalesce((SELECT json_agg(json_build_object('number', a.number, 'provider', a.provider,
        'key', a.idempotency_key, 'state', a.state, 'reference', a.reference, 'sends', a.sends) ORDER BY a.number)
      FROM attempts a WHERE a.bucket = t.bucket AND a.transaction_id = t.transaction_id), '[]') AS attempts,
    coalesce((SELECT json_agg(json_build_object('seq', j.seq::text, 'at', j.at, 'cause', j.cause, 'events', j.events)
        ORDER BY j.seq)
      FROM journal j WHERE j.bucket = t.bucket AND j.customer_id = t.customer_id
        AND j.transaction_id = t.transaction_id), '[]') AS journal,
    coalesce((SELECT json_agg(i.cause) FROM operator_items i WHERE i.bucket = t.bucket
        AND i.transaction_id = t.transaction_id AND i.closed_at IS NULL), '[]') AS "openItems"
  FROM transactions t JOIN quotes q ON q.bucket = t.bucket AND q.quote_id = t.transaction_id
  ORDER BY t.created_at, t.transaction_id`;

export async function readLives(database: Queryable): Promise<Life[]> {
  const { rows } = await database.query<Row>(ALL_LIVES);
  return rows.map((row) => ({
    ...reviveMoney(row),
    seq: Number(row.seq),
    journal: row.journal.map((entry) => ({ ...entry, seq: Number(entry.seq), at: Date.parse(entry.at) })),
  }));
}

/** The transaction that the journal alone tells of. Throws where the journal tells an impossible story. */
export function replay({ terms, journal }: Life): Transaction | null {
  let transaction: Transaction | null = null;
  for (const { events, at, seq } of journal) {
    transaction = evolveEntry(transaction, events, { terms, place: { at, seq } });
  }
  return transaction;
}
