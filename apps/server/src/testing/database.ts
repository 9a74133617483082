import { randomUUID } from 'node:crypto';
import { createAppLogin, migrate } from '@diboas/storage';
import pg from 'pg';

/** A migrated database of a test's own, on the server that `TEST_DATABASE_URL` names. */
export interface TestDatabase {
  readonly url: string;
  /** Logs in as the application does. */
  readonly appUrl: string;
  /** As the superuser, who may do what the application may not. */
  query<Row extends pg.QueryResultRow>(text: string): Promise<readonly Row[]>;
  drop(): Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error('TEST_DATABASE_URL is not set: run the tests through `npm test`');
  const name = `server_${randomUUID().replaceAll('-', '')}`;
  await queryOnce(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  await migrate(url.href);
  return {
    url: url.href,
    appUrl: await createAppLogin(url.href),
    query: (text) => queryOnce(url.href, text),
    drop: async () => void (await queryOnce(server, `DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

async function queryOnce<Row extends pg.QueryResultRow>(url: string, text: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}
