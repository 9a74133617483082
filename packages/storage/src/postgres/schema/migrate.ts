// Bringing a database to the newest schema.
//
// The schema of jobs is brought up to date first, by its own library, which commits by itself under our lock. Everything else
// happens in one database transaction, under a lock that ends with it: a migration that fails leaves nothing
// half done, and a login that is cut off, or passed on by a pooler, leaves no lock behind. Several nodes may begin at
// once; one migrates while the others say that they wait, and give up in words when it takes too long.
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { assertSession, sessionConfig } from '../connection/session.ts';
import { sqlStateOf } from '../connection/sqlstate.ts';
import { migrateJobs } from '../jobs/job-schema.ts';
import { grantSchema, prepareAppRole } from './app-role.ts';
import { FolderMigrator } from './folder-migrator.ts';
import { latestVersion } from './migration-files.ts';
import { StartRefusal } from './start-refusal.ts';

/** Any number that nothing else in the database uses as an advisory lock. */
const MIGRATION_LOCK = 7_201_443;

/** Somebody else's migration takes seconds. */
const WAIT_MAX_MS = 120_000;
const WAIT_STEP_MS = 250;

/** Long enough for a table to become free, short enough that nodes which hold it are not kept waiting by us. */
const DDL_LOCK_TIMEOUT_MS = 10_000;

export interface MigrateOptions {
  /** Told once when somebody else migrates, with words for the screen. */
  readonly onWait?: (words: string) => void;
  readonly waitMaxMs?: number;
}

/**
 * Brings the database to the newest schema, by the numbered files in `migrations/`, as the owner of the tables.
 * @throws StartRefusal with what a person can do about it
 */
export async function migrate(databaseUrl: string, options: MigrateOptions = {}): Promise<void> {
  const session = {
    applicationName: 'diboas-migrate',
    statementTimeoutMs: 0,
    lockTimeoutMs: DDL_LOCK_TIMEOUT_MS,
    searchPath: 'public',
  };
  const client = new pg.Client(sessionConfig(databaseUrl, session));
  // What happens to the connection is told by the statement that is under way.
  client.on('error', () => {});
  await client.connect();
  try {
    await assertSession(client, session);
    await lock(client, options);
    // Our own files grant in it.
    await migrateJobs(databaseUrl, session);
    await run(client);
    await client.query('COMMIT');
  } catch (error) {
    throw explain(error, client.user ?? '', client.database ?? '');
  } finally {
    await client.end();
  }
}

async function run(client: pg.Client): Promise<void> {
  const target = latestVersion();
  await prepareAppRole(client);
  const migrator = new FolderMigrator({
    driver: 'pg',
    schemaTable: 'schema_version',
    execQuery: (query: string) => client.query(query),
  });
  await migrator.migrate(String(target));
  const version = await migrator.getDatabaseVersion();
  if (version !== target) throw new StartRefusal([versionWords(version, target)]);
  await grantSchema(client);
}

export function versionWords(found: number, wanted: number): string {
  return found > wanted
    ? `The database is at schema ${found}, and this program knows schemas up to ${wanted}: it is older than the one ` +
        'that migrated. Run the newer program.'
    : `The database is at schema ${found}, and this program needs ${wanted}. Give MIGRATE_DATABASE_URL to one node, so ` +
        'that it migrates at its start, or run the migrations before.';
}

/** Begins the transaction that holds the lock. */
async function lock(client: pg.Client, { onWait, waitMaxMs = WAIT_MAX_MS }: MigrateOptions): Promise<void> {
  const deadline = performance.now() + waitMaxMs;
  for (let hasWaited = false; ; hasWaited = true) {
    await client.query('BEGIN');
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [
      MIGRATION_LOCK,
    ]);
    if (rows[0]?.mine) return;
    await client.query('ROLLBACK');
    const holder = await describeHolder(client);
    if (!hasWaited) onWait?.(`Another node migrates this database (${holder}). Waiting for it ...`);
    if (performance.now() > deadline) {
      throw new StartRefusal([
        `Another session has held the lock of migrations for ${Math.round(waitMaxMs / 1_000)} seconds (${holder}). If ` +
          'nobody migrates, end it with pg_terminate_backend and start again.',
      ]);
    }
    await delay(WAIT_STEP_MS);
  }
}

async function describeHolder(client: pg.Client): Promise<string> {
  const text = `SELECT l.pid, coalesce(nullif(a.application_name, ''), 'no name') AS name
    FROM pg_locks l LEFT JOIN pg_stat_activity a USING (pid)
    WHERE l.locktype = 'advisory' AND l.objid = $1 AND l.granted`;
  const { rows } = await client.query<{ pid: number; name: string }>(text, [MIGRATION_LOCK]);
  return rows[0] ? `process ${rows[0].pid} of the database, ${rows[0].name}` : 'it has just ended';
}

/** What a person can do about it; what they can not is thrown as it is. */
function explain(error: unknown, login: string, database: string): unknown {
  if (!(error instanceof Error) || error instanceof StartRefusal) return error;
  // 3F000: no schema to make tables in, because this login may not use it.
  if (['42501', '3F000'].includes(sqlStateOf(error) ?? '')) {
    return new StartRefusal(
      [
        `The login ${login} of MIGRATE_DATABASE_URL may not do what migrations do (${error.message}). It must own the ` +
          `tables of diBoaS, or be allowed to make them: GRANT CREATE, USAGE ON SCHEMA public TO ${login}; GRANT CREATE ` +
          `ON DATABASE ${database} TO ${login};`,
      ],
      error,
    );
  }
  if (sqlStateOf(error) === '55P03') {
    return new StartRefusal(
      [
        'A table was in use for too long to be migrated. End what uses it (pg_stat_activity says), and start again.',
      ],
      error,
    );
  }
  if (/^MD5 checksum failed/.test(error.message)) {
    return new StartRefusal(
      [
        `A migration that this database has run is not the one of this program (${error.message}). The database is of ` +
          'another version of diBoaS; of your own trial data rid yourself with npm start -- --reset.',
      ],
      error,
    );
  }
  return error;
}
