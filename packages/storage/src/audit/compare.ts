import { chainEntry, hashRow, MARK_BYTES, markOf, type Seal } from './encoding.ts';
import { keyOf, type SealedRow, type SealedTableName, tableAt } from './sealed-tables.ts';

/** Which row, by table and primary key. */
export interface RowName {
  readonly table: SealedTableName;
  readonly key: Readonly<Record<string, string | null>>;
}

/** What is wrong with the rows of a seal. */
export type BadRow =
  /** A row says something else than it said, or its transaction number is another. */
  | { readonly what: 'row_changed'; readonly row: RowName }
  /** A row that was not there when the seal was made. */
  | { readonly what: 'row_added'; readonly row: RowName }
  /** A row is gone from here, or has another key or number now. Only its table and its neighbour are known. */
  | { readonly what: 'row_removed'; readonly table: SealedTableName | null; readonly after: RowName | null }
  /** The marks agree and the digest does not, which takes a forged half of a hash: the row is not known. */
  | { readonly what: 'rows_changed' };

/**
 * Compares the rows of one seal with it, given one after the other in sealed order. Every row counts towards the
 * digest; the marks only name the first bad row, and are themselves under the seal's digest.
 */
export function compareRows(seal: Seal, marks: Buffer) {
  let chain = seal.previousDigest;
  let index = 0;
  let before: SealedRow | null = null;
  let suspect: Suspect | null = null;
  return {
    add(row: SealedRow): void {
      const rowHash = hashRow(row);
      const mark = markOf(row, rowHash);
      if (suspect === null) {
        chain = chainEntry(chain, rowHash);
        const wanted = markAt(marks, index);
        if (wanted?.equals(mark)) before = row;
        else suspect = { index, row, mark, wanted, wantedCameLater: false };
      } else if (suspect.wanted?.equals(mark)) {
        suspect = { ...suspect, wantedCameLater: true };
      }
      index += 1;
    },
    /** Call after the last row. Null when they are the sealed ones. */
    judge(): BadRow | null {
      if (suspect !== null) return judgeSuspect(suspect, marks, before);
      if (index < seal.entries) return removed(markAt(marks, index), before);
      return chain.equals(seal.entriesDigest) ? null : { what: 'rows_changed' };
    },
  };
}

/** The first row whose mark is not the one in its place. */
interface Suspect {
  readonly index: number;
  readonly row: SealedRow;
  readonly mark: Buffer;
  /** The mark in its place; null when the seal has no more. */
  readonly wanted: Buffer | null;
  readonly wantedCameLater: boolean;
}

function judgeSuspect(suspect: Suspect, marks: Buffer, before: SealedRow | null): BadRow {
  const { index, row, mark, wanted, wantedCameLater } = suspect;
  if (wanted === null || wantedCameLater) return { what: 'row_added', row: rowNameOf(row) };
  if (hasMarkAfter(marks, index, mark)) return removed(wanted, before);
  return { what: 'row_changed', row: rowNameOf(row) };
}

function removed(mark: Buffer | null, before: SealedRow | null): BadRow {
  const table = mark === null ? null : tableAt((mark[0] ?? 0) - 1).name;
  return { what: 'row_removed', table, after: before && rowNameOf(before) };
}

function hasMarkAfter(marks: Buffer, index: number, mark: Buffer): boolean {
  for (let next = index + 1; next * MARK_BYTES < marks.length; next += 1) {
    if (markAt(marks, next)?.equals(mark)) return true;
  }
  return false;
}

function markAt(marks: Buffer, index: number): Buffer | null {
  const start = index * MARK_BYTES;
  return start < marks.length ? marks.subarray(start, start + MARK_BYTES) : null;
}

export function rowNameOf(row: SealedRow): RowName {
  return { table: tableAt(row.ordinal).name, key: keyOf(row) };
}
