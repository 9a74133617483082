// The part of a transaction that is kept as JSON: all that changes with its steps and that no query asks for. It is
// written with every step, so it is short: what is at its default is left out, and lists of one shape are tuples.
import type { Id, Instant } from '@diboas/kernel';
import type { AccountKind } from '@diboas/ledger';
import {
  type Attempt,
  type Compensation,
  type HeldTransaction,
  type Milestone,
  plainMoney,
  plainSettlement,
  reviveMoney,
  type Terms,
  type Transaction,
} from '@diboas/orchestration';

/** What may be left out. */
type Short<Value> = { readonly [Key in keyof Value]?: Value[Key] | undefined };

export interface StoredState
  extends Short<
    Pick<Transaction, 'actionUrl' | 'settlement' | 'failure' | 'compensation' | 'reversedBy' | 'openItems'>
  > {
  readonly history: readonly StoredMilestone[];
  readonly attempts: readonly StoredAttempt[];
  readonly holds?: readonly StoredHold[] | undefined;
}

/** The status, the milliseconds since the transaction was made, and the activity if there was one. */
type StoredMilestone = readonly [Milestone['status'], number, Milestone['activity']?];

/** Its number is its place in the list. */
interface StoredAttempt extends Short<Omit<Attempt, keyof Begun | 'number'>>, Begun {
  /** Left out when it is the attempt's id, as it is for all that we begin. */
  readonly key?: string | undefined;
  /** Left out when it is the explanation that the quote has, as it is for a first attempt. */
  readonly routing?: Attempt['routing'] | undefined;
}

type Begun = Pick<Attempt, 'id' | 'provider' | 'startedAt' | 'state' | 'sends'>;

/** An open hold of the transaction: owner and kind of both sides, and the amount as a decimal string. */
export interface StoredHold {
  readonly id: Id;
  readonly debit: readonly [string, AccountKind];
  readonly credit: readonly [string, AccountKind];
  readonly asset: string;
  readonly network: string;
  readonly amount: string;
}

export function encodeState({ transaction, holds }: HeldTransaction): string {
  const state: Readonly<Record<keyof StoredState, unknown>> = {
    actionUrl: transaction.actionUrl ?? undefined,
    settlement: transaction.settlement ? plainSettlement(transaction.settlement) : undefined,
    failure: transaction.failure ?? undefined,
    compensation: transaction.compensation ? plainCompensation(transaction.compensation) : undefined,
    reversedBy: transaction.reversedBy ?? undefined,
    openItems: someOf(transaction.openItems),
    history: transaction.history.map((milestone) => encodeMilestone(milestone, transaction.createdAt)),
    attempts: transaction.attempts.map((attempt) => encodeAttempt(attempt, transaction.terms)),
    holds: someOf(
      holds.map(({ id, debit, credit, amount }) => ({
        id,
        debit: [debit.owner, debit.kind],
        credit: [credit.owner, credit.kind],
        asset: debit.asset,
        network: debit.network,
        amount: amount.toString(),
      })),
    ),
  };
  return JSON.stringify(state);
}

function plainCompensation({ released, refunded, at }: Compensation) {
  return { released: released.map(plainMoney), refunded: refunded.map(plainMoney), at };
}

function encodeMilestone({ status, activity, at }: Milestone, since: Instant): StoredMilestone {
  return activity === null ? [status, at - since] : [status, at - since, activity];
}

function encodeAttempt(attempt: Attempt, { routing }: Terms): StoredAttempt {
  return {
    id: attempt.id,
    provider: attempt.provider,
    key: attempt.key === attempt.id ? undefined : attempt.key,
    startedAt: attempt.startedAt,
    state: attempt.state,
    stage: attempt.stage ?? undefined,
    inDoubt: attempt.inDoubt || undefined,
    reference: attempt.reference ?? undefined,
    sends: attempt.sends,
    lookups: attempt.lookups || undefined,
    rejection: attempt.rejection ?? undefined,
    reversal: attempt.reversal ?? undefined,
    routing: attempt.routing === routing ? undefined : attempt.routing,
  };
}

function someOf<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length > 0 ? items : undefined;
}

/** What `encodeState` wrote, with everything that was left out. */
export function decodeState(state: StoredState, { terms, createdAt }: { terms: Terms; createdAt: Instant }) {
  return {
    actionUrl: state.actionUrl ?? null,
    settlement: reviveMoney(state.settlement ?? null),
    failure: state.failure ?? null,
    compensation: reviveMoney(state.compensation ?? null),
    reversedBy: state.reversedBy ?? null,
    openItems: state.openItems ?? [],
    history: state.history.map(([status, after, activity = null]) => ({
      status,
      activity,
      at: createdAt + after,
    })),
    attempts: state.attempts.map((attempt, index) => decodeAttempt(attempt, index, terms)),
    holds: state.holds ?? [],
  };
}

function decodeAttempt(stored: StoredAttempt, index: number, { routing }: Terms): Attempt {
  return {
    id: stored.id,
    number: index + 1,
    provider: stored.provider,
    key: stored.key ?? stored.id,
    state: stored.state,
    stage: stored.stage ?? null,
    inDoubt: stored.inDoubt ?? false,
    reference: stored.reference ?? null,
    sends: stored.sends,
    lookups: stored.lookups ?? 0,
    rejection: stored.rejection ?? null,
    reversal: stored.reversal ?? null,
    routing: stored.routing === undefined ? routing : stored.routing,
    startedAt: stored.startedAt,
  };
}
