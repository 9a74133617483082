// Whole lives of transactions, read back from the database for those who check them.
import {
  type Attempt,
  evolveEntry,
  reviveMoney,
  type Terms,
  type Transaction,
  type TransactionEvent,
} from '@diboas/orchestration';
import {
  attemptsOf,
  eventOf,
  type KeptEvent,
  type KeptState,
  type LifeState,
  stateOf,
} from './kept-forms.ts';
import type { Queryable } from './queryable.ts';

export interface StoredEntry {
  readonly seq: number;
  readonly at: number;
  readonly cause: string;
  readonly events: readonly TransactionEvent[];
}

/** One transaction with everything that hangs on it. */
export interface Life {
  readonly id: string;
  readonly customerId: string;
  readonly status: Transaction['status'];
  readonly activity: Transaction['activity'];
  readonly version: number;
  readonly seq: number;
  readonly state: LifeState;
  readonly dueReason: string | null;
  readonly terms: Terms;
  readonly attempts: readonly Attempt[];
  readonly journal: readonly StoredEntry[];
  /** Causes of operators' items that nobody has closed. */
  readonly openItems: readonly string[];
}

type Row = Omit<Life, 'seq' | 'journal' | 'state' | 'attempts'> & {
  readonly seq: string;
  readonly createdMs: string;
  readonly kept: KeptState;
  readonly journal: readonly { seq: string; at: string; cause: string; events: readonly KeptEvent[] }[];
};

const ALL_LIVES = `
  SELECT t.transaction_id AS id, t.customer_id AS "customerId", t.status, t.activity, t.version, t.seq,
    t.state::json AS kept, (extract(epoch FROM t.created_at) * 1000)::bigint AS "createdMs",
    t.due_reason AS "dueReason", q.terms,
    coalesce((SELECT json_agg(json_build_object('seq', j.seq::text, 'at', j.at, 'cause', j.cause, 'events',
          j.events::json)
        ORDER BY j.seq)
      FROM journal j WHERE j.bucket = t.bucket AND j.customer_id = t.customer_id
        AND j.transaction_id = t.transaction_id), '[]') AS journal,
    coalesce((SELECT json_agg(i.cause) FROM open_items i WHERE i.bucket = t.bucket
        AND i.transaction_id = t.transaction_id), '[]') AS "openItems"
  FROM transactions t JOIN quotes q ON q.bucket = t.bucket AND q.quote_id = t.transaction_id
  ORDER BY t.created_at, t.transaction_id`;

export async function readLives(database: Queryable): Promise<Life[]> {
  const { rows } = await database.query<Row>(ALL_LIVES);
  return rows.map(({ kept, createdMs, seq, journal, ...life }) => {
    const known = { createdMs: Number(createdMs), terms: reviveMoney(life.terms) };
    return {
      ...life,
      seq: Number(seq),
      state: stateOf(kept, known),
      attempts: attemptsOf(kept, known),
      journal: journal.map(({ events, ...entry }) => ({
        ...entry,
        events: events.map((event) => eventOf(event, life.customerId)),
        seq: Number(entry.seq),
        at: Date.parse(entry.at),
      })),
    };
  });
}

/** The transaction that the journal alone tells of. Throws where the journal tells an impossible story. */
export function replay({ terms, journal }: Life): Transaction | null {
  let transaction: Transaction | null = null;
  for (const { events, at, seq } of journal) {
    transaction = evolveEntry(transaction, events, { terms, place: { at, seq } });
  }
  return transaction;
}
