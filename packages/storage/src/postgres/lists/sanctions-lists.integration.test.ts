import { createTestDatabase } from '@diboas/testkit/database';
import { describeSanctionsLists } from '../../contract/sanctions-lists-contract.ts';
import { openPool } from '../connection/connection.ts';
import { createPostgresSanctionsLists } from './sanctions-lists.ts';

describeSanctionsLists('the PostgreSQL store', async () => {
  const database = await createTestDatabase();
  const pool = openPool(database.url, { max: 3 });
  return {
    lists: createPostgresSanctionsLists(pool),
    async audited() {
      const text = `SELECT subject FROM audit WHERE act = 'sanctions_imported' ORDER BY subject`;
      return (await pool.query<{ subject: string }>(text)).rows.map(({ subject }) => subject);
    },
    async close() {
      await pool.end();
      await database.drop();
    },
  };
});
