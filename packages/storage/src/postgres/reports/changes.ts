// What statements and reports have in common in their rows.
import type { ReportEnd } from '@diboas/reports';
import type pg from 'pg';
import { inTransaction, withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';

export interface ReportChange {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Written in the same commit, where a row was changed. */
  readonly along: readonly pg.QueryConfig[];
}

/** @returns whether it changed a row */
export function changeReport(pool: pg.Pool, { text, values, along }: ReportChange): Promise<boolean> {
  return withDatabase(() =>
    inTransaction(pool, async (transaction) => {
      const changed = await transaction.begin((run) => run({ text, values: [...values] }));
      await transaction.commit(changed.length === 1 ? along : []);
      return changed.length === 1;
    }),
  );
}

export async function readReportRows<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  return (await withDatabase(() => pool.query<Row>(text, [...values]))).rows;
}

export interface FileRow {
  readonly file: Buffer | null;
}

/** How it ended, when, why not, and its files. */
export function endValues(end: ReportEnd): unknown[] {
  const { at } = end;
  if (end.state === 'refused') return ['refused', timestamp(at), end.refusal, null, null];
  return ['made', timestamp(at), null, fileBytes(end.files.csv), fileBytes(end.files.pdf)];
}

export function fileBytes(bytes: Uint8Array | null): Buffer | null {
  return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
