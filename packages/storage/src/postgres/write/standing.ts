import { bucketOf } from '@diboas/kernel';
import type { Standing, StandingStore } from '@diboas/orchestration';
import type pg from 'pg';
import { inTransaction, withDatabase } from '../connection/connection.ts';
import { auditQueries } from './write.ts';

const READ = 'SELECT standing FROM customers WHERE bucket = $1 AND customer_id = $2';

/** Takes the same lock as a batch: what one has decided about this customer stands before this, or comes after it. */
const CHANGE = `UPDATE customers SET standing = $3
WHERE bucket = $1 AND customer_id = $2 AND standing = ANY ($4::text[])
RETURNING customer_id`;

/** How customers stand. No node remembers it: each batch reads it with its lock. */
export function createPostgresStandings(pool: pg.Pool): StandingStore {
  return {
    async standing(customerId) {
      const query = { name: 'read_standing', text: READ, values: [bucketOf(customerId), customerId] };
      const { rows } = await withDatabase(() => pool.query<{ standing: Standing }>(query));
      return rows[0]?.standing ?? null;
    },
    changeStanding({ customerId, from, to, audit }) {
      const bucket = bucketOf(customerId);
      const values = [bucket, customerId, to, from];
      return withDatabase(() =>
        inTransaction(pool, async (transaction) => {
          const changed = await transaction.begin((run) =>
            run({ name: 'change_standing', text: CHANGE, values }),
          );
          await transaction.commit(changed.length === 1 ? auditQueries(bucket, [audit]) : []);
          return changed.length === 1;
        }),
      );
    },
  };
}
