// What its owner and operators do to a transaction. Each act either leaves a transaction that the engine goes on with, or ends
// one of which somebody proved that its order was never carried out: no act books money by itself, for that a provider's word
// is needed.
import { mark, unreachable } from '@diboas/kernel';
import { isCustomerAccount } from '@diboas/ledger';
import { OWN_BOOK, type Terms } from '../agreement/terms.ts';
import type { AttemptScene, Decision, Facts } from '../decision/decision.ts';
import type { ActInput, ActRefusal } from '../decision/input.ts';
import { change, closeItems, lookUpLater, show, stop, wake } from '../decision/verbs.ts';
import { type Act, needsTwo } from '../transaction/act.ts';
import { type ItemCause, isAskedFor } from '../transaction/item.ts';
import { isFinal } from '../transaction/status.ts';
import { type Attempt, followedAttempt, liveAttempt, type Transaction } from '../transaction/transaction.ts';
import { checkAgain, failHeld, isForChecks } from './checking.ts';
import { endAttempt, giveUpWaiting } from './end-attempt.ts';
import { giveUpUnsent } from './go-on.ts';
import { isKeyRemembered } from './sending.ts';

/** What an item of these causes asks is answered by the transaction's end only. */
const ABOUT_THE_WAY: readonly ItemCause[] = [
  'outcome_unknown',
  'provider_silent',
  'overdue',
  'amount_mismatch',
];

interface Asked {
  readonly input: ActInput;
  readonly facts: Facts;
}

/** Why the act does not fit the transaction as it is; null when it does. */
export function refusalOfAct(transaction: Transaction, { input, facts }: Asked): ActRefusal | null {
  const { act: asked, evidence } = input;
  const ended = isFinal(transaction.status);
  const attempt = ended ? followedAttempt(transaction) : liveAttempt(transaction);
  switch (asked.kind) {
    case 'cancel':
      return refusalOfCancelling(transaction, { attempt, facts });
    case 'close_item':
      if (!isAskedFor(transaction.openItems, asked.cause)) return 'no_such_item';
      return !ended && ABOUT_THE_WAY.includes(asked.cause) ? 'item_needed' : null;
    case 'ask_again':
      if (!attempt) return 'nothing_to_ask';
      return isCalling(attempt) ? 'call_under_way' : null;
    case 'send_again':
      if (ended || attempt?.state !== 'unknown') return 'not_in_doubt';
      return isKeyRemembered({ transaction, attempt, facts }) ? null : 'key_forgotten';
    case 'give_back':
      return refusalOfGivingBack(transaction, { attempt, evidence });
    case 'accept_difference':
      return refusalOfAccepting(transaction, asked);
    case 'approve':
    case 'deny':
      return refusalOfReview(transaction, input);
    case 'note':
      return null;
    default:
      return unreachable(asked);
  }
}

/**
 * What waits for its owner to pay can be stopped, and so can what was surely sent to nobody yet. What leaves a balance is
 * not stopped by our word alone, for it may still be carried out: its provider is asked to, where it can be.
 */
function refusalOfCancelling(
  { status, wait, due, openItems }: Transaction,
  { attempt, facts }: { attempt: Attempt | null; facts: Facts },
): ActRefusal | null {
  if (wait) return null;
  if (isFinal(status) || !attempt || attempt.provider === OWN_BOOK) return 'too_late';
  // Its provider has told what it came to, and somebody looks at that.
  if (isAskedFor(openItems, 'amount_mismatch')) return 'too_late';
  if (attempt.state === 'accepted') {
    if (!leavesBalance(facts)) return attempt.stage === 'open' ? null : 'too_late';
    const canBeAsked = facts.habitsOf(attempt.provider).cancels && attempt.cancel?.isTooLate !== true;
    return canBeAsked ? null : 'too_late';
  }
  if (attempt.state === 'preparing') return null;
  if (attempt.state !== 'sending' || attempt.inDoubt) return 'too_late';
  return due?.reason === 'resend' ? null : 'call_under_way';
}

function isCalling({ state }: Attempt): boolean {
  return state === 'preparing' || state === 'sending';
}

function leavesBalance({ holds }: Facts): boolean {
  return holds.some((hold) => isCustomerAccount(hold.debit));
}

function refusalOfGivingBack(
  { status, settlement }: Transaction,
  { attempt, evidence }: { attempt: Attempt | null; evidence: string | null },
): ActRefusal | null {
  if (isFinal(status) || !attempt) return 'nothing_to_give_back';
  if (attempt.provider === OWN_BOOK) return 'own_book';
  if (isCalling(attempt)) return 'call_under_way';
  if (settlement !== null) return 'partly_done';
  return evidence === null ? 'evidence_missing' : null;
}

/** A reviewer decides what waits for one, and nobody decides about themselves. */
function refusalOfReview({ wait, customerId }: Transaction, { by }: ActInput): ActRefusal | null {
  if (wait?.for !== 'review') return 'nothing_to_review';
  return by === customerId ? 'own_case' : null;
}

function refusalOfAccepting(
  { terms, openItems }: Transaction,
  { charged, delivered }: Extract<Act, { kind: 'accept_difference' }>,
): ActRefusal | null {
  if (!isAskedFor(openItems, 'amount_mismatch')) return 'no_difference';
  const { order } = terms;
  const isSame = charged.asset === order.chargeMax.asset && delivered.asset === order.deliver.asset;
  return isSame ? null : 'other_asset';
}

/** Does what was asked for, or notes that it waits for another person. It was not refused before. */
export function act(decision: Decision, transaction: Transaction, { input, facts }: Asked): void {
  const { key, act: asked, by, reason, evidence } = input;
  const isSecond = transaction.acts.some((one) => one.key === key);
  const isDone = isSecond || !needsSecond(asked, transaction.terms, facts);
  decision.events.push({ type: 'acted', key, act: asked, by, reason, evidence, isDone });
  if (isDone) carryOut(decision, transaction, { input, facts });
}

/**
 * Asking does no harm, the same key executes once, and what is denied goes back to its owner: only what decides that money moves
 * needs two people. What a reviewer lets pass is of a limit of its own.
 */
function needsSecond(
  { kind }: Act,
  terms: Terms,
  limits: Pick<Facts, 'actAloneMax' | 'reviewAloneMax'>,
): boolean {
  if (kind === 'approve') return needsTwo(terms.worth ?? terms.price.total, limits.reviewAloneMax);
  const decides = kind === 'give_back' || kind === 'accept_difference';
  return decides && needsTwo(terms.price.total, limits.actAloneMax);
}

function carryOut(decision: Decision, transaction: Transaction, { input, facts }: Asked): void {
  const { act: asked, by } = input;
  const attempt = isFinal(transaction.status) ? followedAttempt(transaction) : liveAttempt(transaction);
  switch (asked.kind) {
    case 'cancel':
      if (isForChecks(transaction.wait))
        return failHeld(decision, transaction, { facts, failure: 'cancelled' });
      if (transaction.wait) return giveUpUnsent(decision, facts, 'cancelled');
      if (attempt) cancel(decision, { transaction, attempt, facts }, by);
      return;
    case 'close_item':
      return closeItems(decision, transaction, { causes: [asked.cause], by, facts });
    case 'ask_again':
      return wake(decision, facts.now, 'asked');
    case 'send_again':
      return wake(decision, facts.now, 'resend');
    case 'give_back':
      if (attempt) giveBack(decision, { transaction, attempt, facts }, by);
      return;
    case 'approve':
      return approve(decision, transaction, { facts, by });
    case 'deny':
      closeItems(decision, transaction, { causes: ['compliance_review'], by, facts });
      return failHeld(decision, { ...transaction, openItems: [] }, { facts, failure: 'not_allowed' });
    case 'note':
      return;
    case 'accept_difference':
      closeItems(decision, transaction, { causes: ['amount_mismatch'], by, facts });
      if (!isFinal(transaction.status)) show(decision, facts.operation.activities.working);
      return wake(decision, facts.now, 'asked');
    default:
      return unreachable(asked);
  }
}

/**
 * What leaves a balance rests until its provider tells what became of it: what was done of it by then is booked, and the
 * rest is let go. A page that is open may be paid at this very moment, and then the provider's word decides as well: so it
 * is asked about soon, and for as long as one that nobody paid in time.
 */
function cancel(decision: Decision, scene: AttemptScene, by: string): void {
  const { transaction, attempt, facts } = scene;
  if (attempt.state === 'accepted' && leavesBalance(facts)) {
    mark('spend.cancelled');
    stop(decision, scene);
    return show(decision, 'CANCELLING');
  }
  closeItems(decision, transaction, { causes: ABOUT_THE_WAY, by, facts });
  if (attempt.state !== 'accepted')
    return endAttempt(decision, scene, { rejection: 'cancelled', failure: 'cancelled', elsewhere: false });
  mark('payment.cancelled');
  giveUpWaiting(decision, scene, 'cancelled');
  if (facts.habitsOf(attempt.provider).cancels) return;
  change(decision, attempt, { lookups: 0, silent: 0 });
  lookUpLater(decision, scene, { lookups: 0, silent: 0 });
}

/** What was found may pass, and all checks are looked at once more: others may have found something since. */
function approve(
  decision: Decision,
  transaction: Transaction,
  { facts, by }: { facts: Facts; by: string },
): void {
  const findings = transaction.checking?.findings ?? [];
  const seen = findings.filter(({ verdict }) => verdict === 'review').map(({ check }) => check);
  const passed = [...new Set([...(transaction.checking?.passed ?? []), ...seen])];
  closeItems(decision, transaction, { causes: ['compliance_review'], by, facts });
  checkAgain(decision, { ...transaction, openItems: [] }, { facts, news: { passed } });
}

/** Everything goes back. What a person says may be wrong, so the order is still asked about for a while. */
function giveBack(decision: Decision, scene: AttemptScene, by: string): void {
  const { transaction, attempt, facts } = scene;
  const failure = attempt.stage === 'working' ? 'not_delivered' : 'provider_error';
  closeItems(decision, transaction, { causes: ABOUT_THE_WAY, by, facts });
  endAttempt(decision, scene, { rejection: 'other', failure, elsewhere: false });
  change(decision, attempt, { lookups: 0, silent: 0 });
  lookUpLater(decision, scene, { lookups: 0, silent: 0 });
}
