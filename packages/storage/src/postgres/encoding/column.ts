import type { Id, Instant } from '@diboas/kernel';
import {
  bigintArray,
  byteaArray,
  instantArray,
  integerArray,
  numericArray,
  smallintArray,
  textArray,
  uuidArray,
} from './array-value.ts';

/** One column of a statement's rows, as the list that `unnest` reads. */
export type Column<Row> = (rows: readonly Row[]) => Buffer | string;

/** A kind of column: how `unnest` is told to read its list, what the table takes instead, and how the list is made. */
export interface ColumnKind<Value> {
  /** The type of the list's elements. */
  readonly type: string;
  /** The type of the column, where it has no list of its own that goes over the wire. */
  readonly cast?: 'json';
  readonly encode: (values: readonly Value[]) => Buffer | string;
}

export const KINDS = {
  id: { type: 'uuid', encode: uuidArray } satisfies ColumnKind<Id | null>,
  text: { type: 'text', encode: textArray } satisfies ColumnKind<string | null>,
  json: { type: 'text', cast: 'json', encode: textArray } satisfies ColumnKind<string | null>,
  integer: { type: 'int', encode: integerArray } satisfies ColumnKind<number>,
  smallint: { type: 'smallint', encode: smallintArray } satisfies ColumnKind<number>,
  bigint: { type: 'bigint', encode: bigintArray } satisfies ColumnKind<number>,
  numeric: { type: 'numeric', encode: numericArray } satisfies ColumnKind<bigint | null>,
  instant: { type: 'timestamptz', encode: instantArray } satisfies ColumnKind<Instant | null>,
  bytes: { type: 'bytea', encode: byteaArray } satisfies ColumnKind<Buffer>,
};

/** A column by its kind, for statements that say its name and type themselves. */
export function columnOf<Value>({ encode }: ColumnKind<Value>) {
  return <Row>(value: (row: Row) => Value): Column<Row> =>
    (rows) =>
      encode(rows.map(value));
}
