import type { Calendars } from '@diboas/calendars';
import { type Instant, unreachable } from '@diboas/kernel';
import {
  type ItemCause,
  isFinal,
  lateFrom,
  liveAttempt,
  OWN_BOOK,
  type Status,
  type Transaction,
} from '@diboas/orchestration';
import type { PersonState, Whereabouts } from '@diboas/protocol';
import { doneInPart } from './legs.ts';
import { isOutOfOwn, leavesUs } from './own-money.ts';
import { isPaid } from './progress.ts';
import { undoneOf } from './undone.ts';

/** What time it is, and the days of banks. */
export interface ViewClock {
  readonly now: Instant;
  readonly calendars: Calendars;
}

/**
 * What the person is told, from what is known. Total over status, activity, attempts and open items: a new member
 * of any of them does not compile until it is placed here.
 *
 * Three rules come before the status. What was taken back or came back says so, on both sides. What the ledger has posted is
 * completed, even when the success came after we had stopped waiting. And an operator's item that nobody has
 * answered shows as a review, unless the person is told something truer by the state itself.
 */
export function personStateOf(transaction: Transaction, clock: ViewClock): PersonState {
  if (transaction.operation === 'REVERSAL') return 'taken_back';
  if (undoneOf(transaction) !== null || isTakenBackInPart(transaction)) return 'reversed';
  if (transaction.settlement && isFinal(transaction.status))
    return transaction.settlement.part ? 'partly_done' : 'completed';
  if (doneInPart(transaction)) return 'partly_done';
  if (transaction.openItems.some(({ cause }) => isReviewed(cause, transaction.status))) return 'under_review';
  switch (transaction.status) {
    case 'INITIATED':
    case 'VALIDATING':
    case 'BALANCE_RESERVED':
      return beforeProvider(transaction);
    case 'SENT_TO_PROVIDER':
      return atProvider(transaction, clock);
    case 'PROVIDER_PROCESSING':
      return atWork(transaction, clock);
    case 'PROVIDER_COMPLETED':
      // The provider says it is done; the person hears it once our own ledger has posted it.
      return working(transaction, clock);
    case 'PROVIDER_FAILED':
      if (isForMarket(transaction)) return beforeProvider(transaction);
      return isPaid(transaction) && !isOutOfOwn(transaction.terms) ? 'returning' : 'retrying';
    case 'COMPLETED':
      return 'completed';
    case 'FAILED':
      return 'failed_nothing_moved';
    case 'COMPENSATED':
      return afterCompensation(transaction);
    default:
      return unreachable(transaction.status);
  }
}

/** A part of what was done in several was taken back after all of it had ended. */
function isTakenBackInPart({ legs, status }: Transaction): boolean {
  return isFinal(status) && legs.some(({ state }) => state === 'taken_back');
}

/** Where the money is, for each state. What the state alone does not tell is told by the attempts. */
export function whereaboutsOf(transaction: Transaction, state: PersonState): Whereabouts {
  const { terms } = transaction;
  if (terms.provider === OWN_BOOK) return whereInOurBook(transaction, state);
  if (leavesUs(terms)) return whereOnItsWayOut(transaction, state);
  if (terms.trade) return whereInTrade(transaction, state);
  if (isOutOfOwn(terms)) return whereItStaysTheirs(transaction, state);
  if (terms.origin.kind === 'deposit' && !isFinal(transaction.status)) return 'on_the_network';
  switch (state) {
    case 'accepted':
    case 'awaiting_you':
    case 'failed_nothing_moved':
    case 'returned':
    case 'cancelled':
    case 'expired':
    // The payment was undone, so it is where it had come from.
    case 'reversed':
    case 'taken_back':
      return 'with_you';
    case 'declined':
      return transaction.failure === 'not_delivered' ? 'with_provider_or_you' : 'with_you';
    case 'processing':
    case 'cancel_too_late':
    case 'delayed':
    case 'return_failed':
      return 'with_provider';
    case 'awaiting_recipient':
      return 'set_aside';
    case 'unknown':
      return 'with_provider_or_you';
    case 'cancelling':
      return isPaid(transaction) ? 'with_provider' : 'set_aside';
    case 'retrying':
    case 'under_review':
      return whileUnsettled(transaction);
    case 'returning':
      return 'on_its_way_back';
    case 'completed':
    case 'partly_done':
      return 'in_your_balance';
    default:
      return unreachable(state);
  }
}

/** What is held for a trade is the person's, and so is what was traded of it until now. */
function whereInTrade({ status, attempts }: Transaction, state: PersonState): Whereabouts {
  if (isFinal(status) || isEnded(state)) return 'in_your_balance';
  const attempt = attempts.at(-1);
  return attempt?.inDoubt && attempt.stage === null ? 'set_aside_or_sent' : 'set_aside';
}

/** What goes into a strategy, out of one or to another network is the person's all along; somebody has it on the way. */
function whereItStaysTheirs({ status, attempts, legs }: Transaction, state: PersonState): Whereabouts {
  if (isFinal(status) || isEnded(state)) return 'in_your_balance';
  const attempt = attempts.at(-1);
  const isOnTheWay = attempt?.stage === 'working' || legs.some((leg) => leg.state === 'running');
  if (isOnTheWay) return 'with_provider';
  return attempt?.inDoubt ? 'set_aside_or_sent' : 'set_aside';
}

/** What is held for it is the person's until somebody outside has it. */
function whereOnItsWayOut(
  { terms, settlement, status, attempts }: Transaction,
  state: PersonState,
): Whereabouts {
  // What a bank sent back after it had paid it out is the person's again, but for what it cost.
  if (state === 'reversed') return 'in_your_balance';
  if (settlement) return 'with_recipient';
  if (isFinal(status) || isEnded(state)) return 'in_your_balance';
  const attempt = attempts.at(-1);
  if (attempt?.stage === 'working')
    return terms.payee?.kind === 'bank_account' ? 'on_its_way_to_your_bank' : 'on_the_network';
  return attempt?.inDoubt ? 'set_aside_or_sent' : 'set_aside';
}

/** What our own book carries out never leaves us: until it is with somebody else it is the person's, in their balance. */
function whereInOurBook(
  { terms, recipient, settlement, status }: Transaction,
  state: PersonState,
): Whereabouts {
  if (settlement) return recipient ? 'with_recipient' : 'in_your_balance';
  // What somebody else sent and could not be taken is theirs again, and was never here.
  if (terms.origin.kind === 'arrival') return 'with_you';
  return isFinal(status) || isEnded(state) ? 'in_your_balance' : 'set_aside';
}

/** Whether no more changes are expected by themselves. */
export function isEnded(state: PersonState): boolean {
  switch (state) {
    case 'completed':
    case 'partly_done':
    case 'declined':
    case 'failed_nothing_moved':
    case 'returned':
    case 'cancelled':
    case 'expired':
    case 'reversed':
    case 'taken_back':
      return true;
    case 'accepted':
    case 'awaiting_you':
    case 'awaiting_recipient':
    case 'processing':
    case 'cancelling':
    case 'cancel_too_late':
    case 'retrying':
    case 'delayed':
    case 'under_review':
    case 'unknown':
    case 'returning':
    case 'return_failed':
      return false;
    default:
      return unreachable(state);
  }
}

/**
 * Whether the person is told of a review. While the outcome is unknown they are told exactly that, which asks them
 * not to pay again. A provider's silence is over once the transaction ended; the item is then the operator's to
 * close and nothing for the person to wait for.
 */
function isReviewed(cause: ItemCause, status: Status): boolean {
  switch (cause) {
    case 'outcome_unknown':
      return false;
    case 'provider_silent':
    case 'overdue':
      return !isFinal(status);
    // What was agreed has arrived: the rest is not the person's to wait for.
    case 'excess_delivered':
      return false;
    case 'amount_mismatch':
    case 'success_after_failure':
    case 'failure_after_success':
    case 'reversed_after_completion':
    case 'compensation_failed':
      return true;
    // It has a state of its own while it waits, and afterwards there is nothing to wait for.
    case 'compliance_review':
    case 'compliance_denied':
      return false;
    // What failed was one input. Once it has ended all the same, that is the operator's to close.
    case 'input_failed':
      return !isFinal(status);
    default:
      return unreachable(cause);
  }
}

/** Whether it rests for an exchange to open, or for its price, whatever was tried before. */
function isForMarket({ wait }: Transaction): boolean {
  return wait?.for === 'market' || wait?.for === 'price';
}

function beforeProvider({ activity, wait }: Transaction): PersonState {
  if (wait?.for === 'recipient') return 'awaiting_recipient';
  if (wait?.for === 'offers') return 'retrying';
  if (wait?.for === 'market') return 'accepted';
  if (wait?.for === 'identity' || wait?.for === 'price') return 'awaiting_you';
  return activity === 'COMPLIANCE_REVIEW' || activity === 'OPERATOR_REVIEW' ? 'under_review' : 'accepted';
}

function atProvider(transaction: Transaction, clock: ViewClock): PersonState {
  const { activity } = transaction;
  switch (activity) {
    case null:
      return transaction.attempts.length > 1 ? 'retrying' : 'accepted';
    case 'WAITING_FOR_FEE':
      return 'accepted';
    case 'AWAITING_PAYMENT':
    case 'KYC_VERIFICATION':
      return 'awaiting_you';
    case 'RETRYING':
      return 'retrying';
    case 'CONFIRMING_OUTCOME':
      return 'unknown';
    case 'CANCELLING':
      return 'cancelling';
    case 'COMPLIANCE_REVIEW':
    case 'OPERATOR_REVIEW':
      return 'under_review';
    case 'BANK_PROCESSING':
    case 'CLEARING':
    case 'EXCHANGE_PROCESSING':
    case 'ORDER_PLACED':
    case 'ORDER_FILLED':
    case 'SMART_CONTRACT_INTERACTION':
    case 'CHAIN_CONFIRMATION':
    case 'STRATEGY_ACTIVE':
    case 'SPEEDING_UP':
    case 'MINT_OWED':
      return working(transaction, clock);
    default:
      return unreachable(activity);
  }
}

function atWork(transaction: Transaction, clock: ViewClock): PersonState {
  if (transaction.activity === 'OPERATOR_REVIEW') return 'under_review';
  return transaction.activity === 'CANCELLING' ? 'cancelling' : working(transaction, clock);
}

/** The provider is at work. `delayed` once it has taken longer than was told to begin with. */
function working(transaction: Transaction, { now, calendars }: ViewClock): PersonState {
  if (isCancelledTooLate(transaction)) return 'cancel_too_late';
  return now >= lateAtOf(transaction, calendars) ? 'delayed' : 'processing';
}

/** Its owner asked to stop it, and by the provider's word it was too late. */
function isCancelledTooLate(transaction: Transaction): boolean {
  const isAsked = transaction.acts.some(({ act }) => act.kind === 'cancel');
  return isAsked && liveAttempt(transaction)?.cancel?.isTooLate === true;
}

const AT_PROVIDER: readonly Status[] = ['SENT_TO_PROVIDER', 'PROVIDER_PROCESSING'];

/**
 * When a provider that is at work will have taken longer than was told to begin with. Days of banks are counted from the
 * confirmation, as they were told; what takes no bank is counted from when its provider began.
 */
export function lateAtOf({ history, createdAt, terms }: Transaction, calendars: Calendars): Instant {
  const began = history.findLast(({ status }) => AT_PROVIDER.includes(status))?.at ?? createdAt;
  const late = lateFrom(terms.estimate, terms.estimate.banking ? createdAt : began, calendars);
  // What waits for the person's own price is late for nobody.
  return terms.trade?.type === 'limit' ? Math.max(late, terms.trade.goodTill) : late;
}

/** Everything set aside was released. A payment that came after that is being carried out all the same. */
function afterCompensation(transaction: Transaction): PersonState {
  if (liveAttempt(transaction)?.stage === 'working')
    return transaction.failure === 'cancelled' ? 'cancel_too_late' : 'processing';
  // That it could not be delivered promises a return; only the provider's word that it moved is one.
  if (isOutOfOwn(transaction.terms)) return afterNothingLeft(transaction);
  if (transaction.terms.origin.kind === 'deposit') return 'failed_nothing_moved';
  if (isPaid(transaction)) return hasComeBack(transaction) ? 'returned' : 'returning';
  if (transaction.failure === 'not_paid_in_time') return 'expired';
  if (transaction.failure === 'cancelled') return 'cancelled';
  if (transaction.failure === 'not_claimed') return 'returned';
  // While the provider is still asked, its page may yet be paid: nobody is told that this is over for certain.
  return transaction.due === null ? 'failed_nothing_moved' : 'declined';
}

/** What was held is free again. A trade at the person's own price ends by itself at the end of its time. */
function afterNothingLeft({ failure, terms, attempts }: Transaction): PersonState {
  if (failure === 'cancelled') return 'cancelled';
  const isOver = terms.trade?.type === 'limit' && attempts.at(-1)?.rejection === 'lapsed';
  return isOver ? 'expired' : 'returned';
}

function hasComeBack({ compensation }: Transaction): boolean {
  return compensation !== null && compensation.refunded.length > 0;
}

function whileUnsettled(transaction: Transaction): Whereabouts {
  if (isPaid(transaction)) return 'with_provider';
  return liveAttempt(transaction)?.inDoubt ? 'with_provider_or_you' : 'with_you';
}
