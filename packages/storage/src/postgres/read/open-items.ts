import type { OperatorItem } from '@diboas/orchestration';
import type pg from 'pg';
import { withDatabase } from '../connection/connection.ts';
import { OVERVIEW_STATEMENTS } from '../statements/statements.ts';

interface ItemRow {
  readonly item_id: string;
  readonly transaction_id: string;
  readonly customer_id: string;
  readonly cause: OperatorItem['cause'];
  readonly detail: string;
  readonly opened_at: Date;
  readonly deadline: Date;
}

/** What operators are asked and have not closed, the nearest deadline first; at most `limit` of it. */
export async function readOpenItems(pool: pg.Pool, limit: number): Promise<OperatorItem[]> {
  const query = { text: OVERVIEW_STATEMENTS.open_items, values: [limit] };
  const { rows } = await withDatabase(() => pool.query<ItemRow>(query));
  return rows.map((row) => ({
    id: row.item_id,
    transactionId: row.transaction_id,
    customerId: row.customer_id,
    cause: row.cause,
    detail: row.detail,
    openedAt: row.opened_at.getTime(),
    deadline: row.deadline.getTime(),
  }));
}
