import { fileURLToPath } from 'node:url';
import pg from 'pg';
import Postgrator from 'postgrator';

/** Any number that nothing else in the database uses as an advisory lock. */
const MIGRATION_LOCK = 7_201_443;

/**
 * Brings the database to the newest schema, by the numbered files in `migrations/`. Several nodes may start at
 * once: one migrates and the others wait. The login needs the right to create tables and one role. `upTo` is for tests
 * of a migration: the number to stop at.
 */
export async function migrate(databaseUrl: string, { upTo = 'max' }: { upTo?: string } = {}): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'diboas-migrate' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const postgrator = new Postgrator({
      migrationPattern: fileURLToPath(new URL('../../migrations/*.sql', import.meta.url)),
      driver: 'pg',
      schemaTable: 'schema_version',
      execQuery: (query: string) => client.query(query),
    });
    await postgrator.migrate(upTo);
  } finally {
    await client.end();
  }
}
