import type { DueReason } from '@diboas/orchestration';
import type { TestDatabase } from './test-database.ts';

/**
 * Has what these transactions wait for with their providers fall due: a look-up, or an answer that does not come, or what is said. Each has an
 * alarm of its own for it, as whatever becomes due earlier has. Time is driven so, and not waited for.
 */
export async function askNow(
  { query }: Pick<TestDatabase, 'query'>,
  ids: readonly string[],
  reasons: readonly DueReason[] = ['lookup', 'submission_unanswered'],
): Promise<void> {
  await query(
    `WITH due AS (UPDATE transactions SET due_at = moment.at, rings_at = moment.at
       FROM (SELECT date_trunc('milliseconds', clock_timestamp()) AS at) AS moment
       WHERE transaction_id = ANY ($1::uuid[]) AND due_reason = ANY ($2::text[])
       RETURNING bucket, transaction_id, due_at)
     INSERT INTO alarms (bucket, rings_at, transaction_id) SELECT bucket, due_at, transaction_id FROM due
     ON CONFLICT DO NOTHING`,
    [ids, reasons],
  );
}
