import type { Id, Instant } from '@diboas/kernel';
import type { ExpectedStore } from '@diboas/orchestration';
import type pg from 'pg';
import { withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';
import { OVERVIEW_STATEMENTS } from '../statements/statements.ts';

/** What waits for people who are not here yet. */
export function createExpectedReader(pool: pg.Pool): ExpectedStore {
  return {
    async expectedAt(address) {
      const query = { name: 'expected_at', text: OVERVIEW_STATEMENTS.expected_at, values: [address] };
      const { rows } = await withDatabase(() => pool.query<{ transaction_id: string }>(query));
      return rows.map((row) => row.transaction_id);
    },
  };
}

/** A transaction that waits for somebody who signs in by now. */
export interface Claimable {
  readonly transactionId: Id;
  readonly customerId: string;
}

/**
 * What waits for somebody who is here: their sign-in was cut off before it was handed over, or came between a price and its
 * confirmation. Looks over all that waits, so it is for a connection that scans.
 */
export async function findClaimable(
  pool: pg.Pool,
  { now, limit }: { now: Instant; limit: number },
): Promise<readonly Claimable[]> {
  const values = [timestamp(now), limit];
  const text = OVERVIEW_STATEMENTS.claimable;
  const { rows } = await withDatabase(() =>
    pool.query<{ transaction_id: string; customer_id: string }>({ text, values }),
  );
  return rows.map((row) => ({ transactionId: row.transaction_id, customerId: row.customer_id }));
}
