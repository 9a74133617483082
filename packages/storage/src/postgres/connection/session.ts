import { isIP } from 'node:net';
import type pg from 'pg';

/** The role that the application works as: it cannot change the past (migration 0003). */
export const APP_ROLE = 'diboas_app';

/** Longer than any statement of ours takes, and shorter than people wait for an answer. */
export const ANSWER_TIMEOUT_MS = 20_000;

/**
 * What every session of ours is told, because a person who runs the server may have set it otherwise for it, the
 * database or the login. Each of these would change what a statement means, or let one session hold up the others:
 *
 * - dates, times and bytes have one text each, whoever reads them;
 * - names mean the tables of `public`, whatever a login or a temporary table is called;
 * - a batch sees what was committed before it got its locks, which READ COMMITTED means and the others do not;
 * - a session that waits for a lock, runs a statement or lies idle in a transaction for too long is ended by the server,
 *   so one that hangs holds a customer for seconds only.
 */
const SETTINGS = {
  TimeZone: 'UTC',
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'postgres',
  bytea_output: 'hex',
  standard_conforming_strings: 'on',
  transform_null_equals: 'off',
  array_nulls: 'on',
  search_path: 'public,pg_temp',
  default_transaction_isolation: 'read committed',
  default_transaction_deferrable: 'off',
  idle_session_timeout: '0',
  lock_timeout: '5s',
  idle_in_transaction_session_timeout: '10s',
} as const;

export interface SessionOptions {
  /** The role to work as; without it the login works as itself, which migrations do. */
  readonly role?: string;
  readonly applicationName: string;
  /** A statement that runs for longer is cancelled by the server. 0: none is. */
  readonly statementTimeoutMs: number;
  /** A lock that is not granted within this is given up. Default: 5 seconds. */
  readonly lockTimeoutMs?: number;
  /**
   * Where names are looked for. Default: `public`, and temporary tables last. What makes tables says `public` alone, or
   * a login that may not use it would make them as temporary ones.
   */
  readonly searchPath?: string;
  /**
   * Whether a prepared statement keeps one plan, whatever it is asked for. It saves planning each batch anew, which cost
   * a small one more than running it, and is only for statements that name rows by their keys.
   */
  readonly keepsPlans?: boolean;
}

/** How a connection of ours is opened, whatever for: money, sign-in, hints or migrations. */
export function sessionConfig(databaseUrl: string, options: SessionOptions): pg.ClientConfig {
  const { role, applicationName } = options;
  const settings = { ...(role === undefined ? {} : { role }), ...sessionSettings(options) };
  return {
    connectionString: databaseUrl,
    // A database on this machine is spoken to in clear, whatever PGSSLMODE says for others.
    ...(isLoopback(databaseUrl) && !/[?&]ssl/.test(databaseUrl) ? { ssl: false } : {}),
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value.replaceAll(' ', '\\ ')}`)
      .join(' '),
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  };
}

function sessionSettings(options: SessionOptions): Record<string, string> {
  const { statementTimeoutMs, lockTimeoutMs, searchPath, keepsPlans } = options;
  return {
    ...SETTINGS,
    plan_cache_mode: keepsPlans ? 'force_generic_plan' : 'auto',
    ...(searchPath === undefined ? {} : { search_path: searchPath }),
    ...(lockTimeoutMs === undefined ? {} : { lock_timeout: inMs(lockTimeoutMs) }),
    statement_timeout: inMs(statementTimeoutMs),
  };
}

/** PostgreSQL's units of time, the largest first. */
const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const;

/** As PostgreSQL says a time back: in the largest unit of which it is a whole number. */
function inMs(ms: number): string {
  const unit = UNITS.find(([, size]) => ms % size === 0);
  return ms === 0 || unit === undefined ? '0' : `${ms / unit[1]}${unit[0]}`;
}

/** The session is not what it was told to be: something between us and the database took the settings away. */
export class SessionError extends Error {
  readonly code = 'session_settings';

  constructor(differences: readonly string[]) {
    super(
      `the database session is not set as it was told (${differences.join('; ')}). Connect to PostgreSQL directly, and ` +
        'leave "options" out of the address.',
    );
    this.name = 'SessionError';
  }
}

/** Asks the session for what it was told, for a pooler may drop it, and an address may overrule it. */
export async function assertSession(client: pg.ClientBase, options: SessionOptions): Promise<void> {
  const expected = Object.entries(sessionSettings(options));
  const asked = expected.map(([name]) => `current_setting('${name}') AS "${name}"`);
  const { rows } = await client.query<Record<string, string>>(
    `SELECT ${asked.join(', ')}, current_user::text AS role`,
  );
  const [row = {}] = rows;
  const differences = expected
    .filter(([name, value]) => row[name]?.replaceAll(', ', ',') !== value.replaceAll(', ', ','))
    .map(([name, value]) => `${name} is ${row[name]}, not ${value}`);
  if (options.role !== undefined && row.role !== options.role)
    differences.push(`it works as ${row.role}, not as ${options.role}`);
  if (differences.length > 0) throw new SessionError(differences);
}

/** The names by which a machine reaches itself. An empty host is a socket in a folder of this machine. */
export function isLoopback(databaseUrl: string): boolean {
  const url = new URL(databaseUrl);
  const host = (url.searchParams.get('host') ?? url.hostname).replace(/^\[(.*)\]$/, '$1');
  if (host === '' || host.startsWith('/') || host.startsWith('%2F') || host === 'localhost') return true;
  return host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
