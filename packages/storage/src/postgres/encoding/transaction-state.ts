// The part of a transaction that is kept as JSON: all that changes with its steps and that no query asks for. It is
// written with every step, so it is short: what is at its default, or known from the transaction's other columns or
// its terms, is left out, and lists of one shape are tuples.
import type { Id, Instant } from '@diboas/kernel';
import type { Hold } from '@diboas/ledger';
import type {
  Attempt,
  Compensation,
  Follower,
  HeldTransaction,
  Milestone,
  OpenItem,
  Terms,
  Transaction,
  Wait,
} from '@diboas/orchestration';
import { decodeActed, encodeActed, type StoredActed } from './stored-act.ts';
import { decodeCancel, encodeCancel, type StoredCancel } from './stored-cancel.ts';
import { decodeChecking, encodeChecking, type StoredChecking } from './stored-checking.ts';
import { decodeHold, encodeHold, type StoredHold } from './stored-hold.ts';
import { decodeLeg, encodeLeg, type StoredLeg } from './stored-leg.ts';
import { decodeMemo, encodeMemo, type StoredMemo } from './stored-memo.ts';
import {
  decodeMoney,
  decodeSettlement,
  encodeMoney,
  encodeSettlement,
  type StoredMoney,
  type StoredSettlement,
} from './stored-money.ts';
import {
  decodeMovement,
  encodeMovement,
  type StoredMovement,
  type UsualMovement,
} from './stored-movement.ts';
import { decodeOrder, encodeOrder, type StoredOrder } from './stored-order.ts';

/** What may be left out. */
type Short<Value> = { readonly [Key in keyof Value]?: Value[Key] | null | undefined };

export interface StoredState extends Short<Pick<Transaction, 'actionUrl' | 'failure'>> {
  /** Left out when it is the recipient of the terms. */
  readonly recipient?: readonly [customerId: string, transactionId: Id] | undefined;
  readonly wait?: readonly [what: Wait['for'], until: Instant] | undefined;
  readonly checking?: StoredChecking | undefined;
  readonly settlement?: StoredSettlement | undefined;
  readonly compensation?: StoredCompensation | undefined;
  readonly followedBy?: readonly StoredFollower[] | undefined;
  readonly openItems?: readonly StoredItem[] | undefined;
  readonly acts?: readonly StoredActed[] | undefined;
  readonly history: readonly StoredMilestone[];
  readonly attempts?: readonly StoredAttempt[] | undefined;
  readonly legs?: readonly StoredLeg[] | undefined;
  readonly holds?: readonly StoredHold[] | undefined;
}

type StoredItem = readonly [id: Id, cause: OpenItem['cause']];

type StoredFollower = readonly [id: Id, operation: Follower['operation'], ...StoredMoney];

/**
 * The status, the milliseconds since the transaction was made, and the activity if there was one. The status alone
 * when it came at the same moment as the one before it, or as the transaction itself, and without an activity.
 */
type StoredMilestone =
  | Milestone['status']
  | readonly [status: Milestone['status'], after: number, activity?: Milestone['activity']];

/** Its number is its place in the list. */
interface StoredAttempt
  extends Short<
      Omit<Attempt, keyof Begun | 'number' | 'routing' | 'order' | 'movements' | 'cancel' | 'memos'>
    >,
    Begun {
  readonly cancel?: StoredCancel | undefined;
  readonly memos?: readonly StoredMemo[] | undefined;
  readonly movements?: readonly StoredMovement[] | undefined;
  /** Left out when it is the attempt's id, as it is for all that we begin. */
  readonly key?: string | undefined;
  /** Left out when it is the quote's, as it is for a first attempt. */
  readonly provider?: string | undefined;
  /** Left out when it is the explanation that the quote has, as it is for a first attempt. */
  readonly routing?: Attempt['routing'] | undefined;
  /** Left out where the terms have it. */
  readonly order?: StoredOrder | undefined;
  /** Milliseconds from the transaction's making to the attempt's; left out when there are none. */
  readonly after?: number | undefined;
  /** Left out when it is one. */
  readonly sends?: number | undefined;
}

type Begun = Pick<Attempt, 'id' | 'state'>;

/** Its moment as milliseconds since the transaction was made. */
interface StoredCompensation {
  readonly after: number;
  readonly released?: readonly StoredMoney[] | undefined;
  readonly refunded?: readonly StoredMoney[] | undefined;
}

export function encodeState({ transaction, holds }: HeldTransaction): string {
  const { terms, createdAt, customerId, recipient, wait, settlement, compensation } = transaction;
  const state: Readonly<Record<keyof StoredState, unknown>> = {
    actionUrl: transaction.actionUrl ?? undefined,
    recipient: recipient && !terms.recipient ? [recipient.customerId, recipient.transactionId] : undefined,
    wait: wait ? [wait.for, wait.until] : undefined,
    checking: transaction.checking ? encodeChecking(transaction.checking) : undefined,
    settlement: settlement ? encodeSettlement(settlement, terms.order) : undefined,
    failure: transaction.failure ?? undefined,
    compensation: compensation ? encodeCompensation(compensation, createdAt) : undefined,
    followedBy: someOf(transaction.followedBy.map(encodeFollower)),
    openItems: someOf(transaction.openItems.map(({ id, cause }): StoredItem => [id, cause])),
    acts: someOf(transaction.acts.map(encodeActed)),
    history: encodeHistory(transaction.history, createdAt),
    attempts: someOf(transaction.attempts.map((attempt) => encodeAttempt(attempt, transaction))),
    legs: someOf(transaction.legs.map(encodeLeg)),
    holds: someOf(holds.map((hold) => encodeHold(hold, customerId))),
  };
  return JSON.stringify(state);
}

function encodeCompensation({ released, refunded, at }: Compensation, since: Instant): StoredCompensation {
  return {
    after: at - since,
    released: someOf(released.map(encodeMoney)),
    refunded: someOf(refunded.map(encodeMoney)),
  };
}

function encodeHistory(history: readonly Milestone[], since: Instant): StoredMilestone[] {
  let last = since;
  return history.map(({ status, activity, at }) => {
    const isPlain = at === last && activity === null;
    last = at;
    if (isPlain) return status;
    return activity === null ? [status, at - since] : [status, at - since, activity];
  });
}

function encodeAttempt(attempt: Attempt, { terms, createdAt }: Transaction): StoredAttempt {
  return {
    id: attempt.id,
    provider: attempt.provider === terms.provider ? undefined : attempt.provider,
    key: attempt.key === attempt.id ? undefined : attempt.key,
    after: attempt.startedAt - createdAt || undefined,
    state: attempt.state,
    stage: attempt.stage ?? undefined,
    inDoubt: attempt.inDoubt || undefined,
    reference: attempt.reference ?? undefined,
    sends: attempt.sends === 1 ? undefined : attempt.sends,
    lookups: attempt.lookups || undefined,
    silent: attempt.silent || undefined,
    rejection: attempt.rejection ?? undefined,
    cancel: attempt.cancel ? encodeCancel(attempt.cancel) : undefined,
    progress: attempt.progress ?? undefined,
    replacement: attempt.replacement ?? undefined,
    memos: someOf(attempt.memos.map(encodeMemo)),
    movements: someOf(attempt.movements.map((one) => encodeMovement(one, usualOf(attempt.reference, terms)))),
    routing: attempt.routing === terms.routing ? undefined : attempt.routing,
    order: attempt.order === null ? undefined : encodeOrder(attempt.order),
  };
}

function usualOf(reference: string | null, { order }: Terms): UsualMovement {
  return { id: reference, destination: order.destination };
}

function encodeFollower({ id, operation, money }: Follower): StoredFollower {
  return [id, operation, ...encodeMoney(money)];
}

function decodeFollower([id, operation, ...amount]: StoredFollower): Follower {
  return { id, operation, money: decodeMoney(amount) };
}

function someOf<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length > 0 ? items : undefined;
}

/** What else the row says, by which what was left out is known. */
export interface StateOf {
  readonly id: Id;
  readonly customerId: string;
  readonly createdAt: Instant;
  readonly terms: Terms;
}

/** What `encodeState` wrote, with everything that was left out. */
export function decodeState(state: StoredState, known: StateOf): DecodedState {
  const { id, customerId, createdAt, terms } = known;
  const { recipient, wait, settlement, compensation, holds = [], attempts = [] } = state;
  return {
    actionUrl: state.actionUrl ?? null,
    recipient: recipient
      ? { customerId: recipient[0], transactionId: recipient[1] }
      : (terms.recipient ?? null),
    wait: wait ? { for: wait[0], until: wait[1] } : null,
    checking: state.checking ? decodeChecking(state.checking) : null,
    settlement: settlement ? decodeSettlement(settlement, terms.order) : null,
    failure: state.failure ?? null,
    compensation: compensation ? decodeCompensation(compensation, createdAt) : null,
    followedBy: (state.followedBy ?? []).map(decodeFollower),
    openItems: (state.openItems ?? []).map(([itemId, cause]) => ({ id: itemId, cause })),
    acts: (state.acts ?? []).map(decodeActed),
    history: decodeHistory(state.history, createdAt),
    attempts: attempts.map((attempt, index) => decodeAttempt(attempt, index, known)),
    legs: (state.legs ?? []).map(decodeLeg),
    holds: holds.map((hold) => decodeHold(hold, { transactionId: id, customerId })),
  };
}

type DecodedState = Pick<
  Transaction,
  | 'actionUrl'
  | 'recipient'
  | 'wait'
  | 'checking'
  | 'settlement'
  | 'failure'
  | 'compensation'
  | 'followedBy'
  | 'openItems'
  | 'acts'
  | 'history'
  | 'attempts'
  | 'legs'
> & { readonly holds: readonly Hold[] };

function decodeCompensation(stored: StoredCompensation, since: Instant): Compensation {
  const { after, released = [], refunded = [] } = stored;
  return { released: released.map(decodeMoney), refunded: refunded.map(decodeMoney), at: since + after };
}

function decodeHistory(history: readonly StoredMilestone[], since: Instant): Milestone[] {
  let at = since;
  return history.map((stored) => {
    if (typeof stored === 'string') return { status: stored, activity: null, at };
    const [status, after, activity = null] = stored;
    at = since + after;
    return { status, activity, at };
  });
}

function decodeAttempt(stored: StoredAttempt, index: number, { terms, createdAt }: StateOf): Attempt {
  return {
    id: stored.id,
    number: index + 1,
    provider: stored.provider ?? terms.provider,
    key: stored.key ?? stored.id,
    state: stored.state,
    stage: stored.stage ?? null,
    inDoubt: stored.inDoubt ?? false,
    reference: stored.reference ?? null,
    sends: stored.sends ?? 1,
    lookups: stored.lookups ?? 0,
    silent: stored.silent ?? 0,
    rejection: stored.rejection ?? null,
    cancel: stored.cancel ? decodeCancel(stored.cancel) : null,
    progress: stored.progress ?? null,
    replacement: stored.replacement ?? null,
    memos: (stored.memos ?? []).map(decodeMemo),
    movements: (stored.movements ?? []).map((one) =>
      decodeMovement(one, usualOf(stored.reference ?? null, terms)),
    ),
    routing: stored.routing === undefined ? terms.routing : stored.routing,
    order: stored.order === undefined ? null : decodeOrder(stored.order),
    startedAt: createdAt + (stored.after ?? 0),
  };
}
