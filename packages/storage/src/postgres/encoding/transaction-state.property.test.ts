import { encodeJson, type HeldTransaction } from '@diboas/orchestration';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyHeldTransaction } from '../../testing/arbitrary-life.ts';
import { decodeTransaction, type TransactionRow } from './rows.ts';
import { encodeState } from './transaction-state.ts';

/** The row that PostgreSQL would give. */
function rowOf(held: HeldTransaction): TransactionRow {
  const { transaction } = held;
  const { due } = transaction;
  return {
    transaction_id: transaction.id,
    customer_id: transaction.customerId,
    operation: transaction.operation,
    status: transaction.status,
    activity: transaction.activity,
    version: transaction.version,
    seq: String(transaction.seq),
    state: encodeState(held),
    due_at: due && new Date(due.at),
    due_reason: due?.reason ?? null,
    rings_at: due && new Date(due.at),
    created_at: new Date(transaction.createdAt),
    updated_at: new Date(transaction.updatedAt),
    terms: JSON.parse(encodeJson(transaction.terms)),
  };
}

it('every transaction comes back as it was, with its holds', () => {
  fc.assert(
    fc.property(anyHeldTransaction, (held) => {
      const ringsAt = held.transaction.due?.at ?? null;
      expect(decodeTransaction(rowOf(held))).toStrictEqual({ ...held, ringsAt });
    }),
    { numRuns: 1_000 },
  );
});
