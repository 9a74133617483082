import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';
import { type SessionOptions, sessionConfig } from '../connection/session.ts';

/** Says nothing: what goes wrong is thrown as well. */
const QUIET = new Logger(() => () => {});

/**
 * Brings the schema of jobs to what its library needs, as the owner of the tables. It commits by itself, so whoever calls
 * it holds the lock of migrations; where what follows fails, a newer schema of jobs stays, which changes nothing.
 */
export async function migrateJobs(databaseUrl: string, session: SessionOptions): Promise<void> {
  const pool = new pg.Pool({ ...sessionConfig(databaseUrl, session), max: 1 });
  // What happens to a connection is told by the statement that is under way.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    await runMigrations({ pgPool: pool, logger: QUIET });
  } finally {
    await pool.end();
  }
}
