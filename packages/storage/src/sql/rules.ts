import { findAll, isNode, type Node, nodesIn, parseSql, strings, text } from './tree.ts';

/**
 * The rules of A19, over PostgreSQL's own parse tree. Each function answers the breaches it
 * found, as sentences; none means that the rules hold.
 */

/** Tables whose rows are sealed by the number of the database transaction that inserted them. */
const SEALED = [
  ...[
    'quotes',
    'transfers',
    'journal',
    'idempotency_keys',
    'inbox',
    'operator_items',
    'item_closings',
    'audit',
  ],
  'provider_switches',
];

/** Tables that the application may only add to. */
const APPEND_ONLY = [...SEALED, 'audit_seals', 'portfolio_days', 'strategy_days'];

/** The chain over what one server numbered. It covers all buckets, and is never part of a batch. */
const CHAIN = ['audit_seals', 'audit_head'];

/** Which are never part of a batch: those of sign-in, whose uniqueness is global, and lists that belong to no customer. */
const OF_NO_CUSTOMER = /^(?:auth|sanctions|compliance|market|strategy)_/;

function isCustomerOwned(table: string): boolean {
  return !OF_NO_CUSTOMER.test(table) && !CHAIN.includes(table);
}

export function breachesOfMigration(sql: string): string[] {
  return parseSql(sql).flatMap((statement) => [
    ...breachesOfTable(statement),
    ...breachesOfIndex(statement),
    ...breachesOfForbidden(statement),
    ...breachesOfGrant(statement),
  ]);
}

function breachesOfTable(statement: Node): string[] {
  const create = statement.CreateStmt;
  if (!isNode(create) || !isNode(create.relation)) return [];
  const name = text(create.relation.relname);
  if (!isCustomerOwned(name)) return [];
  const constraints = findAll(create.tableElts, 'Constraint');
  const primary = constraints.filter((one) => one.contype === 'CONSTR_PRIMARY');
  const breaches = primary.length === 1 ? [] : [`${name} needs one primary key`];
  for (const constraint of constraints) {
    const keys = strings(constraint.keys);
    const references = constraint.contype === 'CONSTR_FOREIGN';
    if (constraint.contype === 'CONSTR_PRIMARY' || constraint.contype === 'CONSTR_UNIQUE') {
      if (keys[0] !== 'bucket') breaches.push(`${name}: bucket must lead the key (${keys.join(', ')})`);
    }
    if (
      references &&
      (strings(constraint.fk_attrs)[0] !== 'bucket' || strings(constraint.pk_attrs)[0] !== 'bucket')
    ) {
      breaches.push(`${name}: bucket must lead the foreign key`);
    }
  }
  return [...breaches, ...breachesOfColumns(name, create)];
}

function breachesOfColumns(table: string, create: Node): string[] {
  return findAll(create.tableElts, 'ColumnDef').flatMap((column) => {
    const name = text(column.colname);
    const type = strings(isNode(column.typeName) ? column.typeName.names : []).at(-1) ?? '';
    const breaches: string[] = [];
    if (/serial/.test(type)) breaches.push(`${table}.${name}: ids are given, not counted`);
    if (/^float|^real|^money$/.test(type)) breaches.push(`${table}.${name}: ${type} is not exact`);
    for (const constraint of findAll(column.constraints, 'Constraint')) {
      if (constraint.contype === 'CONSTR_IDENTITY')
        breaches.push(`${table}.${name}: ids are given, not counted`);
      if (constraint.contype === 'CONSTR_DEFAULT')
        breaches.push(`${table}.${name}: values are given, not defaults`);
    }
    return breaches;
  });
}

function breachesOfIndex(statement: Node): string[] {
  const index = statement.IndexStmt;
  if (!isNode(index) || !isNode(index.relation)) return [];
  if (!isCustomerOwned(text(index.relation.relname))) return [];
  const [first] = findAll(index.indexParams, 'IndexElem');
  return text(first?.name) === 'bucket' ? [] : [`index ${text(index.idxname)}: bucket must lead it`];
}

function breachesOfForbidden(statement: Node): string[] {
  const breaches: string[] = [];
  if (statement.CreateTrigStmt) breaches.push('triggers are not used');
  if (statement.RuleStmt) breaches.push('rules are not used');
  if (statement.CreateSeqStmt) breaches.push('sequences are not used');
  const added = findAll(statement.AlterTableStmt, 'AlterTableCmd').filter((one) => isNode(one.def));
  if (added.some((one) => findAll(one.def, 'Constraint').some((part) => part.contype === 'CONSTR_DEFAULT')))
    breaches.push('a column that is added later has no default either');
  return breaches;
}

function breachesOfGrant(statement: Node): string[] {
  const grant = statement.GrantStmt;
  if (!isNode(grant) || grant.is_grant !== true) return [];
  const privileges = findAll(grant.privileges, 'AccessPriv').map((one) => text(one.priv_name));
  const tables = findAll(grant.objects, 'RangeVar').map((one) => text(one.relname));
  const all = privileges.length === 0;
  return tables.flatMap((table) => {
    if (!APPEND_ONLY.includes(table)) return [];
    const changing = privileges.filter((privilege) => privilege !== 'select' && privilege !== 'insert');
    return all || changing.length > 0 ? [`${table}: the application may only select and insert`] : [];
  });
}

/** A hot statement touches one bucket, named by its first parameter, in every table it uses. */
export function breachesOfHotStatement(sql: string): string[] {
  const [statement, ...more] = parseSql(sql);
  if (!statement || more.length > 0) return ['a hot statement is one statement'];
  const insert = statement.InsertStmt;
  const breaches = isNode(insert) ? breachesOfInsert(insert) : breachesOfQuery(statement);
  return [...breaches, ...breachesOfPlace(statement)];
}

/** A row that is waited for may have moved when it is had, and what names it by its place would pass it by in silence. */
function breachesOfPlace(statement: Node): string[] {
  const places = findAll(statement, 'ColumnRef').filter((column) => strings(column.fields).at(-1) === 'ctid');
  return places.length === 0 ? [] : ['a row is named by its key, never by its place'];
}

function breachesOfInsert(insert: Node): string[] {
  const [column] = findAll(insert.cols, 'ResTarget');
  const select = isNode(insert.selectStmt) ? insert.selectStmt.SelectStmt : null;
  const target = isNode(select) ? nodesIn(select.targetList)[0] : null;
  const given = findAll(target, 'ParamRef')[0];
  const fine = text(column?.name) === 'bucket' && given?.number === 1;
  const breaches = fine ? [] : ['an insert names bucket first and gives it $1'];
  return [...breaches, ...breachesOfNumber(insert), ...(isNode(select) ? breachesOfJoin(select) : [])];
}

/** What an insert looks up beside what it was given is of the same bucket. */
function breachesOfJoin(select: Node): string[] {
  const inner = findAll(select.fromClause, 'SelectStmt').flatMap((part) =>
    breachesOfQuery({ SelectStmt: part }),
  );
  if (inner.length > 0) return inner;
  if (findTables(select.fromClause).length === 0) return [];
  const fine = saysBucketIsFirstParameter([select.fromClause, select.whereClause]);
  return fine ? [] : ['an insert that joins a table says bucket = $1'];
}

/** A sealed row says truly which database transaction inserted it, or the sealer could pass it by. */
function breachesOfNumber(insert: Node): string[] {
  const table = isNode(insert.relation) ? text(insert.relation.relname) : '';
  if (!SEALED.includes(table)) return [];
  const at = findAll(insert.cols, 'ResTarget').findIndex((column) => column.name === 'xact');
  const select = isNode(insert.selectStmt) ? insert.selectStmt.SelectStmt : null;
  const target = isNode(select) ? nodesIn(select.targetList)[at] : null;
  const [call] = findAll(target, 'FuncCall');
  const given = isNode(call) && strings(call.funcname).at(-1) === 'pg_current_xact_id';
  return given ? [] : [`${table}: an insert gives pg_current_xact_id() for xact`];
}

function breachesOfQuery(statement: Node): string[] {
  const kinds = ['SelectStmt', 'UpdateStmt', 'DeleteStmt'];
  const parts = kinds.flatMap((kind) => findAll(statement, kind));
  return parts.flatMap((part) => {
    const direct = [part.relation, ...findTables(part.fromClause)].filter(isNode);
    if (direct.length === 0) return [];
    return saysBucketIsFirstParameter(part.whereClause) ? [] : [`a part of it does not say bucket = $1`];
  });
}

/** Tables of one FROM, without those of the queries inside it. */
function findTables(from: unknown): Node[] {
  return nodesIn(from).flatMap((item) => {
    if (isNode(item.RangeVar)) return [item.RangeVar];
    if (isNode(item.JoinExpr)) return findTables([item.JoinExpr.larg, item.JoinExpr.rarg]);
    return [];
  });
}

function saysBucketIsFirstParameter(where: unknown): boolean {
  return findAll(where, 'A_Expr').some((expression) => {
    const operator = strings(expression.name);
    const left = isNode(expression.lexpr) ? expression.lexpr.ColumnRef : null;
    const right = isNode(expression.rexpr) ? expression.rexpr.ParamRef : null;
    const column = isNode(left) ? strings(left.fields).at(-1) : '';
    return operator[0] === '=' && column === 'bucket' && isNode(right) && right.number === 1;
  });
}
