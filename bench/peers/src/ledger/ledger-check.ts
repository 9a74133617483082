import { assert, bucketOf } from '@diboas/kernel';
import type { Terms } from '@diboas/orchestration';
import type pg from 'pg';

/**
 * Checks the ledger rows of finished lifecycles: each has its hold, the end of the hold and the fee, nothing is held
 * any more, and the customer has exactly what was promised. Transfers have no index on their transaction, so they
 * are grouped once for all.
 */
export async function checkLedger(pool: pg.Pool, terms: readonly Terms[]): Promise<void> {
  const { rows } = await pool.query<{ wrong: string | null; lives: string }>(
    `WITH lives AS (
       SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::uuid[], $4::numeric[])
         AS u (bucket, transaction_id, owner_id, units)
     ), moved AS (
       SELECT transaction_id, string_agg(kind, ',' ORDER BY kind) AS kinds
       FROM transfers WHERE transaction_id = ANY ($2) GROUP BY transaction_id
     )
     SELECT count(*) AS lives, min(transaction_id::text) FILTER (WHERE
         kinds IS DISTINCT FROM 'pending,post,posted'
         OR credits_posted IS DISTINCT FROM units OR credits_pending <> 0) AS wrong
     FROM lives LEFT JOIN moved USING (transaction_id) LEFT JOIN accounts USING (bucket, owner_id)`,
    [
      terms.map((one) => bucketOf(one.customerId)),
      terms.map((one) => one.id),
      terms.map((one) => one.customerId),
      terms.map((one) => one.receive.money.units.toString()),
    ],
  );
  const [row] = rows;
  assert(row && Number(row.lives) === terms.length, 'every lifecycle was looked at');
  assert(row.wrong === null, 'the ledger rows of every lifecycle are there', { first: row.wrong });
}
