// What must be true of the database before anything works with it. Each guarantee of the engine that hangs on a setting,
// a right or a way to the server is asked for here, and refused in words, rather than hoped for.
import pg from 'pg';
import { APP_ROLE, assertSession, isLoopback, SessionError, sessionConfig } from '../connection/session.ts';
import { sqlStateOf } from '../connection/sqlstate.ts';
import { versionWords } from './migrate.ts';
import { latestVersion } from './migration-files.ts';
import { findExcessRights } from './rights.ts';
import { StartRefusal } from './start-refusal.ts';

export interface StartCheck {
  /** Whether real money depends on it, so that what was committed must survive a power cut. */
  readonly mustLast: boolean;
  /** Whether a server that is not on this machine may be spoken to in clear: on a private network alone. */
  readonly allowsPlain: boolean;
}

const SESSION = { role: APP_ROLE, applicationName: 'diboas-check', statementTimeoutMs: 10_000 } as const;

/**
 * Checks the way to the database, what the application's login may do, the version of the schema, and what the server
 * promises of a commit.
 * @throws StartRefusal with a sentence for each thing to change
 */
export async function checkDatabase(databaseUrl: string, check: StartCheck): Promise<void> {
  const lines = describeTransport(databaseUrl, check.allowsPlain);
  if (lines !== null) throw new StartRefusal([lines]);
  const first = new pg.Client(sessionConfig(databaseUrl, SESSION));
  const second = new pg.Client(sessionConfig(databaseUrl, SESSION));
  for (const client of [first, second]) client.on('error', () => {});
  try {
    await first.connect();
    await second.connect();
    // Before what is set on a session: through a pooler that is another one each time.
    await refuseSharedSessions(first, second);
    await assertSession(first, SESSION);
    // What is asked about rights names tables of the newest schema.
    const outdated = await findWrongVersion(first);
    if (outdated.length > 0) throw new StartRefusal(outdated);
    const found = [...(await findExcessRights(first)), ...(check.mustLast ? await findForgetful(first) : [])];
    if (found.length > 0) throw new StartRefusal(found);
  } catch (error) {
    throw explain(error, first.user ?? '');
  } finally {
    await Promise.allSettled([first.end(), second.end()]);
  }
}

/** In words what is wrong with the way to the server; null when it is one that nobody can listen to or stand in for. */
export function describeTransport(databaseUrl: string, allowsPlain: boolean): string | null {
  if (allowsPlain || isLoopback(databaseUrl)) return null;
  const { searchParams } = new URL(databaseUrl);
  const modes = searchParams.getAll('sslmode');
  const overruled = ['ssl', 'uselibpqcompat'].some((name) => searchParams.has(name));
  if (modes.length === 1 && modes[0] === 'verify-full' && !overruled) return null;
  return (
    'The database is on another machine, and its address does not say sslmode=verify-full (and nothing else about ' +
    'TLS), so others could read along or stand in for it. Add ?sslmode=verify-full, with sslrootcert=<file> for a ' +
    'certificate of your own, or insist with DATABASE_TLS=off on a network that is private.'
  );
}

/**
 * Two connections that share one session of the server are passed on by a pooler, transaction by transaction. What
 * hangs on a session is lost behind it: prepared statements, LISTEN, and settings.
 */
async function refuseSharedSessions(first: pg.Client, second: pg.Client): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) {
    const [mine, other] = [await readPid(first), await readPid(second)];
    if (mine === other || mine !== (await readPid(first))) {
      throw new StartRefusal([
        'There is a pooler between diBoaS and the database which gives each transaction another session (pool_mode ' +
          'transaction or statement). diBoaS has a pool of its own: connect it to PostgreSQL directly, or through ' +
          'pool_mode session.',
      ]);
    }
  }
}

async function readPid(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid ?? 0;
}

async function findWrongVersion(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('public.schema_version') IS NOT NULL AS there`,
  );
  if (!rows[0]?.there) return [versionWords(0, latestVersion())];
  const found = await client.query<{ version: string | null }>(
    'SELECT max(version) AS version FROM schema_version',
  );
  const version = Number(found.rows[0]?.version ?? 0);
  return version === latestVersion() ? [] : [versionWords(version, latestVersion())];
}

/** Settings of the server without which a commit that was answered can be gone after a power cut. */
async function findForgetful(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<Record<string, string>>(
    `SELECT current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_page_writes,
       current_setting('synchronous_commit') AS synchronous_commit`,
  );
  return Object.entries(rows[0] ?? {})
    .filter(([, value]) => value === 'off')
    .map(
      ([name]) =>
        `The server has ${name} = off, so money that was committed can be gone after a power cut: ${name} = on.`,
    );
}

/** What a person can do about it; what they can not is thrown as it is. */
function explain(error: unknown, login: string): unknown {
  if (error instanceof SessionError) return new StartRefusal([`${error.message}`], error);
  if (!(error instanceof Error)) return error;
  const code = sqlStateOf(error);
  if (code === '22023' && error.message.includes(APP_ROLE)) {
    return new StartRefusal(
      [
        `The role ${APP_ROLE} is not there: the database has not been migrated. Give MIGRATE_DATABASE_URL, the login ` +
          'that owns the tables.',
      ],
      error,
    );
  }
  if (code === '42501') {
    return new StartRefusal(
      [
        `The login ${login} of DATABASE_URL may not work as ${APP_ROLE} (${error.message}): GRANT ${APP_ROLE} TO ${login};`,
      ],
      error,
    );
  }
  return error;
}
