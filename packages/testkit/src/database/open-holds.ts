import type pg from 'pg';
import type { TestDatabase } from './test-database.ts';

/** An open hold, and who says so: its transaction's own row, or the transfers. */
export interface OpenHold {
  readonly transaction_id: string;
  readonly hold_id: string;
  readonly amount: string;
  readonly source: 'transaction' | 'transfers';
}

/** Every open hold from both places that have it: one that only one of them has is here once. */
export function openHolds({ query }: Pick<TestDatabase, 'query'>): Promise<readonly OpenHold[]> {
  return query<OpenHold & pg.QueryResultRow>(`
    SELECT transaction_id, hold ->> 0 AS hold_id, hold ->> 5 AS amount, 'transaction' AS source
    FROM transactions CROSS JOIN LATERAL json_array_elements(state::json -> 'holds') AS hold
    UNION ALL
    SELECT transaction_id, hold_id::text, amount::text, 'transfers' FROM open_holds`);
}
