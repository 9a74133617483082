// Any transaction and any event there can be, for tests of how they are kept. More than the engine ever makes: what is
// kept must come back whatever it is.
import { ASSETS, type Asset, type Money, NETWORKS, UNITS_MAX } from '@diboas/kernel';
import { type AccountKey, type AccountKind, type Hold, SYSTEM_OWNER } from '@diboas/ledger';
import {
  type Act,
  type Acted,
  type Activity,
  type Attempt,
  type AttemptChange,
  type AttemptState,
  CHECKS,
  type Checking,
  type Compensation,
  type DueReason,
  type FailureCode,
  type Finding,
  type Follower,
  type HeldTransaction,
  type ItemCause,
  type Leg,
  type LegChange,
  type LegState,
  type Memo,
  type Milestone,
  type Movement,
  mergeMovements,
  type Order,
  type Origin,
  type Recipient,
  type RejectionCode,
  type RoutingExplanation,
  type Screened,
  type Settlement,
  STATUSES,
  type Terms,
  type ToldReason,
  type Transaction,
  type TransactionEvent,
  type Wait,
} from '@diboas/orchestration';
import fc from 'fast-check';

/** Objects as the code makes them: without this, some would have no prototype. */
function record<Model>(model: { [Key in keyof Model]: fc.Arbitrary<Model[Key]> }): fc.Arbitrary<Model> {
  return fc.record(model, { noNullPrototype: true });
}

/** Few ids, so that the same one often stands in two places, and what is usual is met as often as what is not. */
export const CUSTOMER = '01a22047-df8c-7058-bc59-76b8bf8ae364';
const id = fc.oneof(fc.constant(CUSTOMER), fc.uuid());
const text = fc.string({ unit: 'binary' });
const instant = fc.integer({ min: 0, max: 4_000_000_000_000 });
const asset = fc.constantFrom(...(Object.keys(ASSETS) as Asset[]));
const network = fc.constantFrom(...NETWORKS);
const destination = fc.oneof(fc.constantFrom('here', 'there'), text);
const activity = fc.option(fc.constantFrom<Activity>('AWAITING_PAYMENT', 'CLEARING', 'OPERATOR_REVIEW'));
const status = fc.constantFrom(...STATUSES);
const failure = fc.constantFrom<FailureCode>(
  'declined_by_provider',
  'not_paid_in_time',
  'refused_by_rules',
  'recipient_cannot_receive',
);
const cause = fc.constantFrom<ItemCause>('outcome_unknown', 'amount_mismatch', 'provider_silent');
const dueReason = fc.constantFrom<DueReason>(
  'submission_unanswered',
  'resend',
  'lookup',
  'operator_deadline',
  'asked',
  'wait_over',
  'offers',
  'undo',
);
const count = fc.nat(3);
const recipient = record<Recipient>({ customerId: id, transactionId: id });
const wait = fc.option(record<Wait>({ for: fc.constantFrom('recipient', 'offers'), until: instant }));

const money: fc.Arbitrary<Money> = record({
  asset,
  units: fc.bigInt({ min: -UNITS_MAX, max: UNITS_MAX }),
});
const order: fc.Arbitrary<Order> = record({
  pay: money,
  payNetwork: network,
  deliver: money,
  network,
  destination,
  chargeMax: money,
  networkCost: money,
  expected: money,
});
const amounts = fc.array(money, { maxLength: 2 });

const settlement: fc.Arbitrary<Settlement> = record({
  charged: fc.option(money),
  delivered: record({ money, network, destination, networkReference: fc.option(text) }),
  credited: money,
  fee: money,
  part: fc.boolean(),
});

const movement: fc.Arbitrary<Movement> = record({
  kind: fc.constantFrom('taken', 'given', 'returned', 'taken_back', 'earned', 'spent'),
  id: text,
  money,
  network,
  destination: fc.option(destination),
  networkReference: fc.option(text),
  reason: fc.option(text),
});

/** Each name once, in the order in which an attempt has them. */
const movements = fc.array(movement, { maxLength: 3 }).map((some) => {
  const merged = mergeMovements([], some);
  return merged.ok ? merged.value.all : some.slice(0, 1);
});

const routing: fc.Arbitrary<RoutingExplanation> = record({
  reason: fc.constantFrom('best_score', 'failover'),
  ranked: fc.constant([]),
  left_out: fc.array(record({ provider: text, why: fc.constant('breaker_open') }), { maxLength: 1 }),
  after: fc.option(text),
});

const progress = {
  state: fc.constantFrom<AttemptState>(
    'preparing',
    'sending',
    'unknown',
    'accepted',
    'succeeded',
    'rejected',
  ),
  stage: fc.option(fc.constantFrom('open', 'working')),
  inDoubt: fc.boolean(),
  reference: fc.option(text),
  sends: count,
  lookups: count,
  silent: count,
  rejection: fc.option(fc.constantFrom<RejectionCode>('declined', 'price_changed', 'other')),
  cancel: fc.option(record({ askedAt: instant, isTooLate: fc.boolean() })),
  progress: fc.option(
    fc.oneof(
      record({ have: count, want: count }),
      record({ have: fc.constant(0), want: count, outbid: fc.constant(true as const) }),
    ),
  ),
  replacement: fc.option(record({ askedAt: instant, times: count })),
  movements,
};
const memo: fc.Arbitrary<Memo> = record({ bytes: text, names: fc.array(text, { maxLength: 2 }) });
const follower: fc.Arbitrary<Follower> = record({
  id,
  operation: fc.constantFrom('REVERSAL', 'RETURN', 'YIELD'),
  money,
});

const act: fc.Arbitrary<Act> = fc.oneof(
  record({ kind: fc.constant('close_item'), cause }),
  record({ kind: fc.constantFrom('cancel', 'ask_again', 'send_again', 'give_back') }),
  record({ kind: fc.constant('accept_difference'), charged: money, delivered: money }),
);

const acted: fc.Arbitrary<Acted> = record({
  key: text,
  act,
  by: text,
  confirmedBy: fc.option(text),
  isDone: fc.boolean(),
});

const legProgress = {
  state: fc.constantFrom<LegState>('waiting', 'running', 'done', 'failed', 'undoing', 'undone'),
  did: fc.option(settlement),
  doneAs: fc.option(count),
  undoId: fc.option(id),
  undoTries: count,
};
const leg: fc.Arbitrary<Leg> = record({ key: text, ...legProgress });
const legChange: fc.Arbitrary<LegChange> = fc.record(legProgress, {
  requiredKeys: [],
  noNullPrototype: true,
});

const change: fc.Arbitrary<AttemptChange> = fc.record(
  { ...progress, memo },
  { requiredKeys: [], noNullPrototype: true },
);

const checking: fc.Arbitrary<Checking> = record({
  rules: text,
  findings: fc.array(
    record({
      check: fc.constantFrom(...CHECKS),
      verdict: fc.constantFrom<Finding['verdict']>('deny', 'identity', 'review', 'screen'),
      told: fc.option(fc.constantFrom<ToldReason>('over_limit', 'identity_needed', 'identity_refused')),
      words: text,
    }),
    { maxLength: 3 },
  ),
  passed: fc.uniqueArray(fc.constantFrom(...CHECKS), { maxLength: 3 }),
  screened: fc.option(
    record({
      result: fc.constantFrom<Screened['result']>('clear', 'elevated', 'sanctioned'),
      ...{ by: text, lists: text, words: text, at: instant },
    }),
  ),
});

type EventOf<Type extends TransactionEvent['type']> = Extract<TransactionEvent, { type: Type }>;

/** One of each: a new event does not compile until it is here. */
const EVENTS: { readonly [Type in TransactionEvent['type']]: fc.Arbitrary<EventOf<Type>> } = {
  initiated: record({ type: fc.constant('initiated'), operation: text, customerId: id }),
  moved: record({ type: fc.constant('moved'), to: status, activity }),
  activity_changed: record({ type: fc.constant('activity_changed'), activity }),
  attempt_started: record({
    type: fc.constant('attempt_started'),
    attemptId: id,
    provider: text,
    key: fc.oneof(id, text),
    routing: fc.option(routing),
    order: fc.option(order),
  }),
  attempt_changed: record({ type: fc.constant('attempt_changed'), attemptId: id, change }),
  action_changed: record({ type: fc.constant('action_changed'), url: fc.option(text) }),
  leg_changed: record({ type: fc.constant('leg_changed'), key: text, change: legChange }),
  checked: record({ type: fc.constant('checked'), checking }),
  waits: record({ type: fc.constant('waits'), wait }),
  recipient_fixed: record({ type: fc.constant('recipient_fixed'), recipient }),
  settled: record({ type: fc.constant('settled'), settlement }),
  failed: record({ type: fc.constant('failed'), code: failure }),
  compensated: record({ type: fc.constant('compensated'), released: amounts, refunded: amounts }),
  followed: record({ type: fc.constant('followed'), by: follower }),
  item_opened: record({ type: fc.constant('item_opened'), itemId: id, cause, deadline: instant }),
  item_closed: record({ type: fc.constant('item_closed'), itemId: id, by: text }),
  acted: record({
    type: fc.constant('acted'),
    key: text,
    act,
    by: text,
    reason: text,
    evidence: fc.option(text),
    isDone: fc.boolean(),
  }),
  due_set: record({
    type: fc.constant('due_set'),
    due: fc.option(record({ at: instant, reason: dueReason })),
  }),
};

export const anyEvent: fc.Arbitrary<TransactionEvent> = fc.oneof(...Object.values(EVENTS));

const accountKind = fc.constantFrom<AccountKind>(
  ...(['BANKING', 'DEFI', 'DEFI:steady-yield', 'CLEARING:northpay', 'FEE_REVENUE'] as const),
);
const owner = fc.oneof(fc.constantFrom(CUSTOMER, SYSTEM_OWNER), fc.uuid());

function anyHold(transactionId: string): fc.Arbitrary<Hold> {
  const side = record({ owner, kind: accountKind });
  const unit = record({ asset, network });
  return record({ id, debit: side, credit: side, unit, amount: fc.bigInt({ min: 1n, max: UNITS_MAX }) }).map(
    ({ debit, credit, unit: both, ...rest }): Hold => {
      const [from, to]: AccountKey[] = [
        { ...debit, ...both },
        { ...credit, ...both },
      ] as const;
      return { ...rest, transactionId, debit: from, credit: to };
    },
  );
}

const origin: fc.Arbitrary<Origin> = fc.oneof(
  record({ kind: fc.constant('quote') }),
  record({ kind: fc.constant('follow_up'), of: id }),
  record({ kind: fc.constant('arrival'), sentBy: id }),
  record({ kind: fc.constant('recurring'), rule: id, number: fc.nat() }),
  record({ kind: fc.constantFrom('leg', 'undo'), parentId: id, key: text }),
);

const anyTerms: fc.Arbitrary<Terms> = record({
  id,
  routing: fc.option(routing),
  origin,
  network,
  destination,
  money,
  at: instant,
}).map(({ money: pay, at, network: where, destination: to, ...rest }) => ({
  ...rest,
  customerId: CUSTOMER,
  operation: 'ADD_FUNDS',
  method: 'card',
  provider: 'northpay',
  price: { amount: pay, fees: [], total: pay },
  receive: { money: pay, network: where },
  order: { pay, payNetwork: where, deliver: pay, network: where, destination: to, chargeMax: pay },
  alternatives: [],
  estimate: { fromSeconds: 60, toSeconds: 600, source: 'provider' },
  createdAt: at,
  expiresAt: at + 1,
}));

function anyAttempt(terms: Terms, moment: fc.Arbitrary<number>): fc.Arbitrary<Omit<Attempt, 'number'>> {
  return record({
    ...progress,
    memos: fc.array(memo, { maxLength: 2 }),
    id,
    ownKey: fc.option(text),
    provider: fc.oneof(fc.constantFrom('northpay', 'bluepay'), text),
    routing: fc.oneof(fc.constant(terms.routing), fc.option(routing)),
    order: fc.option(order),
    startedAt: moment,
  }).map(({ ownKey, ...rest }) => ({ ...rest, key: ownKey ?? rest.id }));
}

/** A transaction of any terms, which has been through anything, with any holds. */
export const anyHeldTransaction: fc.Arbitrary<HeldTransaction> = record({
  terms: anyTerms,
  createdAt: instant,
}).chain(({ terms, createdAt }) => {
  const moment = fc.oneof(fc.constantFrom(createdAt, createdAt + 1_500), instant);
  const milestone: fc.Arbitrary<Milestone> = record({ status, activity, at: moment });
  const compensation: fc.Arbitrary<Compensation> = record({
    released: amounts,
    refunded: amounts,
    at: moment,
  });
  const transaction: fc.Arbitrary<Transaction> = record({
    id: fc.constant(terms.id),
    customerId: fc.constant(terms.customerId),
    operation: fc.constant(terms.operation),
    terms: fc.constant(terms),
    status,
    activity,
    version: count,
    seq: count,
    attempts: fc
      .array(anyAttempt(terms, moment), { maxLength: 3 })
      .map((list) => list.map((one, index) => ({ ...one, number: index + 1 }))),
    actionUrl: fc.option(text),
    recipient: terms.recipient ? fc.constant(terms.recipient) : fc.option(recipient),
    legs: fc.array(leg, { maxLength: 2 }),
    wait,
    checking: fc.option(checking),
    settlement: fc.option(settlementAround(terms)),
    failure: fc.option(failure),
    compensation: fc.option(compensation),
    followedBy: fc.array(follower, { maxLength: 2 }),
    openItems: fc.array(record({ id, cause }), { maxLength: 2 }),
    acts: fc.array(acted, { maxLength: 2 }),
    history: fc.array(milestone, { minLength: 1, maxLength: 8 }),
    due: fc.option(record({ at: instant, reason: dueReason })),
    createdAt: fc.constant(createdAt),
    updatedAt: instant,
  });
  return record({ transaction, holds: fc.array(anyHold(terms.id), { maxLength: 2 }) });
});

/** Delivered where the order says, or on that network, or anywhere. */
function settlementAround({ order }: Terms): fc.Arbitrary<Settlement> {
  const { network: where, destination: to } = order;
  return fc.oneof(
    settlement,
    settlement.map((one) => ({ ...one, delivered: { ...one.delivered, network: where } })),
    settlement.map((one) => ({ ...one, delivered: { ...one.delivered, network: where, destination: to } })),
  );
}
