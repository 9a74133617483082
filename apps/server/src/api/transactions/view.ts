import type { Calendars } from '@diboas/calendars';
import { formatInstant, type Instant, referenceOfId, unreachable } from '@diboas/kernel';
import { explorerLink, isChainNetwork, type NetworkChain } from '@diboas/networks';
import {
  feeWaitOf,
  liveAttempt,
  type Milestone,
  originalOf,
  parentOf,
  type Transaction,
} from '@diboas/orchestration';
import type { PersonState, TransactionSummary, TransactionView } from '@diboas/protocol';
import { methodOf, placesOf } from '../money/places.ts';
import { showMoney } from '../money/view.ts';
import { showEstimate } from '../quotes/estimate.ts';
import { showTraded } from '../quotes/trade.ts';
import {
  operationOf,
  type ProviderName,
  providerOf,
  showNet,
  showPrice,
  showProvider,
  showReceive,
} from '../quotes/view.ts';
import { showCompensation } from './compensation.ts';
import { showLegAt, showLegs } from './legs.ts';
import { isEnded, lateAtOf, personStateOf, whereaboutsOf } from './person-state.ts';
import { stepsOf } from './progress.ts';
import { showReceipt } from './receipt.ts';
import { undoneOf } from './undone.ts';

export interface ViewOptions {
  readonly now: Instant;
  /** By which days of banks are counted. */
  readonly calendars: Calendars;
  readonly providerName: ProviderName;
  /** Which of each network’s chains its explorer is asked about. */
  readonly chain: NetworkChain;
}

/** A transaction as screens see it. Pure: only `delayed` depends on `now`. */
export function showTransaction(transaction: Transaction, options: ViewOptions): TransactionView {
  return {
    ...showSummary(transaction, options),
    pay: showPrice(transaction.terms.price),
    receive: showReceive(transaction.terms.receive),
    legs: showLegs(transaction),
    steps: stepsOf(transaction),
    attempts: transaction.attempts.map((attempt) => ({
      number: attempt.number,
      provider: attempt.provider,
      reference: attempt.reference,
      state: attempt.state,
      startedAt: formatInstant(attempt.startedAt),
    })),
    history: firstOfEach(transaction.history).map(({ status, activity, at }) => ({
      status,
      activity,
      at: formatInstant(at),
    })),
  };
}

/** A transaction as a row of a list tells of it. */
export function showSummary(
  transaction: Transaction,
  { now, calendars, providerName, chain }: ViewOptions,
): TransactionSummary {
  const { terms, failure, due, wait } = transaction;
  const provider = transaction.attempts.at(-1)?.provider ?? providerOf(terms);
  const state = personStateOf(transaction, { now, calendars });
  const ended = isEnded(state);
  const confirmed = { soonest: transaction.createdAt, last: transaction.createdAt };
  return {
    id: transaction.id,
    reference: referenceOfId(transaction.id),
    version: transaction.version,
    seq: transaction.seq,
    operation: operationOf(transaction.operation),
    confirmations: ended ? null : (transaction.attempts.at(-1)?.progress ?? null),
    explorer: showExplorer(transaction, chain),
    method: methodOf(terms.method),
    ...placesOf(terms),
    note: terms.letter?.note ?? null,
    claimUntil: wait?.for === 'recipient' ? formatInstant(wait.until) : null,
    waits: showWaits(wait) ?? showFeeWait(transaction) ?? showOwed(transaction, { ended, calendars }),
    parent: parentOf(terms),
    // What a position earned follows from it and takes nothing back.
    reverses: transaction.operation === 'YIELD' ? null : originalOf(terms),
    reversedBy: undoneOf(transaction)?.by ?? null,
    status: transaction.status,
    activity: transaction.activity,
    state,
    where: whereaboutsOf(transaction, state),
    ended,
    pay: { amount: showMoney(terms.price.amount), total: showMoney(terms.price.total) },
    receive: showNet(terms.receive),
    trade: showTraded(transaction),
    leg: showLegAt(transaction),
    arrived: showArrived(transaction, ended),
    ...(arrivedAsAnother(transaction, state) ? { arrivedAsAnother: true } : {}),
    estimate: showEstimate(terms.estimate, calendars, confirmed),
    lateAt: state === 'processing' ? formatInstant(lateAtOf(transaction, calendars)) : null,
    provider: showProvider(provider, providerName),
    action: showAction(transaction, state),
    failure: failure === null || transaction.settlement ? null : { code: failure },
    compensation: showCompensation(transaction, state),
    cancelAskedAt: cancelAskedAt(transaction),
    receipt: ended ? showReceipt(transaction) : null,
    nextCheckAt: due === null ? null : formatInstant(due.at),
    createdAt: formatInstant(transaction.createdAt),
    updatedAt: formatInstant(transaction.updatedAt),
  };
}

/** What of it is there already, where the rest comes later. */
function showArrived({ settlement, terms }: Transaction, ended: boolean): TransactionView['arrived'] {
  return ended || !settlement || terms.trade ? null : showMoney(settlement.credited);
}

/** Whatever else is looked at, of what crosses a difference is something else that arrived than was agreed. */
function arrivedAsAnother({ operation, openItems }: Transaction, state: PersonState): boolean {
  const isDifferent = openItems.some(({ cause }) => cause === 'amount_mismatch');
  return operation === 'BRIDGE' && state === 'under_review' && isDifferent;
}

/** What it waits for before it is sent. Who looks, and at what, is told to nobody. */
function showWaits(wait: Transaction['wait']): TransactionView['waits'] {
  if (wait === null) return null;
  switch (wait.for) {
    case 'recipient':
    case 'offers':
      return null;
    case 'identity':
      return { for: 'identity', until: formatInstant(wait.until) };
    case 'market':
    case 'price':
      return { for: wait.for, until: formatInstant(wait.until) };
    case 'review':
    case 'screening':
      return { for: 'check', until: formatInstant(wait.until) };
    default:
      return unreachable(wait.for);
  }
}

/** Until when its network is waited for to ask less, while nothing of it was sent. */
function showFeeWait(transaction: Transaction): TransactionView['waits'] {
  const { activity, terms, createdAt } = transaction;
  const isPutOff = activity === 'WAITING_FOR_FEE' && liveAttempt(transaction)?.state === 'preparing';
  const wait = isPutOff ? feeWaitOf(terms, createdAt) : null;
  return wait && { for: 'network_fee', until: formatInstant(wait.until) };
}

/** When it was to be on the network that it is owed on, of what has left another one for good. */
function showOwed(
  transaction: Transaction,
  { ended, calendars }: { readonly ended: boolean; readonly calendars: Calendars },
): TransactionView['waits'] {
  const isOwed = transaction.activity === 'MINT_OWED' && !ended;
  return isOwed ? { for: 'mint', until: formatInstant(lateAtOf(transaction, calendars)) } : null;
}

/** Where its transaction on a network can be looked at, once it has a name there. */
function showExplorer(
  { settlement, attempts, terms: { order } }: Transaction,
  chain: NetworkChain,
): TransactionView['explorer'] {
  const { network } = order;
  const moved = attempts.flatMap(({ movements }) => movements);
  const named =
    settlement?.delivered.networkReference ?? moved.find((one) => one.networkReference)?.networkReference;
  // Nobody shows the chains that are made for trying it out.
  if (!named || !isChainNetwork(network) || chain !== 'live') return null;
  return {
    network,
    transaction: named,
    url: explorerLink(network, chain, { what: 'transaction', id: named }),
  };
}

/** What its owner can do for it to go on. */
function showAction({ wait, actionUrl }: Transaction, state: PersonState): TransactionView['action'] {
  if (wait?.for === 'identity') return { kind: 'verify' };
  return state === 'awaiting_you' && actionUrl !== null ? { kind: 'open_url', url: actionUrl } : null;
}

/** When the provider was asked to stop it; null where nobody was asked to. */
function cancelAskedAt({ attempts }: Transaction): string | null {
  const asked = attempts.at(-1)?.cancel;
  return asked ? formatInstant(asked.askedAt) : null;
}

function firstOfEach(history: readonly Milestone[]): Milestone[] {
  return history.filter(
    (milestone, index) => history.findIndex((one) => one.status === milestone.status) === index,
  );
}
