// What the application's login may do. It logs in, and works as `diboas_app`; whoever can make it run a statement of
// their own (by an injection, or code of theirs in the process) can also say SET ROLE NONE. So the login itself must
// not be able to change the past, whatever role it works as.
import type pg from 'pg';
import { SEALED_TABLES } from '../../audit/sealed-tables.ts';
import { APP_ROLE } from '../connection/session.ts';

/** Append-only for the application: the sealed tables, the seals over them, and days of portfolios. */
const UNCHANGING: readonly string[] = [
  ...SEALED_TABLES.map(({ name }) => name),
  ...['audit_seals', 'portfolio_days'],
];

/**
 * What the login of this session may do and should not, a sentence each with what to change; none when it is as it
 * should be. Asks as `session_user`: SET ROLE changes nothing of it.
 */
export async function findExcessRights(client: pg.ClientBase): Promise<string[]> {
  const roles = await findRoles(client);
  const login = roles.find((role) => role.is_login)?.name ?? '';
  const powers = roles.flatMap((role) => describePowers(role, login));
  // Of a superuser everything below is true too, and would only hide the one thing to change.
  if (roles.some((role) => role.rolsuper)) return powers;
  return [
    ...powers,
    ...(await findOwned(client, login)),
    ...(await findTableRights(client, login)),
    ...(await findOtherRights(client, login)),
  ];
}

interface RoleRow {
  readonly name: string;
  readonly is_login: boolean;
  readonly rolsuper: boolean;
  readonly rolcreaterole: boolean;
  readonly rolcreatedb: boolean;
  readonly rolreplication: boolean;
  readonly rolbypassrls: boolean;
}

/** The login, and every role that it is a member of, directly or not. */
async function findRoles(client: pg.ClientBase): Promise<readonly RoleRow[]> {
  const text = `WITH RECURSIVE member (oid) AS (
      SELECT oid FROM pg_roles WHERE rolname = session_user
      UNION SELECT m.roleid FROM pg_auth_members m JOIN member ON m.member = member.oid)
    SELECT r.rolname::text AS name, r.rolname = session_user AS is_login, r.rolsuper, r.rolcreaterole, r.rolcreatedb,
      r.rolreplication, r.rolbypassrls
    FROM member JOIN pg_roles r USING (oid) ORDER BY r.rolname <> session_user, r.rolname`;
  return (await client.query<RoleRow>(text)).rows;
}

const POWERS = [
  ['rolsuper', 'is a superuser', 'NOSUPERUSER'],
  ['rolcreaterole', 'may make roles', 'NOCREATEROLE'],
  ['rolcreatedb', 'may make databases', 'NOCREATEDB'],
  ['rolreplication', 'may copy the whole server', 'NOREPLICATION'],
  ['rolbypassrls', 'passes by row security', 'NOBYPASSRLS'],
] as const;

function describePowers(role: RoleRow, login: string): string[] {
  const isOther = !role.is_login && role.name !== APP_ROLE;
  const member = isOther ? [`${login} is a member of ${role.name}: REVOKE ${role.name} FROM ${login};`] : [];
  const powers = POWERS.filter(([power]) => role[power]).map(
    ([, what, without]) => `${role.name} ${what}: ALTER ROLE ${role.name} ${without};`,
  );
  return [...member, ...powers];
}

/** Owners may do everything with what is theirs, and give it to others. */
async function findOwned(client: pg.ClientBase, login: string): Promise<string[]> {
  const text = `SELECT pg_describe_object(d.classid, d.objid, 0) AS what, o.rolname::text AS owner
    FROM pg_shdepend d JOIN pg_roles o ON o.oid = d.refobjid
    WHERE d.deptype = 'o' AND d.refclassid = 'pg_authid'::regclass AND o.rolname IN (session_user, $1)
      AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
      AND (d.dbid <> 0 OR d.classid <> 'pg_database'::regclass OR d.objid =
        (SELECT oid FROM pg_database WHERE datname = current_database()))
    ORDER BY 1 LIMIT 3`;
  const { rows } = await client.query<{ what: string; owner: string }>(text, [APP_ROLE]);
  return rows.map(
    ({ what, owner }) =>
      `${owner} owns ${what}: give it to the login of MIGRATE_DATABASE_URL (${login} must own nothing).`,
  );
}

/** By table: what nobody who only works with it may do. The grants of the migrations allow none of these. */
async function findTableRights(client: pg.ClientBase, login: string): Promise<string[]> {
  const text = `SELECT c.relname::text AS name, p.privilege
    FROM pg_class c CROSS JOIN unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS p (privilege)
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND (p.privilege IN ('TRUNCATE', 'TRIGGER') OR c.relname = ANY ($1))
      AND (has_table_privilege(session_user, c.oid, p.privilege)
        OR (p.privilege = 'UPDATE' AND has_any_column_privilege(session_user, c.oid, 'UPDATE')))
    ORDER BY c.relname, p.privilege`;
  const { rows } = await client.query<{ name: string; privilege: string }>(text, [UNCHANGING]);
  return rows.map(
    ({ name, privilege }) =>
      `${login} may ${privilege} ${name}: REVOKE ${privilege} ON ${name} FROM ${login}, ${APP_ROLE}, PUBLIC;`,
  );
}

/** Something that the login may do and should not: the question, and the statement that takes it away. */
interface ExcessRight {
  readonly what: string;
  /** In SQL. */
  readonly check: string;
  /** `$login` and `$database` stand for their names. */
  readonly remedy: string;
}

/** Columns that are written once, though others of their rows change. */
const FIXED_COLUMNS = [
  ['auth_users', 'email'],
  ['auth_sessions', 'user_id'],
  ['transactions', 'customer_id'],
  ['accounts', 'owner_id'],
] as const;

/** Functions by which a login reaches beyond the database. */
const FUNCTIONS = [
  ['pg_read_file(text)', 'read files of the server'],
  ['pg_read_binary_file(text)', 'read files of the server'],
  ['lo_import(text)', 'read files of the server'],
  ['lo_export(oid, text)', 'write files of the server'],
  ['pg_ls_dir(text)', 'list folders of the server'],
] as const;

/** Rights that are neither a role's nor a table's. */
const OTHER_RIGHTS: readonly ExcessRight[] = [
  ...FIXED_COLUMNS.map(([table, column]) => ({
    what: `may change ${table}.${column}`,
    check: `has_column_privilege(session_user, '${table}', '${column}', 'UPDATE')`,
    remedy: `REVOKE UPDATE ON ${table} FROM $login, ${APP_ROLE}, PUBLIC; and run the migrations again for what it may.`,
  })),
  {
    what: 'may switch providers off and on',
    check: `has_table_privilege(session_user, 'provider_switches', 'INSERT')`,
    remedy: `REVOKE INSERT ON provider_switches FROM $login, ${APP_ROLE}, PUBLIC;`,
  },
  {
    what: 'may make tables and functions in the schema public',
    check: `has_schema_privilege(session_user, 'public', 'CREATE')`,
    remedy: 'REVOKE CREATE ON SCHEMA public FROM PUBLIC, $login;',
  },
  {
    what: 'may make tables and functions in the schema of jobs',
    check: `has_schema_privilege(session_user, 'graphile_worker', 'CREATE')`,
    remedy: 'REVOKE CREATE ON SCHEMA graphile_worker FROM PUBLIC, $login;',
  },
  {
    what: 'may make schemas in the database',
    check: `has_database_privilege(session_user, current_database(), 'CREATE')`,
    remedy: 'REVOKE CREATE ON DATABASE $database FROM PUBLIC, $login;',
  },
  ...FUNCTIONS.map(([name, act]) => ({
    what: `may ${act}`,
    check: `has_function_privilege(session_user, '${name}', 'EXECUTE')`,
    remedy: `REVOKE EXECUTE ON FUNCTION ${name} FROM PUBLIC, $login;`,
  })),
  {
    what: 'may switch foreign keys off',
    check: `has_parameter_privilege(session_user, 'session_replication_role', 'SET')`,
    remedy: 'REVOKE SET ON PARAMETER session_replication_role FROM PUBLIC, $login;',
  },
];

async function findOtherRights(client: pg.ClientBase, login: string): Promise<string[]> {
  const checks = OTHER_RIGHTS.map(({ check }, index) => `${check} AS "${index}"`);
  const { rows } = await client.query<Record<string, boolean | string>>(
    `SELECT ${checks.join(', ')}, current_database()::text AS database`,
  );
  const [row = {}] = rows;
  return OTHER_RIGHTS.filter((_, index) => row[index] === true).map(
    ({ what, remedy }) =>
      `${login} ${what}: ${remedy.replace('$login', login).replace('$database', String(row.database))}`,
  );
}
