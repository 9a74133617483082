import { assert } from '@diboas/kernel';

/**
 * What is sealed: every table that the application may only add to, with every column but `xact`, which all have
 * and which is sealed first. The order of tables and columns is part of form 1 of the encoding (docs/audit.md): a
 * column that is added to a table later needs a form 2. A test compares this list with the database.
 */
export const SEALED_TABLES = [
  {
    name: 'audit',
    key: ['bucket', 'audit_id'],
    rest: ['at', 'actor', 'act', 'subject', 'detail'],
  },
  {
    name: 'idempotency_keys',
    key: ['bucket', 'customer_id', 'key'],
    rest: ['fingerprint', 'transaction_id', 'created_at'],
  },
  {
    name: 'inbox',
    key: ['bucket', 'provider', 'event_id'],
    rest: ['type', 'transaction_id', 'disposition', 'occurred_at', 'received_at', 'payload_digest'],
  },
  {
    name: 'item_closings',
    key: ['bucket', 'item_id'],
    rest: ['closed_by', 'closed_at'],
  },
  {
    name: 'journal',
    key: ['bucket', 'customer_id', 'seq'],
    rest: ['transaction_id', 'at', 'cause', 'events'],
  },
  {
    name: 'operator_items',
    key: ['bucket', 'item_id'],
    rest: ['transaction_id', 'customer_id', 'cause', 'detail', 'opened_at', 'deadline'],
  },
  {
    name: 'provider_switches',
    key: ['bucket', 'switch_id'],
    rest: ['provider', 'is_off', 'reason', 'switched_by', 'switched_at'],
  },
  {
    name: 'quotes',
    key: ['bucket', 'quote_id'],
    rest: ['customer_id', 'terms', 'created_at', 'expires_at'],
  },
  {
    name: 'transfers',
    key: ['bucket', 'transfer_id'],
    rest: [
      ...['kind', 'transaction_id', 'hold_id', 'debit_owner', 'debit_kind', 'credit_owner', 'credit_kind'],
      ...['asset', 'network', 'amount', 'created_at'],
    ],
  },
] as const satisfies readonly SealedTable[];

export interface SealedTable {
  readonly name: string;
  /** The columns of the primary key, in its order. */
  readonly key: readonly string[];
  readonly rest: readonly string[];
}

export type SealedTableName = (typeof SEALED_TABLES)[number]['name'];

/** One row as it is sealed: all values as PostgreSQL's text, the key first. */
export interface SealedRow {
  /** The table's place in `SEALED_TABLES`. */
  readonly ordinal: number;
  readonly xact: bigint;
  readonly values: readonly (string | null)[];
}

export function tableAt(ordinal: number): (typeof SEALED_TABLES)[number] {
  const table = SEALED_TABLES[ordinal];
  assert(table !== undefined, 'a sealed row is of a table that is sealed', { ordinal });
  return table;
}

/** The row's primary key, by column. */
export function keyOf(row: SealedRow): Record<string, string | null> {
  return Object.fromEntries(tableAt(row.ordinal).key.map((name, index) => [name, row.values[index] ?? null]));
}

/** Numbers of transactions as the BRIN indexes hold them. */
export const XACT = 'xact::text::bigint';

/** A range of transaction numbers: `from` is in it, `upto` is not. */
export interface XactRange {
  readonly from: bigint;
  readonly upto: bigint;
}

/**
 * The rows of one table in a range, in sealed order. Text compares by its bytes, whatever the database's locale. The
 * bounds are written into the statement, so that it is planned for them.
 */
export function selectRows(table: SealedTable, { from, upto }: XactRange): string {
  const columns = ['xact', ...table.key, ...table.rest].map((name) => `t.${name}::text`);
  // Said as t.xact: a bare name would mean the text that is selected, and 9 comes after 10 there.
  const order = table.key.map((name) =>
    BYTE_ORDERED.includes(name) ? `t.${name} COLLATE "C"` : `t.${name}`,
  );
  return `SELECT ${columns.join(', ')} FROM ${table.name} t
    WHERE ${XACT} >= ${from} AND ${XACT} < ${upto} ORDER BY t.xact, ${order.join(', ')}`;
}

/** Key columns of type text. */
const BYTE_ORDERED: readonly string[] = ['key', 'provider', 'event_id'];
