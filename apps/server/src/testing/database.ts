import {
  createTestDatabase as createDatabase,
  type TestDatabase as StorageDatabase,
} from '@diboas/testkit/database';
import pg from 'pg';

/** A migrated database of a test's own, on the server that `TEST_DATABASE_URL` names. */
export interface TestDatabase extends StorageDatabase {
  /** As the superuser, who may do what the application may not. */
  query<Row extends pg.QueryResultRow>(text: string): Promise<readonly Row[]>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const database = await createDatabase();
  return { ...database, query: (text) => queryOnce(database.url, text) };
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
