// What transactions and journal entries hold as JSON, read in words of our own and not with the store's code: if that
// were wrong both ways, nothing that it gave us could show it.
import type { Asset, Id, Money, Network } from '@diboas/kernel';
import type {
  Attempt,
  Follower,
  Memo,
  Movement,
  OpenItem,
  Order,
  Settlement,
  Terms,
  Transaction,
  TransactionEvent,
} from '@diboas/orchestration';

type Amount = readonly [Asset, string];

interface KeptSettlement extends Readonly<Record<'credited' | 'fee', Amount>> {
  readonly charged?: Amount;
  /** Asset, units, the network's reference; then where it went, if that is not where the order says. */
  readonly delivered: readonly [Asset, string, (string | null)?, Network?, string?];
  readonly part?: true;
}

/** When the provider was asked to stop it, and whether it was too late. */
type KeptCancel = readonly [number, 1?];

/** What was prepared, encrypted, and what it can be found by. */
type KeptMemo = readonly [string, ...string[]];

/** What is paid, charged at most and delivered; the network and where to. */
type KeptOrder = readonly [Amount, Amount, Amount, Network, string, Network, (Amount | null)?, Amount?];

/** What moved; a zero stands for what is usual. */
type KeptMovement = readonly [
  Movement['kind'],
  string | 0,
  ...Amount,
  Network,
  (string | 0 | null)?,
  (string | null)?,
  (string | null)?,
];

/** The JSON of a transaction: what is missing is nothing, no, or none, or is said by the row or the terms. */
export interface KeptState extends Partial<Pick<Transaction, 'actionUrl' | 'failure'>> {
  readonly openItems?: readonly (readonly [Id, OpenItem['cause']])[];
  readonly followedBy?: readonly (readonly [Id, Follower['operation'], ...Amount])[];
  readonly settlement?: KeptSettlement;
  readonly compensation?: {
    readonly after: number;
    readonly released?: readonly Amount[];
    readonly refunded?: readonly Amount[];
  };
  /** A status that came together with the one before; or with its milliseconds and what was going on, if anything. */
  readonly history: readonly (
    | Transaction['status']
    | readonly [Transaction['status'], number, Transaction['activity']?]
  )[];
  /** Those that are always there, then those that may be missing. The first of the list is number one. */
  readonly attempts?: readonly (Pick<Attempt, 'id' | 'state'> &
    Partial<Omit<Attempt, 'startedAt' | 'number' | 'movements' | 'cancel' | 'memos' | 'order'>> & {
      readonly order?: KeptOrder;
      readonly after?: number;
      readonly cancel?: KeptCancel;
      readonly memos?: readonly KeptMemo[];
      readonly movements?: readonly KeptMovement[];
    })[];
}

export type LifeState = Pick<
  Transaction,
  'actionUrl' | 'settlement' | 'failure' | 'compensation' | 'followedBy' | 'openItems' | 'history'
>;

function amountOf([asset, units]: Amount): Money {
  return { asset, units: BigInt(units) };
}

function settlementOf(kept: KeptSettlement, terms: Terms | null): Settlement {
  const [asset, units, networkReference, network, destination] = kept.delivered;
  const place = {
    network: network ?? terms?.order.network,
    destination: destination ?? terms?.order.destination,
  };
  return {
    charged: kept.charged ? amountOf(kept.charged) : null,
    delivered: {
      ...(place as { network: Network; destination: string }),
      money: amountOf([asset, units]),
      networkReference: networkReference ?? null,
    },
    credited: amountOf(kept.credited),
    fee: amountOf(kept.fee),
    part: kept.part ?? false,
  };
}

export function stateOf(
  kept: KeptState,
  { createdMs, terms }: { createdMs: number; terms: Terms },
): LifeState {
  const { settlement, compensation } = kept;
  let now = createdMs;
  return {
    actionUrl: kept.actionUrl ?? null,
    settlement: settlement ? settlementOf(settlement, terms) : null,
    failure: kept.failure ?? null,
    compensation: compensation
      ? {
          released: (compensation.released ?? []).map(amountOf),
          refunded: (compensation.refunded ?? []).map(amountOf),
          at: createdMs + compensation.after,
        }
      : null,
    followedBy: (kept.followedBy ?? []).map(([id, operation, asset, units]) => ({
      ...{ id, operation },
      money: amountOf([asset, units]),
    })),
    openItems: (kept.openItems ?? []).map(([id, cause]) => ({ id, cause })),
    history: kept.history.map((one) => {
      const [status, afterMs, activity] = typeof one === 'string' ? ([one] as const) : one;
      if (afterMs !== undefined) now = createdMs + afterMs;
      return { status, activity: activity ?? null, at: now };
    }),
  };
}

/** A zero is what is usual: the order's reference, and where the order said. */
function movementOf(
  [kind, id, asset, units, network, destination, networkReference, reason]: KeptMovement,
  usual: { readonly id: string | null; readonly destination: string | null },
): Movement {
  return {
    ...{ kind, network, networkReference: networkReference ?? null, reason: reason ?? null },
    id: id === 0 ? (usual.id ?? '') : id,
    money: amountOf([asset, units]),
    destination: destination === 0 ? usual.destination : (destination ?? null),
  };
}

function orderOf(kept: KeptOrder): Order {
  const [pay, chargeMax, deliver, network, destination, payNetwork, cost, expected] = kept;
  return {
    ...{ pay: amountOf(pay), chargeMax: amountOf(chargeMax), deliver: amountOf(deliver) },
    ...{ network, destination, payNetwork },
    ...(cost ? { networkCost: amountOf(cost) } : {}),
    ...(expected ? { expected: amountOf(expected) } : {}),
  };
}

function memoOf([bytes, ...names]: KeptMemo): Memo {
  return { bytes, names };
}

function cancelOf([askedAt, tooLate]: KeptCancel): Attempt['cancel'] {
  return { askedAt, isTooLate: tooLate === 1 };
}

/** A key that is missing is the attempt's id; a provider and a choice that are missing are those in the terms. */
export function attemptsOf(
  { attempts }: KeptState,
  { createdMs, terms }: { createdMs: number; terms: Terms },
): Attempt[] {
  const nothing = {
    stage: null,
    reference: null,
    rejection: null,
    cancel: null,
    progress: null,
    replacement: null,
    inDoubt: false,
    sends: 1,
    lookups: 0,
    silent: 0,
  };
  return (attempts ?? []).map(
    ({ after, cancel, order: asked, memos = [], movements = [], ...one }, index) => {
      const { provider, routing, order } = terms;
      const usualOnes = { id: one.reference ?? null, destination: order.destination };
      const usual = { ...nothing, number: index + 1, key: one.id, provider, routing };
      return {
        ...{ ...usual, ...one, ...(cancel ? { cancel: cancelOf(cancel) } : {}) },
        order: asked ? orderOf(asked) : null,
        memos: memos.map(memoOf),
        movements: movements.map((moved) => movementOf(moved, usualOnes)),
        startedAt: createdMs + (after ?? 0),
      };
    },
  );
}

/** An event's type, and then these in their order. What is missing at the end is nothing. */
const PARTS = {
  initiated: ['operation', 'customerId'],
  moved: ['to', 'activity'],
  activity_changed: ['activity'],
  attempt_started: ['attemptId', 'provider', 'key', 'routing', 'order'],
  attempt_changed: ['attemptId', 'change'],
  action_changed: ['url'],
  leg_changed: ['key', 'change'],
  waits: ['for', 'until'],
  checked: ['checking'],
  recipient_fixed: ['customerId', 'transactionId'],
  settled: ['settlement'],
  failed: ['code'],
  compensated: ['released', 'refunded'],
  followed: ['id', 'operation', 'asset', 'units'],
  item_opened: ['itemId', 'cause', 'deadline'],
  item_closed: ['itemId', 'by'],
  acted: ['key', 'act', 'by', 'reason', 'evidence', 'isDone'],
  due_set: ['at', 'reason'],
} as const satisfies Record<TransactionEvent['type'], readonly string[]>;

export type KeptEvent = readonly [TransactionEvent['type'], ...unknown[]];

/** The customer is said once, by the row, and a key that is missing is the attempt's id. */
export function eventOf([type, ...values]: KeptEvent, customerId: string): TransactionEvent {
  const parts = Object.fromEntries(PARTS[type].map((name, index) => [name, values[index] ?? null]));
  const event = { type, ...parts } as Record<string, unknown>;
  if (type === 'initiated') event.customerId ??= customerId;
  if (type === 'attempt_started') {
    event.key ??= event.attemptId;
    event.order = event.order ? orderOf(event.order as KeptOrder) : null;
  }
  if (type === 'settled') event.settlement = settlementOf(event.settlement as KeptSettlement, null);
  if (type === 'compensated') {
    event.released = ((event.released ?? []) as readonly Amount[]).map(amountOf);
    event.refunded = ((event.refunded ?? []) as readonly Amount[]).map(amountOf);
  }
  if (type === 'followed') {
    const [id, operation, asset, units] = values as [Id, Follower['operation'], ...Amount];
    return { type, by: { id, operation, money: amountOf([asset, units]) } };
  }
  if (type === 'attempt_changed') {
    const { movements, cancel, memo, ...change } = event.change as {
      readonly memo?: KeptMemo;
      readonly movements?: readonly KeptMovement[];
      readonly cancel?: KeptCancel;
    };
    const learned = movements?.map((moved) => movementOf(moved, { id: null, destination: null }));
    event.change = {
      ...change,
      ...(memo ? { memo: memoOf(memo) } : {}),
      ...(cancel ? { cancel: cancelOf(cancel) } : {}),
      ...(learned ? { movements: learned } : {}),
    };
  }
  if (type === 'recipient_fixed') return { type, recipient: parts as never };
  if (type === 'waits') return { type, wait: event.for === null ? null : (parts as never) };
  if (type === 'due_set') return { type, due: event.at === null ? null : (parts as never) };
  return event as unknown as TransactionEvent;
}
