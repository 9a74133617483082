// Whole lives of transactions, read back from the database for those who check them.
//
// What is kept as JSON is read here in words of our own, and not with the store's code: if that were wrong both ways,
// nothing that it gave us could show it.
import {
  type Attempt,
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

export type LifeState = Pick<
  Transaction,
  'actionUrl' | 'settlement' | 'failure' | 'compensation' | 'reversedBy' | 'openItems' | 'history'
>;

/** The JSON of a transaction: what is missing is nothing, no, or none. */
interface Kept extends Partial<Omit<LifeState, 'history'>> {
  /** Status, milliseconds after the transaction was made, and what was going on, if anything was. */
  readonly history: readonly (readonly [Transaction['status'], number, Transaction['activity']?])[];
  /** Those that are always there, then those that may be missing. The first of the list is number one. */
  readonly attempts: readonly (Pick<Attempt, 'id' | 'provider' | 'startedAt' | 'state' | 'sends'> &
    Partial<Attempt>)[];
}

type Row = Omit<Life, 'seq' | 'journal' | 'state' | 'attempts'> & {
  readonly seq: string;
  readonly createdMs: string;
  readonly kept: Kept;
  readonly journal: readonly (Omit<StoredEntry, 'at' | 'seq'> & { at: string; seq: string })[];
};

const ALL_LIVES = `
  SELECT t.transaction_id AS id, t.customer_id AS "customerId", t.status, t.activity, t.version, t.seq,
    t.state AS kept, (extract(epoch FROM t.created_at) * 1000)::bigint AS "createdMs",
    t.due_reason AS "dueReason", q.terms,
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
  return rows.map((row) => {
    const { kept, createdMs, seq, journal, ...life } = reviveMoney(row);
    return {
      ...life,
      seq: Number(seq),
      state: stateOf(kept, Number(createdMs)),
      attempts: attemptsOf(kept, life.terms),
      journal: journal.map((entry) => ({ ...entry, seq: Number(entry.seq), at: Date.parse(entry.at) })),
    };
  });
}

function stateOf(kept: Kept, createdMs: number): LifeState {
  return {
    actionUrl: kept.actionUrl ?? null,
    settlement: kept.settlement ?? null,
    failure: kept.failure ?? null,
    compensation: kept.compensation ?? null,
    reversedBy: kept.reversedBy ?? null,
    openItems: kept.openItems ?? [],
    history: kept.history.map(([status, afterMs, activity]) => {
      return { status, activity: activity ?? null, at: createdMs + afterMs };
    }),
  };
}

/** A key that is missing is the attempt's id, and a choice that is missing is the one in the terms. */
function attemptsOf({ attempts }: Kept, terms: Terms): Attempt[] {
  const nothing = {
    stage: null,
    reference: null,
    rejection: null,
    reversal: null,
    inDoubt: false,
    lookups: 0,
  };
  return attempts.map((one, index) => {
    return { ...nothing, number: index + 1, key: one.id, routing: terms.routing, ...one };
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
