import type { Instant } from '@diboas/kernel';
import type { AccountKind, AccountState } from '@diboas/ledger';
import {
  type Due,
  type HeldTransaction,
  reviveMoney,
  type Terms,
  type Transaction,
} from '@diboas/orchestration';
import { accountKey } from './stored-hold.ts';
import { decodeState, type StoredState } from './transaction-state.ts';

/**
 * Rows as node-postgres gives them, and what they mean. Our own writes are trusted to have the shapes of their
 * columns; CHECK constraints keep the closed unions.
 */
export interface TransactionRow {
  readonly transaction_id: string;
  readonly customer_id: string;
  readonly operation: string;
  readonly status: Transaction['status'];
  readonly activity: Transaction['activity'];
  readonly version: number;
  readonly seq: string;
  /** JSON of a `StoredState`. */
  readonly state: string;
  readonly due_at: Date | null;
  readonly due_reason: Due['reason'] | null;
  readonly rings_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly terms: Terms;
}

export interface AccountRow {
  readonly owner_id: string;
  readonly kind: AccountKind;
  readonly asset: string;
  readonly network: string;
  readonly debits_posted: string;
  readonly credits_posted: string;
  readonly debits_pending: string;
  readonly credits_pending: string;
}

/** A transaction as it is kept: with its open holds, and the time at which its alarm rings. */
export interface StoredTransaction extends HeldTransaction {
  readonly ringsAt: Instant | null;
}

export function decodeTransaction(row: TransactionRow): StoredTransaction {
  const terms = reviveMoney(row.terms);
  const createdAt = row.created_at.getTime();
  const stored: StoredState = JSON.parse(row.state);
  const known = { id: row.transaction_id, customerId: row.customer_id, createdAt, terms };
  const { holds, ...state } = decodeState(stored, known);
  const transaction: Transaction = {
    ...state,
    ...known,
    operation: row.operation,
    status: row.status,
    activity: row.activity,
    version: row.version,
    seq: Number(row.seq),
    due: row.due_at && row.due_reason ? { at: row.due_at.getTime(), reason: row.due_reason } : null,
    updatedAt: row.updated_at.getTime(),
  };
  return { transaction, holds, ringsAt: row.rings_at?.getTime() ?? null };
}

export function decodeAccount(row: AccountRow): AccountState {
  return {
    key: accountKey(row.owner_id, row.kind, row),
    balance: {
      debitsPosted: BigInt(row.debits_posted),
      creditsPosted: BigInt(row.credits_posted),
      debitsPending: BigInt(row.debits_pending),
      creditsPending: BigInt(row.credits_pending),
    },
  };
}

/** A moment as PostgreSQL reads it. */
export function timestamp(instant: Instant): string {
  return new Date(instant).toISOString();
}
