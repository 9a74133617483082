// What the journal says of a transaction, told by the checker itself: a fold of production's that is wrong would agree with
// itself. It knows no rule: whether an event may happen is for others to say.
import { assert, type Instant, unreachable } from '@diboas/kernel';
import type { Attempt, Movement, Terms, Transaction, TransactionEvent } from '@diboas/orchestration';

interface Place {
  readonly terms: Terms;
  readonly at: Instant;
  readonly seq: number;
}

/** The transaction after one more entry of the journal. */
export function foldEntry(
  before: Transaction | null,
  events: readonly TransactionEvent[],
  place: Place,
): Transaction {
  const { at, seq } = place;
  let now = before ?? blank(place);
  for (const event of events) now = { ...now, ...fold(now, event, place) };
  return { ...now, version: now.version + 1, seq, updatedAt: at };
}

function blank({ terms, at, seq }: Place): Transaction {
  const nothing = { activity: null, actionUrl: null, settlement: null, failure: null, compensation: null };
  return {
    ...{ id: terms.id, customerId: terms.customerId, operation: terms.operation, terms, status: 'INITIATED' },
    ...{
      ...nothing,
      recipient: terms.recipient ?? null,
      wait: null,
      checking: null,
      due: null,
      version: 0,
      seq,
      createdAt: at,
      updatedAt: at,
    },
    ...{ attempts: [], followedBy: [], openItems: [], acts: [] },
    legs: (terms.legs ?? []).map(({ key }) => ({
      ...{ key, state: 'waiting', did: null, doneAs: null, undoId: null, undoTries: 0 },
    })),
    history: [{ status: 'INITIATED', activity: null, at }],
  };
}

/** What of the transaction the event changes. */
function fold(now: Transaction, event: TransactionEvent, { at }: Place): Partial<Transaction> {
  switch (event.type) {
    case 'initiated':
      return { operation: event.operation, customerId: event.customerId };
    case 'moved': {
      const { to: status, activity } = event;
      return { status, activity, history: [...now.history, { status, activity, at }] };
    }
    case 'leg_changed': {
      const { key, change } = event;
      return { legs: now.legs.map((leg) => (leg.key === key ? { ...leg, ...change } : leg)) };
    }
    case 'waits':
      return { wait: event.wait };
    case 'checked':
      return { checking: event.checking };
    case 'recipient_fixed':
      return { recipient: event.recipient };
    case 'activity_changed':
      return { activity: event.activity };
    case 'attempt_started':
      return { attempts: [...now.attempts, begun(now, event, at)] };
    case 'attempt_changed':
      return {
        attempts: now.attempts.map((one) => (one.id === event.attemptId ? changed(one, event.change) : one)),
      };
    case 'action_changed':
      return { actionUrl: event.url };
    case 'settled':
      return { settlement: event.settlement };
    case 'failed':
      return { failure: event.code };
    case 'compensated':
      // Given back once; what is told later is what came back of it elsewhere.
      return {
        compensation: { released: event.released, refunded: event.refunded, at: now.compensation?.at ?? at },
      };
    case 'followed':
      return { followedBy: [...now.followedBy, event.by] };
    case 'item_opened':
      return { openItems: [...now.openItems, { id: event.itemId, cause: event.cause }] };
    case 'item_closed':
      return { openItems: now.openItems.filter(({ id }) => id !== event.itemId) };
    case 'acted':
      return { acts: acted(now, event) };
    case 'due_set':
      return { due: event.due };
    default:
      return unreachable(event);
  }
}

/** The second word on an act is that of who agreed to it. */
function acted(
  { acts }: Transaction,
  { key, act, by, isDone }: Extract<TransactionEvent, { type: 'acted' }>,
): Transaction['acts'] {
  const isNew = acts.every((one) => one.key !== key);
  if (isNew) return [...acts, { key, act, by, confirmedBy: null, isDone }];
  return acts.map((one) => (one.key === key ? { ...one, confirmedBy: by, isDone } : one));
}

function begun(
  { attempts }: Transaction,
  { attemptId, provider, key, routing, order }: Extract<TransactionEvent, { type: 'attempt_started' }>,
  startedAt: Instant,
): Attempt {
  return {
    ...{ id: attemptId, number: attempts.length + 1, provider, key, routing, order, startedAt },
    ...{ state: 'sending', stage: null, inDoubt: false, reference: null, rejection: null, cancel: null },
    progress: null,
    replacement: null,
    ...{ sends: 1, lookups: 0, silent: 0, memos: [], movements: [] },
  };
}

type Change = Extract<TransactionEvent, { type: 'attempt_changed' }>['change'];

function changed(attempt: Attempt, { movements = [], memo, ...change }: Change): Attempt {
  const memos = memo ? [...attempt.memos, memo] : attempt.memos;
  const byName = new Map(attempt.movements.map((one) => [nameOf(one), one]));
  for (const told of movements) {
    const known = byName.get(nameOf(told));
    byName.set(nameOf(told), known ? together(known, told) : told);
  }
  const names = [...byName.keys()].sort();
  const all = names.map((name) => byName.get(name)).filter((one) => one !== undefined);
  return { ...attempt, ...change, memos, movements: all };
}

function nameOf({ kind, id }: Movement): string {
  return `${kind} ${id}`;
}

function together(known: Movement, told: Movement): Movement {
  assert(told.money.asset === known.money.asset, 'a movement is of one asset', { id: known.id });
  return {
    ...known,
    money: told.money.units > known.money.units ? told.money : known.money,
    destination: known.destination ?? told.destination,
    networkReference: known.networkReference ?? told.networkReference,
    reason: known.reason ?? told.reason,
  };
}
