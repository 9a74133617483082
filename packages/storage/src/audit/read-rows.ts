import type pg from 'pg';
import { SEALED_TABLES, type SealedRow, selectRows, type XactRange } from './sealed-tables.ts';
import { LONG_READ_MS } from './transaction.ts';

/** Rows fetched at a time from each table: what bounds the memory. */
const FETCH_ROWS = 1_000;

/**
 * The settings under which values have one text each, and under which a range is read by its index however old the
 * planner's statistics are, and takes as long as it takes. They hold until the end of the database transaction.
 */
export const READ_SETTINGS = `SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD';
  SET LOCAL bytea_output = 'hex'; SET LOCAL enable_seqscan = off; SET LOCAL jit = off;
  SET LOCAL statement_timeout = 0`;

/**
 * All rows of a range in sealed order: by transaction number, table, and primary key. Each table is a cursor in
 * the order of its rows and the cursors are merged, so memory does not grow with the range. Needs an open database
 * transaction with `READ_SETTINGS`, and is read to its end before the next one.
 */
export async function* readRows(client: pg.ClientBase, range: XactRange): AsyncGenerator<SealedRow> {
  const cursors = SEALED_TABLES.map((table, ordinal) => createCursor(client, ordinal, table.name));
  await Promise.all(
    cursors.map((cursor, ordinal) => {
      const table = SEALED_TABLES[ordinal];
      return table ? cursor.open(selectRows(table, range)) : null;
    }),
  );
  for (let next = lowest(cursors); next !== null; next = lowest(cursors)) {
    yield next.row;
    await next.cursor.advance();
  }
  await Promise.all(cursors.map((cursor) => cursor.close()));
}

interface Cursor {
  /** The row it stands at; null at the end. */
  row(): SealedRow | null;
  open(sql: string): Promise<void>;
  advance(): Promise<void> | undefined;
  close(): Promise<unknown>;
}

/** Of rows with one number, those of the table that is listed first come first. */
function lowest(cursors: readonly Cursor[]): { cursor: Cursor; row: SealedRow } | null {
  let found: { cursor: Cursor; row: SealedRow } | null = null;
  for (const cursor of cursors) {
    const row = cursor.row();
    if (row !== null && (found === null || row.xact < found.row.xact)) found = { cursor, row };
  }
  return found;
}

function createCursor(client: pg.ClientBase, ordinal: number, table: string): Cursor {
  const name = `sealed_${table}`;
  let rows: SealedRow[] = [];
  let at = 0;
  let ended = false;
  async function fetch(): Promise<void> {
    const text = `FETCH ${FETCH_ROWS} FROM ${name}`;
    // The first one of a long range sorts all of it.
    const query = { text, rowMode: 'array' as const, query_timeout: LONG_READ_MS };
    const found = await client.query<(string | null)[]>(query);
    rows = found.rows.map(([xact, ...values]) => ({ ordinal, xact: BigInt(xact ?? 0), values }));
    at = 0;
    ended = rows.length < FETCH_ROWS;
  }
  return {
    row: () => rows[at] ?? null,
    async open(sql) {
      await Promise.all([client.query(`DECLARE ${name} NO SCROLL CURSOR FOR ${sql}`), fetch()]);
    },
    advance() {
      at += 1;
      return at === rows.length && !ended ? fetch() : undefined;
    },
    close: () => client.query(`CLOSE ${name}`),
  };
}
