import { assert, BugError, type Id, type Instant, type Money, unreachable } from '@diboas/kernel';
import type { RoutingExplanation } from '../agreement/explanation.ts';
import type { LegPlan, Order, Recipient, Terms } from '../agreement/terms.ts';
import type { Checking } from '../checks/check.ts';
import type { Memo } from '../provider/answer.ts';
import { mergeMovements } from '../provider/movement.ts';
import type { Act, Acted } from './act.ts';
import type { ItemCause } from './item.ts';
import { type Activity, isLegalMove, type Status } from './status.ts';
import type {
  Attempt,
  Due,
  FailureCode,
  Follower,
  Leg,
  LegChange,
  Settlement,
  Transaction,
  Wait,
} from './transaction.ts';

/**
 * What happened, as the journal keeps it. A transaction is the fold of its events by `evolve`, and nothing else
 * changes one: so replaying the journal gives the same transactions.
 */
export type TransactionEvent =
  | { readonly type: 'initiated'; readonly operation: string; readonly customerId: string }
  | { readonly type: 'moved'; readonly to: Status; readonly activity: Activity | null }
  | { readonly type: 'activity_changed'; readonly activity: Activity | null }
  | {
      readonly type: 'attempt_started';
      readonly attemptId: Id;
      readonly provider: string;
      readonly key: string;
      readonly routing: RoutingExplanation | null;
      /** Null where the terms have it. */
      readonly order: Order | null;
    }
  | { readonly type: 'attempt_changed'; readonly attemptId: Id; readonly change: AttemptChange }
  | { readonly type: 'leg_changed'; readonly key: string; readonly change: LegChange }
  | { readonly type: 'action_changed'; readonly url: string | null }
  | { readonly type: 'waits'; readonly wait: Wait | null }
  | { readonly type: 'checked'; readonly checking: Checking }
  | { readonly type: 'recipient_fixed'; readonly recipient: Recipient }
  | { readonly type: 'settled'; readonly settlement: Settlement }
  | { readonly type: 'failed'; readonly code: FailureCode }
  | { readonly type: 'compensated'; readonly released: readonly Money[]; readonly refunded: readonly Money[] }
  | { readonly type: 'followed'; readonly by: Follower }
  | {
      readonly type: 'item_opened';
      readonly itemId: Id;
      readonly cause: ItemCause;
      readonly deadline: Instant;
    }
  | { readonly type: 'item_closed'; readonly itemId: Id; readonly by: string }
  | {
      readonly type: 'acted';
      readonly key: string;
      readonly act: Act;
      readonly by: string;
      readonly reason: string;
      /** Where the proof lies: a page at the provider, a mail, a case. */
      readonly evidence: string | null;
      /** Not while it needs another person. */
      readonly isDone: boolean;
    }
  | { readonly type: 'due_set'; readonly due: Due | null };

/** What is new of an attempt: of its movements what was not known before, of what was prepared another version. */
export type AttemptChange = { readonly memo?: Memo } & Partial<
  Pick<
    Attempt,
    | 'state'
    | 'stage'
    | 'inDoubt'
    | 'reference'
    | 'sends'
    | 'lookups'
    | 'silent'
    | 'rejection'
    | 'cancel'
    | 'movements'
    | 'progress'
    | 'replacement'
  >
>;

/** Where in the journal an event stands. */
export interface EventPlace {
  readonly at: Instant;
  readonly seq: number;
}

/** A leg that has not begun. */
function waitingLeg({ key }: LegPlan): Leg {
  return { key, state: 'waiting', did: null, doneAs: null, undoId: null, undoTries: 0 };
}

/** The first event makes the transaction from the terms that were confirmed. */
export function begin(event: TransactionEvent, terms: Terms, place: EventPlace): Transaction {
  assert(event.type === 'initiated', 'a life begins with its initiation', { event });
  return {
    id: terms.id,
    customerId: event.customerId,
    operation: event.operation,
    terms,
    status: 'INITIATED',
    activity: null,
    version: 0,
    seq: place.seq,
    attempts: [],
    legs: (terms.legs ?? []).map(waitingLeg),
    actionUrl: null,
    recipient: terms.recipient ?? null,
    wait: null,
    checking: null,
    settlement: null,
    failure: null,
    compensation: null,
    followedBy: [],
    openItems: [],
    acts: [],
    history: [{ status: 'INITIATED', activity: null, at: place.at }],
    due: null,
    createdAt: place.at,
    updatedAt: place.at,
  };
}

/** The transaction after one more event. An illegal move is a bug, so it throws. */
export function evolve(transaction: Transaction, event: TransactionEvent, place: EventPlace): Transaction {
  switch (event.type) {
    case 'initiated':
      throw new BugError('a life begins once', { id: transaction.id });
    case 'moved':
      return move(transaction, event.to, event.activity, place);
    case 'activity_changed':
      return { ...transaction, activity: event.activity };
    case 'attempt_started':
      return { ...transaction, attempts: [...transaction.attempts, startAttempt(transaction, event, place)] };
    case 'attempt_changed':
      return { ...transaction, attempts: changeAttempt(transaction, event.attemptId, event.change) };
    case 'leg_changed':
      return { ...transaction, legs: changeLeg(transaction, event.key, event.change) };
    case 'action_changed':
      return { ...transaction, actionUrl: event.url };
    case 'waits':
      return { ...transaction, wait: event.wait };
    case 'checked':
      return { ...transaction, checking: event.checking };
    case 'recipient_fixed':
      assert(!transaction.recipient, 'whoever gets it is fixed once', { id: transaction.id });
      return { ...transaction, recipient: event.recipient };
    case 'settled':
      return { ...transaction, settlement: event.settlement };
    case 'failed':
      return { ...transaction, failure: event.code };
    case 'compensated': {
      const { released, refunded } = event;
      // What is told later of what came back changes nothing of when it was given back.
      const at = transaction.compensation?.at ?? place.at;
      return { ...transaction, compensation: { released, refunded, at } };
    }
    case 'followed':
      return { ...transaction, followedBy: [...transaction.followedBy, event.by] };
    case 'item_opened':
      return {
        ...transaction,
        openItems: [...transaction.openItems, { id: event.itemId, cause: event.cause }],
      };
    case 'item_closed':
      return { ...transaction, openItems: transaction.openItems.filter(({ id }) => id !== event.itemId) };
    case 'acted':
      return { ...transaction, acts: addAct(transaction.acts, event) };
    case 'due_set':
      return { ...transaction, due: event.due };
    default:
      return unreachable(event);
  }
}

/** Folds one journal entry: all events of one input, which share their place. */
export function evolveEntry(
  before: Transaction | null,
  events: readonly TransactionEvent[],
  { terms, place }: { terms: Terms; place: EventPlace },
): Transaction {
  const [first, ...rest] = events;
  assert(first, 'a journal entry has at least one event');
  const started = before ? evolve(before, first, place) : begin(first, terms, place);
  const after = rest.reduce((transaction, event) => evolve(transaction, event, place), started);
  return { ...after, version: after.version + 1, seq: place.seq, updatedAt: place.at };
}

function move(
  transaction: Transaction,
  to: Status,
  activity: Activity | null,
  { at }: EventPlace,
): Transaction {
  assert(isLegalMove(transaction.status, to), 'an illegal move', { from: transaction.status, to });
  const history = [...transaction.history, { status: to, activity, at }];
  return { ...transaction, status: to, activity, history };
}

function startAttempt(
  transaction: Transaction,
  event: Extract<TransactionEvent, { type: 'attempt_started' }>,
  { at }: EventPlace,
): Attempt {
  const live = transaction.attempts.find((attempt) => attempt.state !== 'rejected');
  assert(!live, 'another attempt is not definitively rejected', { live: live?.id });
  return {
    id: event.attemptId,
    number: transaction.attempts.length + 1,
    provider: event.provider,
    key: event.key,
    state: 'sending',
    stage: null,
    inDoubt: false,
    reference: null,
    sends: 1,
    lookups: 0,
    silent: 0,
    rejection: null,
    cancel: null,
    progress: null,
    replacement: null,
    memos: [],
    movements: [],
    order: event.order,
    routing: event.routing,
    startedAt: at,
  };
}

function changeAttempt(transaction: Transaction, id: Id, change: AttemptChange): Attempt[] {
  assert(
    transaction.attempts.some((attempt) => attempt.id === id),
    'an event names an attempt that does not exist',
    { id },
  );
  return transaction.attempts.map((attempt) =>
    attempt.id === id ? changedAttempt(attempt, change) : attempt,
  );
}

function changedAttempt(attempt: Attempt, { movements: told, memo, ...change }: AttemptChange): Attempt {
  const memos = memo ? [...attempt.memos, memo] : attempt.memos;
  if (told === undefined) return { ...attempt, ...change, memos };
  const merged = mergeMovements(attempt.movements, told);
  assert(merged.ok, 'movements that are written down fit those before', { id: attempt.id });
  return { ...attempt, ...change, memos, movements: merged.value.all };
}

function changeLeg({ id, legs }: Transaction, key: string, change: LegChange): Leg[] {
  assert(
    legs.some((leg) => leg.key === key),
    'an event names a leg that does not exist',
    { id, key },
  );
  return legs.map((leg) => (leg.key === key ? { ...leg, ...change } : leg));
}

/** An act by a key that is there already was asked for before, and this is the second person's word. */
function addAct(
  acts: readonly Acted[],
  { key, act, by, isDone }: Extract<TransactionEvent, { type: 'acted' }>,
): Acted[] {
  const first = acts.find((one) => one.key === key);
  if (!first) return [...acts, { key, act, by, confirmedBy: null, isDone }];
  return acts.map((one) => (one === first ? { ...one, confirmedBy: by, isDone } : one));
}
