// A table that batches add rows to, said once: its name, and each column with its type and where its value comes from. The
// statement and its lists are both made of that, so nobody counts which `$n` is which. What looks up other rows or changes
// any has its SQL by hand, in statements.ts.
import { assert } from '@diboas/kernel';
import { type Column, type ColumnKind, columnOf, KINDS } from '../encoding/column.ts';

export interface NamedColumn<Row> extends Pick<ColumnKind<never>, 'type' | 'cast'> {
  readonly name: string;
  readonly value: (row: Row) => unknown;
  readonly encode: Column<Row>;
}

export interface Table<Row> {
  readonly name: string;
  /** Whether its rows are sealed, and so say which database transaction wrote them. */
  readonly isSealed: boolean;
  /** In the order in which they are written; `bucket`, and `xact` where it is sealed, come before them. */
  readonly columns: readonly NamedColumn<Row>[];
}

export function table<Row>(
  name: string,
  { isSealed }: { readonly isSealed: boolean },
  columns: readonly NamedColumn<Row>[],
): Table<Row> {
  return { name, isSealed, columns };
}

function named<Value>(kind: ColumnKind<Value>) {
  const columnWith = columnOf(kind);
  return <Row>(name: string, value: (row: Row) => Value): NamedColumn<Row> => ({
    name,
    type: kind.type,
    ...(kind.cast === undefined ? {} : { cast: kind.cast }),
    value,
    encode: columnWith(value),
  });
}

/** The columns of a table, by their kind. */
export const column = {
  id: named(KINDS.id),
  text: named(KINDS.text),
  json: named(KINDS.json),
  integer: named(KINDS.integer),
  smallint: named(KINDS.smallint),
  bigint: named(KINDS.bigint),
  numeric: named(KINDS.numeric),
  instant: named(KINDS.instant),
  bytes: named(KINDS.bytes),
};

/** The statement that adds rows, with `$1` as their bucket and a list for each column after it. */
export function insertInto<Row>({ name, isSealed, columns }: Table<Row>): string {
  const names = columns.map((column) => column.name);
  const ours = isSealed ? ['bucket', 'xact'] : ['bucket'];
  const first = isSealed ? ['$1::smallint', 'pg_current_xact_id()'] : ['$1::smallint'];
  const lists = columns.map(({ type }, index) => `$${index + 2}::${type}[]`).join(', ');
  const isCast = columns.some(({ cast }) => cast !== undefined);
  const values = columns.map((column) => (column.cast ? `${column.name}::${column.cast}` : column.name));
  return `
    INSERT INTO ${name} (${[...ours, ...names].join(', ')})
    SELECT ${[...first, ...(isCast ? values : ['*'])].join(', ')}
    FROM unnest(${lists})${isCast ? ` AS u (${names.join(', ')})` : ''}`;
}

/**
 * The same, where a row with this key may be there already and is kept as it is.
 *
 * @param key names of its columns after the bucket, in the order of the unique key
 */
export function insertOnce<Row>(into: Table<Row>, key: readonly string[]): string {
  for (const name of key)
    assert(
      into.columns.some((column) => column.name === name),
      'a key is of columns of its table',
      { name },
    );
  return `${insertInto(into)}
    ON CONFLICT (${['bucket', ...key].join(', ')}) DO NOTHING`;
}
