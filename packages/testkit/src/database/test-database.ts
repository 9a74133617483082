import { randomUUID } from 'node:crypto';
import { createAppLogin, migrate } from '@diboas/storage';
import pg from 'pg';
import { openTestPool } from './test-pool.ts';

/** A migrated database of a test's own. */
export interface TestDatabase {
  /** Logs in as the server's superuser; `openPool` works as the application's role all the same. */
  readonly url: string;
  /** Logs in as the application does. */
  readonly appUrl: string;
  /** As the superuser, to look at what no port shows and to do what the application may not. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  drop(): Promise<void>;
}

/** The server for tests. `npm test` starts one; `node commands/with-postgres.ts -- vitest run` does for one suite. */
export function testServerUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error('TEST_DATABASE_URL is not set: run the tests through `npm test`');
  return url;
}

/** Where a run keeps the name of a database that it has migrated, on the server for tests. */
export const DATABASE_TEMPLATE = 'TEST_DATABASE_TEMPLATE';

/**
 * Makes an empty, migrated database: as a copy of the run's template where there is one.
 * @param server the superuser's URL of another server than the one for tests
 */
export async function createTestDatabase(server: string = testServerUrl()): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const template = server === process.env.TEST_DATABASE_URL ? process.env[DATABASE_TEMPLATE] : undefined;
  await runOnServer(server, `CREATE DATABASE ${name}${template ? copyOf(template) : ''}`);
  const address = new URL(server);
  address.pathname = `/${name}`;
  const url = address.href;
  if (!template) await migrate(url);
  const appUrl = await createAppLogin(url);
  // Most tests never ask it, and then it has no connection.
  const { pool, close } = openTestPool(url);
  return {
    url,
    appUrl,
    async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) {
      return (await pool.query<Row>(text, [...values])).rows;
    },
    async drop() {
      await close();
      await runOnServer(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** File by file: to write every page to the log, as PostgreSQL would by itself, takes twice as long. */
export function copyOf(template: string): string {
  return ` TEMPLATE ${template} STRATEGY FILE_COPY`;
}

async function runOnServer(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
