import { assert, type Instant, isAsset, isNetwork } from '@diboas/kernel';
import type { AccountKey, AccountKind, AccountState, Hold } from '@diboas/ledger';
import {
  type Attempt,
  type Due,
  encodeJson,
  type Journey,
  reviveMoney,
  type Terms,
  type Transaction,
} from '@diboas/orchestration';

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
  readonly state: StoredState;
  readonly due_at: Date | null;
  readonly due_reason: Due['reason'] | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly terms: Terms;
}

/** The part of a transaction that is kept as JSON. */
type StoredState = Pick<
  Transaction,
  'actionUrl' | 'settlement' | 'failure' | 'compensation' | 'reversedBy' | 'openItems' | 'history'
>;

export interface AttemptRow {
  readonly transaction_id: string;
  readonly attempt_id: string;
  readonly number: number;
  readonly provider: string;
  readonly idempotency_key: string;
  readonly state: Attempt['state'];
  readonly stage: Attempt['stage'];
  readonly in_doubt: boolean;
  readonly reference: string | null;
  readonly sends: number;
  readonly lookups: number;
  readonly rejection: Attempt['rejection'];
  readonly reversal: string | null;
  readonly routing: Attempt['routing'];
  readonly started_at: Date;
}

export interface HoldRow {
  readonly hold_id: string;
  readonly transaction_id: string;
  readonly debit_owner: string;
  readonly debit_kind: AccountKind;
  readonly credit_owner: string;
  readonly credit_kind: AccountKind;
  readonly asset: string;
  readonly network: string;
  readonly amount: string;
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

export function encodeState(transaction: Transaction): string {
  const { actionUrl, settlement, failure, compensation, reversedBy, openItems, history } = transaction;
  const state: StoredState = { actionUrl, settlement, failure, compensation, reversedBy, openItems, history };
  return encodeJson(state);
}

export function decodeTransaction(row: TransactionRow, attempts: readonly Attempt[]): Transaction {
  const state = reviveMoney(row.state);
  return {
    id: row.transaction_id,
    customerId: row.customer_id,
    operation: row.operation,
    terms: reviveMoney(row.terms),
    status: row.status,
    activity: row.activity,
    version: row.version,
    seq: Number(row.seq),
    attempts,
    actionUrl: state.actionUrl,
    settlement: state.settlement,
    failure: state.failure,
    compensation: state.compensation,
    reversedBy: state.reversedBy,
    openItems: state.openItems,
    history: state.history,
    due: row.due_at && row.due_reason ? { at: row.due_at.getTime(), reason: row.due_reason } : null,
    createdAt: row.created_at.getTime(),
    updatedAt: row.updated_at.getTime(),
  };
}

export function decodeAttempt(row: AttemptRow): Attempt {
  return {
    id: row.attempt_id,
    number: row.number,
    provider: row.provider,
    key: row.idempotency_key,
    state: row.state,
    stage: row.stage,
    inDoubt: row.in_doubt,
    reference: row.reference,
    sends: row.sends,
    lookups: row.lookups,
    rejection: row.rejection,
    reversal: row.reversal,
    routing: row.routing,
    startedAt: row.started_at.getTime(),
  };
}

export interface JourneyRow {
  readonly journey_id: string;
  readonly customer_id: string;
  readonly status: Journey['status'];
  readonly version: number;
  readonly plan: Journey['plan'];
  readonly legs: Journey['legs'];
  readonly created_at: Date;
  readonly updated_at: Date;
}

export function decodeJourney(row: JourneyRow): Journey {
  return {
    id: row.journey_id,
    customerId: row.customer_id,
    plan: reviveMoney(row.plan),
    legs: row.legs,
    status: row.status,
    version: row.version,
    createdAt: row.created_at.getTime(),
    updatedAt: row.updated_at.getTime(),
  };
}

/** Attempts by transaction, each list in the order of the rows. */
export function groupAttempts(rows: readonly AttemptRow[]): Map<string, Attempt[]> {
  const groups = new Map<string, Attempt[]>();
  for (const row of rows) {
    const group = groups.get(row.transaction_id);
    if (group) group.push(decodeAttempt(row));
    else groups.set(row.transaction_id, [decodeAttempt(row)]);
  }
  return groups;
}

export function decodeHold(row: HoldRow): Hold {
  const { asset, network } = row;
  return {
    id: row.hold_id,
    transactionId: row.transaction_id,
    debit: accountKey(row.debit_owner, row.debit_kind, { asset, network }),
    credit: accountKey(row.credit_owner, row.credit_kind, { asset, network }),
    amount: BigInt(row.amount),
  };
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

function accountKey(owner: string, kind: AccountKind, unit: { asset: string; network: string }): AccountKey {
  const { asset, network } = unit;
  assert(isAsset(asset) && isNetwork(network), 'a stored account has a unit we know', { asset, network });
  return { owner, kind, asset, network };
}

/** A moment as PostgreSQL reads it. */
export function timestamp(instant: Instant): string {
  return new Date(instant).toISOString();
}

export function timestampOrNull(instant: Instant | undefined): string | null {
  return instant === undefined ? null : timestamp(instant);
}
