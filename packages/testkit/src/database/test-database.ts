import { randomUUID } from 'node:crypto';
import { createAppLogin, migrate } from '@diboas/storage';
import pg from 'pg';

/** A database of a test's own, on the server that `TEST_DATABASE_URL` names. */
export interface TestDatabase {
  /** Logs in as the server's superuser; `openPool` works as the application's role all the same. */
  readonly url: string;
  /** Logs in as the application does. */
  readonly appUrl: string;
  drop(): Promise<void>;
}

/** The server for tests. `npm test` starts one; `node commands/with-postgres.ts -- vitest run` does for one suite. */
export function testServerUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error('TEST_DATABASE_URL is not set: run the tests through `npm test`');
  return url;
}

/** Where a run keeps the name of a database that it has migrated. */
export const DATABASE_TEMPLATE = 'TEST_DATABASE_TEMPLATE';

/** Makes an empty, migrated database: as a copy of the run's template where there is one. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const template = process.env[DATABASE_TEMPLATE];
  await runOnServer(`CREATE DATABASE ${name}${template ? ` TEMPLATE ${template}` : ''}`);
  const url = new URL(testServerUrl());
  url.pathname = `/${name}`;
  if (!template) await migrate(url.href);
  const appUrl = await createAppLogin(url.href);
  return { url: url.href, appUrl, drop: () => runOnServer(`DROP DATABASE ${name} WITH (FORCE)`) };
}

async function runOnServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: testServerUrl() });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
