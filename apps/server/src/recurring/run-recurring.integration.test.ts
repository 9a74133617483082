import { createPostgresStore, openPool } from '@diboas/storage';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import { afterAll, beforeAll, describe } from 'vitest';
import { describeRecurring } from './testing/recurring-suite.ts';

describe('recurring buys on PostgreSQL', () => {
  let database: TestDatabase;
  let pool: ReturnType<typeof openPool>;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = openPool(database.appUrl, { max: 8 });
  });
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });
  describeRecurring(async () => {
    // Each begins at the same time, so what others left due would be taken with it.
    await database.query('DELETE FROM recurring_buys');
    return createPostgresStore(pool);
  });
});
