// The tables whose rows a batch adds and changes: their statements are written by hand, and take these columns in this
// order.
import type { Instant } from '@diboas/kernel';
import type { AccountState } from '@diboas/ledger';
import {
  counterpartyOf,
  type FloatChange,
  type HeldTransaction,
  parentOf,
  type Transaction,
  useOf,
} from '@diboas/orchestration';
import { encodeState } from '../encoding/transaction-state.ts';
import { column, type NamedColumn } from './table.ts';

/** A transaction as it is written, with when its alarm rings. */
export type WrittenTransaction = HeldTransaction & { readonly rings: Instant | null };

/** Its key. */
export const TRANSACTION_ID: readonly NamedColumn<WrittenTransaction>[] = [
  column.id('transaction_id', (row) => row.transaction.id),
];

/** What is written once. */
export const TRANSACTION_BEGINNING: readonly NamedColumn<WrittenTransaction>[] = [
  column.id('customer_id', (row) => row.transaction.customerId),
  column.text('operation', (row) => row.transaction.operation),
  column.id('parent_id', (row) => parentOf(row.transaction.terms)),
  column.instant('created_at', (row) => row.transaction.createdAt),
  column.text('counterparty', (row) => counterpartyOf(row.transaction.terms)),
];

/** What changes with a step. */
export const TRANSACTION_STEP: readonly NamedColumn<WrittenTransaction>[] = [
  column.text('status', (row) => row.transaction.status),
  column.text('activity', (row) => row.transaction.activity),
  column.integer('version', (row) => row.transaction.version),
  column.bigint('seq', (row) => row.transaction.seq),
  column.smallint('live_attempts', (row) => countLive(row.transaction)),
  column.instant('due_at', (row) => row.transaction.due?.at ?? null),
  column.text('due_reason', (row) => row.transaction.due?.reason ?? null),
  column.instant('rings_at', (row) => row.rings),
  column.instant('updated_at', (row) => row.transaction.updatedAt),
  column.numeric('used', (row) => usedUnits(row.transaction)),
  column.text('state', encodeState),
];

/** What counts towards a limit; null for what counts for nothing. */
function usedUnits(transaction: Transaction): bigint | null {
  const { counts, units } = useOf(transaction);
  return counts === 'no' ? null : units;
}

function countLive({ attempts }: Transaction): number {
  return attempts.filter((attempt) => attempt.state !== 'rejected').length;
}

export const ACCOUNT: readonly NamedColumn<AccountState>[] = [
  column.id('owner_id', (row) => row.key.owner),
  column.text('kind', (row) => row.key.kind),
  column.text('asset', (row) => row.key.asset),
  column.text('network', (row) => row.key.network),
  column.numeric('debits_posted', (row) => row.balance.debitsPosted),
  column.numeric('credits_posted', (row) => row.balance.creditsPosted),
  column.numeric('debits_pending', (row) => row.balance.debitsPending),
  column.numeric('credits_pending', (row) => row.balance.creditsPending),
];

export const FLOAT_CHANGE: readonly NamedColumn<FloatChange>[] = [
  column.text('provider', (row) => row.provider),
  column.text('asset', (row) => row.asset),
  column.text('network', (row) => row.network),
  column.numeric('free', (row) => row.units),
  column.numeric('promised', (row) => row.promised),
];
