import type { PersonState, TransactionSummary } from '@diboas/protocol';
import { isZero } from '../money/money-text.ts';
import type { MoneyText } from '../money/use-money-text.ts';
import { estimateText } from '../time/estimate-text.ts';
import { formatDay } from '../time/format-time.ts';
import { momentPhrase } from '../time/moment-phrase.ts';
import type { Text } from '../words/text.ts';
import { ownId } from './own-id.ts';
import { addressIn, networkName, placeText } from './place-text.ts';
import { chargedOf, deliveredOf } from './settled.ts';

/** The four things that every state tells, in this order (R43). */
export const PARTS = ['happened', 'where', 'next', 'act'] as const;
export type Part = (typeof PARTS)[number];

export interface StateText extends Record<Part, string> {
  readonly title: string;
}

/** Who may be asked to try once more: only where it is sure that no money is under way. */
export const CAN_START_AGAIN: Record<PersonState, boolean> = {
  accepted: false,
  awaiting_you: false,
  awaiting_recipient: false,
  processing: false,
  retrying: false,
  delayed: false,
  under_review: false,
  unknown: false,
  completed: false,
  partly_done: false,
  failed_nothing_moved: true,
  declined: true,
  returning: false,
  returned: true,
  return_failed: false,
  cancelled: true,
  cancelling: false,
  cancel_too_late: false,
  expired: true,
  reversed: false,
  taken_back: false,
};

/** Where its owner may still stop it, as far as a screen can tell: the server has the word. */
const CAN_CANCEL: ReadonlySet<PersonState> = new Set(['awaiting_you', 'awaiting_recipient']);

/** A trade at the person's own price waits at its venue until that is paid, and may be let go of meanwhile. */
export function canCancel({ state, trade, waits, cancelAskedAt }: TransactionSummary): boolean {
  // What was only taken in waits for its exchange or for a lower fee, and nobody has it yet.
  if (CAN_CANCEL.has(state) || (waits && state === 'accepted')) return true;
  const rests = trade?.order.type === 'limit' && (state === 'processing' || state === 'delayed');
  return rests && cancelAskedAt === null;
}

/** How figures and times are written, and what time it is. */
export interface StateContext {
  readonly region: string;
  readonly now: number;
  readonly money: MoneyText;
}

/** What a transaction says to its owner now. Where the money is comes from the server and never from the state's name. */
export function stateText(transaction: TransactionSummary, t: Text, context: StateContext): StateText {
  const values = valuesOf(transaction, t, context);
  const say = (general: string): string => t(ownId(t, transaction, general), values);
  if (transaction.waits) return waitText(transaction.waits.for, transaction, say);
  return {
    title: say(transaction.arrivedAsAnother ? 'another.title' : `state.${transaction.state}.title`),
    happened: say(happenedId(transaction)),
    where: say(`where.${whereId(transaction)}`),
    next: say(nextId(transaction, context.now)),
    act: say(actId(transaction)),
  };
}

/** What waits for something says so, whatever operation it is of. */
function waitText(
  waitsFor: NonNullable<TransactionSummary['waits']>['for'],
  { where }: TransactionSummary,
  say: (general: string) => string,
): StateText {
  return {
    title: say(`waits.${waitsFor}.title`),
    happened: say(`waits.${waitsFor}.happened`),
    where: say(`where.${where}`),
    next: say(`waits.${waitsFor}.next`),
    act: say(`waits.${waitsFor}.act`),
  };
}

/** What the report of the compensation names goes before the general sentence, so that both say the same. */
function actId({ state, action, compensation }: TransactionSummary): string {
  if (state === 'awaiting_you' && !action) return 'state.awaiting_you.act.waiting';
  return compensation && CAN_START_AGAIN[state]
    ? `compensation.act.${compensation.next}`
    : `state.${state}.act`;
}

/** Whether its provider is at work, in time or not. */
function isOnItsWay(state: PersonState): boolean {
  return state === 'processing' || state === 'delayed';
}

/** Where the cause is known, it is told instead of the general sentence. */
function happenedId({ state, failure, trade, arrived, arrivedAsAnother }: TransactionSummary): string {
  if (arrivedAsAnother) return 'another.happened';
  if (arrived && isOnItsWay(state)) return 'arrived.happened';
  if (state === 'processing' && trade) {
    const { type } = trade.order;
    return trade.filled ? `trade.happened.${type}.part` : `trade.happened.${type}`;
  }
  const told: readonly PersonState[] = ['failed_nothing_moved', 'declined', 'returning'];
  return failure && told.includes(state) ? `failure.${failure.code}` : `state.${state}.happened`;
}

/** Besides trades, what is the person's before and after: in a balance, in a strategy, on another network. */
const STAYS_THEIRS: readonly TransactionSummary['operation'][] = [
  'START_STRATEGY',
  'STOP_STRATEGY',
  'BRIDGE',
  'JOURNEY',
  'YIELD',
];

/**
 * Money that came back is with its owner like money that never left, but must not be told the same way; and while
 * somebody may be paying at this moment, we know only what the provider has told us.
 */
function whereId({ state, where, receipt, trade, operation, ...more }: TransactionSummary): string {
  const { arrived, arrivedAsAnother } = more;
  if (arrivedAsAnother) return 'another';
  if (arrived && isOnItsWay(state)) return 'arrived';
  const staysTheirs = trade !== null || STAYS_THEIRS.includes(operation);
  if (staysTheirs && where === 'in_your_balance') return receipt?.delivered ? 'traded' : 'not_traded';
  const told: readonly PersonState[] = ['awaiting_you', 'declined', 'returned', 'reversed', 'taken_back'];
  // What came back after it had arrived is told with how much of it did.
  if (receipt?.cameBack && state === 'reversed') return state;
  // A page that was cancelled may still be open, like one whose payment failed.
  if (where === 'with_you' && state === 'cancelled') return 'declined';
  return where === 'with_you' && told.includes(state) ? state : where;
}

/**
 * A time that nobody knows, or that has passed, is left out of the sentence rather than promised. What did not come back with
 * the rest is told of.
 */
function nextId({ state, nextCheckAt, receipt, arrived }: TransactionSummary, now: number): string {
  if (arrived && isOnItsWay(state)) return 'arrived.next';
  const kept = receipt?.cameBack?.kept;
  if (state === 'reversed' && kept && !isZero(kept.amount)) return `state.${state}.next.kept`;
  const timed: readonly PersonState[] = ['retrying', 'delayed', 'under_review', 'unknown', 'return_failed'];
  const isAhead = nextCheckAt !== null && Date.parse(nextCheckAt) > now;
  return timed.includes(state) && !isAhead ? `state.${state}.next.untimed` : `state.${state}.next`;
}

function valuesOf(transaction: TransactionSummary, t: Text, { region, now, money }: StateContext) {
  const {
    pay,
    provider,
    estimate,
    nextCheckAt,
    updatedAt,
    claimUntil,
    waits,
    from,
    to,
    compensation,
    cancelAskedAt,
    receipt,
    arrived,
    leg,
  } = transaction;
  const { cameBack } = receipt ?? {};
  const outside = addressIn(transaction);
  const moment = (instant: string) => momentPhrase(instant, t, { region, now });
  return {
    amount: money(pay.amount),
    total: money(chargedOf(transaction)),
    receive: money(deliveredOf(transaction)),
    back: money(cameBack?.amount ?? pay.amount),
    kept: cameBack?.kept ? money(cameBack.kept) : '',
    provider: provider.name,
    estimate: t(`estimate.${estimate.source}`, {
      estimate: estimateText(estimate, t, region),
      provider: provider.name,
    }),
    check: nextCheckAt ? moment(nextCheckAt) : '',
    at: moment(updatedAt),
    // When the person cancelled; what is heard of it later is another time.
    cancelled: moment(cancelAskedAt ?? compensation?.at ?? updatedAt),
    reference: transaction.reference,
    ...tradeValues(transaction, { region, now, money }),
    arrived: arrived ? money(arrived) : '',
    ...legValues(leg, t),
    from: placeText(from, t),
    to: placeText(to, t),
    network: outside ? networkName(outside.network) : '',
    until: formatDayOr(claimUntil ?? waits?.until ?? null, region),
    opens: waits ? moment(waits.until) : '',
  };
}

/** Of a trade: its price, until when it stands, and what of it was done. */
function tradeValues({ trade }: TransactionSummary, { region, money }: StateContext) {
  const order = trade?.order;
  return {
    expected: trade ? money(trade.expected) : '',
    price: trade ? money(trade.price) : '',
    goodTill: order?.type === 'limit' ? formatDay(order.goodTill, region) : '',
    filledPaid: trade?.filled ? money(trade.filled.paid) : '',
    filledReceived: trade?.filled ? money(trade.filled.received) : '',
  };
}

/** Of what is done in parts: the one that it is at, and from where to where that goes. */
function legValues(leg: TransactionSummary['leg'], t: Text) {
  return {
    number: leg?.number ?? 1,
    of: leg?.of ?? 1,
    legFrom: leg ? placeText(leg.from, t) : '',
    legTo: leg ? placeText(leg.to, t) : '',
  };
}

function formatDayOr(instant: string | null, region: string): string {
  return instant === null ? '' : formatDay(instant, region);
}
