import { createTestDatabase } from '@diboas/testkit/database';
import { describeStoreContract } from '../contract/store-contract.ts';
import { createPayloadKeys } from '../payloads/payload-keys.ts';
import { openPool } from './connection/connection.ts';
import { createPostgresStore } from './postgres-store.ts';

describeStoreContract('the PostgreSQL store', async () => {
  const database = await createTestDatabase();
  const pool = openPool(database.url, { max: 6 });
  return {
    store: createPostgresStore(pool, { payloadKeys: createPayloadKeys(['a key that only this test has']) }),
    async close() {
      await pool.end();
      await database.drop();
    },
  };
});
