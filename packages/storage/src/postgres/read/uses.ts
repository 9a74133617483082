import { bucketOf, DAY_MS, firstIdAt, type Instant } from '@diboas/kernel';
import {
  isFinal,
  isThroughChecks,
  type Transaction,
  type TransactionReader,
  USES_MAX,
  type Use,
} from '@diboas/orchestration';
import type pg from 'pg';
import { withDatabase } from '../connection/connection.ts';
import { uuidArray } from '../encoding/array-value.ts';
import { timestamp } from '../encoding/rows.ts';
import { prepared } from '../statements/statements.ts';

export interface UseRow {
  readonly customer_id: string;
  readonly transaction_id: string;
  readonly operation: string;
  readonly status: Transaction['status'];
  /** Null for what counts for nothing. */
  readonly used: string | null;
  readonly is_due: boolean;
  readonly counterparty: string | null;
  readonly created_at: Date;
}

/** An id is made with the quote, whose legs begin some days later at most. */
const ID_AGE_MAX_MS = 7 * DAY_MS;

/** What `load_uses` is asked with, after the bucket. */
export function usesValues(customerIds: readonly string[], since: Instant): unknown[] {
  return [uuidArray(customerIds), firstIdAt(since - ID_AGE_MAX_MS), timestamp(since), USES_MAX];
}

export function decodeUse(row: UseRow): Use {
  const perhaps = row.status === 'COMPENSATED' && row.is_due;
  return {
    transactionId: row.transaction_id,
    customerId: row.customer_id,
    operation: row.operation,
    at: row.created_at.getTime(),
    isOpen: !isFinal(row.status),
    isThrough: isThroughChecks(row.status),
    counts: row.used === null ? 'no' : perhaps ? 'perhaps' : 'yes',
    units: BigInt(row.used ?? 0),
    counterparty: row.counterparty,
  };
}

/** The same outside a batch, for screens: without the lock, so it is true for the moment only. */
export function createUsesReader(pool: pg.Pool): Pick<TransactionReader, 'uses'> {
  return {
    async uses(customerId, since) {
      const query = prepared('load_uses', [bucketOf(customerId), ...usesValues([customerId], since)]);
      const { rows } = await withDatabase(() => pool.query<UseRow>(query));
      return rows.map(decodeUse);
    },
  };
}
