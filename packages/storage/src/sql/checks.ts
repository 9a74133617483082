// What the tables refuse by themselves, read from the migrations: so that what is decided on the memory store can be held
// to it too. CHECK and NOT NULL; keys and what a row hangs on the memory store looks at itself.
import { assert } from '@diboas/kernel';
import { listMigrations } from '../postgres/schema/migration-files.ts';
import { type Expression, readExpression, type SqlRow } from './expression.ts';
import { findAll, isNode, type Node, parseSql, strings, text } from './tree.ts';

export interface TableChecks {
  /** Columns that may not be null. */
  readonly required: readonly string[];
  readonly checks: readonly { readonly columns: readonly string[]; readonly holds: Expression }[];
}

/** The checks of every table, by its name. */
export function readChecks(
  migrations: readonly string[] = listMigrations().map(({ getSql }) => String(getSql())),
): ReadonlyMap<string, TableChecks> {
  const tables = new Map<string, TableChecks>();
  for (const statement of migrations.flatMap(parseSql)) {
    const change = statement.CreateStmt ?? statement.AlterTableStmt;
    if (!isNode(change) || !isNode(change.relation)) continue;
    const name = text(change.relation.relname);
    assertAdds(name, change);
    const { required = [], checks = [] } = tables.get(name) ?? {};
    tables.set(name, {
      required: [...required, ...requiredIn(change)],
      checks: [...checks, ...checksIn(change)],
    });
  }
  return tables;
}

/** One that is taken away again would be held to still. */
function assertAdds(table: string, change: Node): void {
  const taken = findAll(change, 'AlterTableCmd').filter(
    ({ subtype }) =>
      subtype === 'AT_DropConstraint' || subtype === 'AT_DropNotNull' || subtype === 'AT_DropColumn',
  );
  assert(taken.length === 0, 'what a table refuses is said once and not taken back', { table });
}

function requiredIn(change: Node): string[] {
  const named = findAll(change, 'ColumnDef').filter((column) =>
    findAll(column.constraints, 'Constraint').some(({ contype }) => contype === 'CONSTR_NOTNULL'),
  );
  return named.map(({ colname }) => text(colname));
}

function checksIn(change: Node): TableChecks['checks'] {
  return findAll(change, 'Constraint')
    .filter(({ contype }) => contype === 'CONSTR_CHECK')
    .map(({ raw_expr }) => {
      assert(isNode(raw_expr), 'a CHECK has an expression');
      const columns = findAll(raw_expr, 'ColumnRef').map(({ fields }) => strings(fields).at(-1) ?? '');
      return { columns: [...new Set(columns)], holds: readExpression(raw_expr) };
    });
}

/** What its table would refuse of a row, a sentence each; a CHECK that is unknown holds, as SQL has it. */
export function breachesOfRow(table: string, { required, checks }: TableChecks, row: SqlRow): string[] {
  const missing = required.filter((name) => row[name] === null);
  const broken = checks.filter(({ holds }) => holds(row) === false);
  return [
    ...missing.map((name) => `${table}.${name} may not be null`),
    ...broken.map(({ columns }) => {
      const values = columns.map((name) => `${name} = ${String(row[name])}`);
      return `a CHECK of ${table} refuses ${values.join(', ')}`;
    }),
  ];
}
