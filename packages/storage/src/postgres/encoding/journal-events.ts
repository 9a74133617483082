// The events of a journal entry as text: a JSON list of tuples, each with the event's type first and what is at its
// default left out from the end, so that a person can read it in psql and a step costs few bytes. A written entry
// never changes, because the audit chain seals its text: what is said here about a tuple stays true for ever.
import { type Id, type Instant, unreachable } from '@diboas/kernel';
import type {
  Activity,
  Attempt,
  AttemptChange,
  DueReason,
  FailureCode,
  Follower,
  ItemCause,
  JournalEntry,
  Status,
  TransactionEvent,
  Wait,
} from '@diboas/orchestration';
import { decodeAct, encodeAct, type StoredAct } from './stored-act.ts';
import { decodeCancel, encodeCancel, type StoredCancel } from './stored-cancel.ts';
import { decodeChecking, encodeChecking, type StoredChecking } from './stored-checking.ts';
import { decodeLegChange, encodeLegChange, type StoredLegChange } from './stored-leg.ts';
import { decodeMemo, encodeMemo, type StoredMemo } from './stored-memo.ts';
import {
  decodeMoney,
  decodeSettlement,
  encodeMoney,
  encodeSettlement,
  type StoredMoney,
  type StoredSettlement,
} from './stored-money.ts';
import { decodeMovement, encodeMovement, NOTHING_USUAL, type StoredMovement } from './stored-movement.ts';
import { decodeOrder, encodeOrder, type StoredOrder } from './stored-order.ts';

type StoredChange = Omit<AttemptChange, 'movements' | 'cancel' | 'memo'> & {
  readonly memo?: StoredMemo;
  readonly cancel?: StoredCancel | null;
  readonly movements?: readonly StoredMovement[];
};

type StoredEvent =
  /** The customer is a column of the entry's row, and left out when it is that one. */
  | readonly ['initiated', operation: string, customerId?: string]
  | readonly ['moved', to: Status, activity?: Activity]
  | readonly ['activity_changed', activity?: Activity]
  /** The key is left out, or null, when it is the attempt's id. */
  | readonly [
      'attempt_started',
      attemptId: Id,
      provider: string,
      key?: string | null,
      routing?: Attempt['routing'],
      /** Left out where the terms have it. */
      order?: StoredOrder,
    ]
  | readonly ['attempt_changed', attemptId: Id, change: StoredChange]
  | readonly ['leg_changed', key: string, change: StoredLegChange]
  | readonly ['action_changed', url?: string]
  | readonly ['recipient_fixed', customerId: string, transactionId: Id]
  | readonly ['waits', wait?: Wait['for'], until?: Instant]
  | readonly ['checked', checking: StoredChecking]
  | readonly ['settled', settlement: StoredSettlement]
  | readonly ['failed', code: FailureCode]
  | readonly ['compensated', released: readonly StoredMoney[], refunded?: readonly StoredMoney[]]
  | readonly ['followed', by: Id, operation: Follower['operation'], ...StoredMoney]
  | readonly ['item_opened', itemId: Id, cause: ItemCause, deadline: Instant]
  | readonly ['item_closed', itemId: Id, by: string]
  | readonly [
      'acted',
      key: string,
      act: StoredAct,
      by: string,
      reason: string,
      evidence: string | null,
      isDone: boolean,
    ]
  | readonly ['due_set', at?: Instant, reason?: DueReason];

export function encodeEvents({ customerId, events }: Pick<JournalEntry, 'customerId' | 'events'>): string {
  return JSON.stringify(events.map((event) => encodeEvent(event, customerId)));
}

function encodeEvent(event: TransactionEvent, customerId: string): StoredEvent {
  const { type } = event;
  switch (type) {
    case 'initiated':
      return event.customerId === customerId
        ? [type, event.operation]
        : [type, event.operation, event.customerId];
    case 'moved':
      return event.activity === null ? [type, event.to] : [type, event.to, event.activity];
    case 'activity_changed':
      return event.activity === null ? [type] : [type, event.activity];
    case 'attempt_started':
      return encodeStart(event);
    case 'attempt_changed':
      return [type, event.attemptId, encodeChange(event.change)];
    case 'leg_changed':
      return [type, event.key, encodeLegChange(event.change)];
    case 'action_changed':
      return event.url === null ? [type] : [type, event.url];
    case 'recipient_fixed':
      return [type, event.recipient.customerId, event.recipient.transactionId];
    case 'waits':
      return event.wait === null ? [type] : [type, event.wait.for, event.wait.until];
    case 'checked':
      return [type, encodeChecking(event.checking)];
    case 'settled':
      return [type, encodeSettlement(event.settlement, null)];
    case 'failed':
      return [type, event.code];
    case 'compensated':
      return event.refunded.length === 0
        ? [type, event.released.map(encodeMoney)]
        : [type, event.released.map(encodeMoney), event.refunded.map(encodeMoney)];
    case 'followed':
      return [type, event.by.id, event.by.operation, ...encodeMoney(event.by.money)];
    case 'item_opened':
      return [type, event.itemId, event.cause, event.deadline];
    case 'item_closed':
      return [type, event.itemId, event.by];
    case 'acted':
      return [type, event.key, encodeAct(event.act), event.by, event.reason, event.evidence, event.isDone];
    case 'due_set':
      return event.due === null ? [type] : [type, event.due.at, event.due.reason];
    default:
      return unreachable(type);
  }
}

type AttemptStarted = Extract<TransactionEvent, { type: 'attempt_started' }>;

function encodeStart({ type, attemptId, provider, key, routing, order }: AttemptStarted): StoredEvent {
  const ownKey = key === attemptId ? null : key;
  if (order !== null) return [type, attemptId, provider, ownKey, routing, encodeOrder(order)];
  if (routing !== null) return [type, attemptId, provider, ownKey, routing];
  return ownKey === null ? [type, attemptId, provider] : [type, attemptId, provider, ownKey];
}

function encodeChange({ movements, cancel, memo, ...change }: AttemptChange): StoredChange {
  return {
    ...change,
    ...(memo ? { memo: encodeMemo(memo) } : {}),
    ...(cancel === undefined ? {} : { cancel: cancel && encodeCancel(cancel) }),
    ...(movements ? { movements: movements.map((one) => encodeMovement(one, NOTHING_USUAL)) } : {}),
  };
}

function decodeChange({ movements, cancel, memo, ...change }: StoredChange): AttemptChange {
  return {
    ...change,
    ...(memo ? { memo: decodeMemo(memo) } : {}),
    ...(cancel === undefined ? {} : { cancel: cancel && decodeCancel(cancel) }),
    ...(movements ? { movements: movements.map((one) => decodeMovement(one, NOTHING_USUAL)) } : {}),
  };
}

/** The events of an entry of this customer. */
export function decodeEvents(text: string, customerId: string): TransactionEvent[] {
  const stored: StoredEvent[] = JSON.parse(text);
  return stored.map((one) => decodeEvent(one, customerId));
}

function decodeEvent(stored: StoredEvent, customerId: string): TransactionEvent {
  switch (stored[0]) {
    case 'initiated':
      return { type: stored[0], operation: stored[1], customerId: stored[2] ?? customerId };
    case 'moved':
      return { type: stored[0], to: stored[1], activity: stored[2] ?? null };
    case 'activity_changed':
      return { type: stored[0], activity: stored[1] ?? null };
    case 'attempt_started': {
      const [type, attemptId, provider, key, routing = null, order] = stored;
      const asked = order === undefined ? null : decodeOrder(order);
      return { type, attemptId, provider, key: key ?? attemptId, routing, order: asked };
    }
    case 'attempt_changed':
      return { type: stored[0], attemptId: stored[1], change: decodeChange(stored[2]) };
    case 'leg_changed':
      return { type: stored[0], key: stored[1], change: decodeLegChange(stored[2]) };
    case 'action_changed':
      return { type: stored[0], url: stored[1] ?? null };
    case 'recipient_fixed': {
      const [type, recipientId, transactionId] = stored;
      return { type, recipient: { customerId: recipientId, transactionId } };
    }
    case 'waits': {
      const [type, waitsFor, until] = stored;
      const wait = waitsFor === undefined || until === undefined ? null : { for: waitsFor, until };
      return { type, wait };
    }
    case 'settled':
      return { type: stored[0], settlement: decodeSettlement(stored[1], null) };
    case 'checked':
      return { type: stored[0], checking: decodeChecking(stored[1]) };
    case 'failed':
      return { type: stored[0], code: stored[1] };
    case 'compensated': {
      const [type, released, refunded = []] = stored;
      return { type, released: released.map(decodeMoney), refunded: refunded.map(decodeMoney) };
    }
    case 'followed': {
      const [type, by, operation, ...amount] = stored;
      return { type, by: { id: by, operation, money: decodeMoney(amount) } };
    }
    case 'item_opened':
      return { type: stored[0], itemId: stored[1], cause: stored[2], deadline: stored[3] };
    case 'item_closed':
      return { type: stored[0], itemId: stored[1], by: stored[2] };
    case 'acted': {
      const [type, key, act, by, reason, evidence, isDone] = stored;
      return { type, key, act: decodeAct(act), by, reason, evidence, isDone };
    }
    case 'due_set': {
      const [type, at, reason] = stored;
      return { type, due: at === undefined || reason === undefined ? null : { at, reason } };
    }
    default:
      return unreachable(stored);
  }
}
