/**
 * Compares every balance with its transfers and holds, and every account with its transactions: docs/audit.md, "The
 * books". One moment of a live database, read only, a bucket at a time, so that neither the database nor we hold more
 * than a bucket's sums.
 */
import { BUCKETS, type Bucket } from '@diboas/kernel';
import type pg from 'pg';
import { inLongTransaction, LONG_READ_MS } from '../audit/transaction.ts';
import { BOOK_RULES, type BookFault, type BookRule, IN_TRANSIT_RULE } from './rules.ts';

/** The first thing that differs: what, in which bucket, and what is said of it, as texts. */
export interface BookDifference {
  readonly what: BookFault;
  /** Null for what goes over all of them. */
  readonly bucket: Bucket | null;
  readonly detail: Readonly<Record<string, string>>;
}

export interface BookReport {
  /** Rows of accounts and of transfers that were compared. */
  readonly accounts: number;
  readonly transfers: number;
  /** Null when all is well. */
  readonly difference: BookDifference | null;
}

/** Any number that nothing else in the database uses as an advisory lock. */
const BOOKS_LOCK = 7_201_444;

/** Long reads are what this is, so no statement is cut short. */
const BEGIN = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 0; SET LOCAL jit = off`;

export function verifyBooks(pool: pg.Pool): Promise<BookReport> {
  return inLongTransaction(pool, BEGIN, verify);
}

/** The same, unless somebody does it at this moment: then null. For nodes that all think of it at once. */
export function verifyBooksOnce(pool: pg.Pool): Promise<BookReport | null> {
  return inLongTransaction(pool, BEGIN, async (client) => {
    const lock = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [
      BOOKS_LOCK,
    ]);
    return lock.rows[0]?.mine ? verify(client) : null;
  });
}

async function verify(client: pg.ClientBase): Promise<BookReport> {
  let accounts = 0;
  let transfers = 0;
  for (const bucket of BUCKETS) {
    const [counted] = await read<{ accounts: string; transfers: string }>(client, COUNT, [bucket]);
    accounts += Number(counted?.accounts ?? 0);
    transfers += Number(counted?.transfers ?? 0);
    for (const rule of BOOK_RULES) {
      const difference = await find(client, rule, bucket);
      if (difference !== null) return { accounts, transfers, difference };
    }
  }
  return { accounts, transfers, difference: await find(client, IN_TRANSIT_RULE, null) };
}

const COUNT = `SELECT (SELECT count(*) FROM accounts WHERE bucket = $1) AS accounts,
  (SELECT count(*) FROM transfers WHERE bucket = $1) AS transfers`;

async function read<Row extends pg.QueryResultRow>(
  client: pg.ClientBase,
  text: string,
  values: readonly Bucket[],
): Promise<Row[]> {
  const query = { text, values: [...values], query_timeout: LONG_READ_MS };
  return (await client.query<Row>(query)).rows;
}

async function find(
  client: pg.ClientBase,
  { fault, sql }: BookRule,
  bucket: Bucket | null,
): Promise<BookDifference | null> {
  const [row] = await read<Record<string, string | null>>(client, sql, bucket === null ? [] : [bucket]);
  if (!row) return null;
  const detail = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? 'none']));
  return { what: fault, bucket, detail };
}
