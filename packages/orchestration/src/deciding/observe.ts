import { formatMoney, type Instant, mark, unreachable } from '@diboas/kernel';
import { isCustomerAccount } from '@diboas/ledger';
import type { AttemptScene, Decision } from '../decision/decision.ts';
import {
  ask,
  askAnew,
  change,
  lookUpLater,
  move,
  openItem,
  rest,
  show,
  stop,
  wake,
} from '../decision/verbs.ts';
import type { Booking } from '../operation/operation.ts';
import type { Observation, RejectionCode } from '../provider/answer.ts';
import { type MergedMovements, type Movement, mergeMovements, ofKind } from '../provider/movement.ts';
import { acceptedBounds } from '../transaction/act.ts';
import type { AttemptChange } from '../transaction/event.ts';
import { isAskedFor } from '../transaction/item.ts';
import { isFinal } from '../transaction/status.ts';
import { type FailureCode, isBeingCancelled, orderOf, type Settlement } from '../transaction/transaction.ts';
import { endAttempt, giveUpWaiting, returnedOf } from './end-attempt.ts';
import { followUp, rememberTakenBack } from './follow-up.ts';
import { makeRest, replaceStuck } from './sending.ts';

/**
 * Takes in what a provider said about an order, whichever way it came. Stages only rise and movements only grow: an older
 * or repeated observation changes nothing, so any order and any number of the same observations gives the same end.
 */
export function observe(decision: Decision, scene: AttemptScene, observation: Observation): void {
  const merged = mergeMovements(scene.attempt.movements, observation.movements);
  if (!merged.ok) {
    const detail = 'what is reported of one movement contradicts what was reported of it before';
    return openMismatch(decision, scene, { observation, detail });
  }
  const news: News = { ...merged.value, observation };
  switch (observation.stage) {
    case 'open':
      return observeOpen(decision, scene, observation);
    case 'working':
      return observeWorking(decision, scene, news);
    case 'ended':
      return observeEnd(decision, scene, news);
    default:
      return unreachable(observation.stage);
  }
}

/** What was told, and what is known of the order's movements with it. */
interface News extends MergedMovements {
  readonly observation: Observation;
}

/** What is new of the movements, as part of a change of the attempt. */
function learned({ news }: News): Pick<AttemptChange, 'movements'> {
  return news.length > 0 ? { movements: news } : {};
}

/** News of an order: the look-ups begin anew. */
const HEARD = { lookups: 0, silent: 0 } as const;

function observeOpen(decision: Decision, scene: AttemptScene, observation: Observation): void {
  const { transaction, attempt, facts } = scene;
  if (isFinal(transaction.status)) return stopFollowing(decision, scene);
  if (attempt.state === 'accepted' && attempt.stage === 'open') {
    // News that came first may not have named the page.
    if (transaction.actionUrl === null && observation.actionUrl) ask(decision, observation.actionUrl);
    if (facts.now >= waitsUntil(scene)) openTooLong(decision, scene);
    return;
  }
  if (attempt.state !== 'sending' && attempt.state !== 'unknown') return;
  change(decision, attempt, {
    state: 'accepted',
    stage: 'open',
    reference: observation.reference,
    ...HEARD,
  });
  show(decision, facts.operation.activities.open);
  ask(decision, observation.actionUrl);
  setLookupDue(decision, scene);
}

/** Until when the person is waited for. */
function waitsUntil({ transaction, attempt, facts }: AttemptScene): Instant {
  return attempt.startedAt + facts.operation.patience(transaction.terms).openMs;
}

/**
 * Nobody did their part in time. What was only announced is let go of. What leaves a balance is not: the order may still
 * be carried out, and the person would have the money twice. So its provider is asked to stop it; where it cannot be, or it
 * says neither yes nor no, a person is asked.
 */
function openTooLong(decision: Decision, scene: AttemptScene): void {
  const { transaction, attempt, facts } = scene;
  if (!facts.holds.some((hold) => isCustomerAccount(hold.debit))) {
    mark('payment.missing');
    return giveUpWaiting(decision, scene, 'not_paid_in_time');
  }
  if (stop(decision, scene)) return show(decision, 'CANCELLING');
  if (isBeingCancelled(attempt) && attempt.lookups < facts.pace.lookupsBeforeItem) return;
  mark('spend.open');
  const detail = `${attempt.provider} has not begun, and has what was set aside for it until it says that it never will`;
  openItem(decision, transaction, { cause: 'overdue', detail, facts });
}

/** An order that was given back unpaid and is still unpaid: after a while nobody asks any more. */
function stopFollowing(decision: Decision, { transaction, attempt, facts }: AttemptScene): void {
  if (isFollowedUp({ transaction, attempt, facts }) && transaction.due) rest(decision);
}

/**
 * Whether what has ended has been asked about for long enough: for as long as what was delivered lies where it earns, or may come
 * back; or, without
 * success, in case it is paid after all. Money at the provider always is asked for, unless the payer's bank took it back,
 * which a person looks at.
 */
export function isFollowedUp({ transaction, attempt, facts }: AttemptScene): boolean {
  const { compensation, history } = transaction;
  if (attempt.state === 'succeeded') {
    const { operation, heldOn } = facts;
    if (operation.staysOn && heldOn(operation.staysOn(transaction.terms)) > 0n) return false;
    const delivered = history.findLast(({ status }) => isFinal(status))?.at ?? attempt.startedAt;
    return facts.now >= delivered + (operation.comesBackMs ?? 0);
  }
  if (attempt.stage === 'working' && ofKind(attempt.movements, 'taken_back').length === 0) return false;
  const until =
    attempt.state === 'rejected'
      ? (compensation?.at ?? attempt.startedAt) + facts.pace.failedFollowMs
      : waitsUntil({ transaction, attempt, facts }) + facts.pace.lateFollowMs;
  return facts.now >= until;
}

function observeWorking(decision: Decision, scene: AttemptScene, news: News): void {
  const { transaction, attempt, facts } = scene;
  if (attempt.state === 'rejected') return observeWorkOnFailed(decision, scene, news);
  if (attempt.state !== 'succeeded' && attempt.stage !== 'working') {
    const { reference } = news.observation;
    const how = { ...HEARD, ...progressed(scene, news) };
    change(decision, attempt, { state: 'accepted', stage: 'working', reference, ...how });
    if (!isFinal(transaction.status)) {
      const { working } = facts.operation.activities;
      move(decision, 'PROVIDER_PROCESSING', isBeingCancelled(attempt) ? 'CANCELLING' : working);
      ask(decision, null);
    }
    // A payment that came after we stopped waiting is still followed to its end, or its success would be missed.
    setLookupDue(decision, scene);
  } else if (attempt.state !== 'succeeded') {
    const how = progressed(scene, news);
    if (how.progress) change(decision, attempt, how);
    const { progress, rest } = news.observation;
    if (rest) makeRest(decision, scene);
    else if (progress !== 'undone') replaceStuck(decision, scene, progress);
  }
  if (isOwedNow(scene, news)) show(decision, 'MINT_OWED');
  if (news.news.length === 0) return;
  if (isOthers(scene)) return openSecondSuccess(decision, scene);
  // What has ended here and goes on there is booked once it is over: until then it may only not be all of the news.
  if (isFinal(transaction.status) && attempt.state !== 'succeeded')
    return change(decision, attempt, learned(news));
  bookMore(decision, scene, news);
}

/** Whether it is told to have left for good and its person does not read that yet. */
function isOwedNow({ transaction, attempt }: AttemptScene, { observation }: News): boolean {
  const isOver = isFinal(transaction.status) || attempt.state === 'succeeded';
  return observation.owed === true && transaction.activity !== 'MINT_OWED' && !isOver;
}

/** How far a network is with it, where that is told and was not known. */
function progressed({ attempt }: AttemptScene, { observation }: News): Pick<AttemptChange, 'progress'> {
  const known = attempt.progress;
  const progress =
    observation.progress === 'undone' ? known && { have: 0, want: known.want } : observation.progress;
  if (!progress) return {};
  const isKnown =
    progress.have === known?.have && progress.want === known.want && progress.outbid === known.outbid;
  return isKnown ? {} : { progress };
}

/**
 * News that overtook each other, or another try at the same page: both mean that the provider has had money. What
 * became of it is asked for.
 */
function observeWorkOnFailed(decision: Decision, scene: AttemptScene, news: News): void {
  const { transaction, attempt, facts } = scene;
  const { reference } = news.observation;
  const isOnly = transaction.attempts.length === 1 && transaction.settlement === null;
  if (!isOnly) {
    // An order that was taken and then failed had its reference, and this is older news of it.
    if (attempt.reference !== null) return;
    mark('refused.at_work');
    change(decision, attempt, { reference });
    const detail = `${attempt.provider} is at work on what it had refused; the person may pay twice`;
    openItem(decision, transaction, { cause: 'success_after_failure', detail, facts });
    return;
  }
  if (news.news.length > 0) change(decision, attempt, learned(news));
  if (transaction.failure !== 'declined_by_provider') return;
  decision.events.push({ type: 'failed', code: 'not_delivered' });
  setLookupDue(decision, scene);
}

function observeEnd(decision: Decision, scene: AttemptScene, news: News): void {
  const { attempt } = scene;
  const { end } = news.observation;
  const given = ofKind(news.all, 'given');
  if (attempt.state === 'succeeded') return observeAfterSuccess(decision, scene, news);
  if (end !== 'done' && given.length === 0) return observeFailure(decision, scene, news);
  // News of a chargeback may tell nothing of what was done, and is not all that there is to know of that.
  const told = news.observation.movements;
  if (ofKind(told, 'given').length === 0 && ofKind(told, 'taken_back').length > 0)
    return rememberTakenBack(decision, scene, news.news);
  observeSuccess(decision, scene, news);
}

/** Whether what would be booked of this attempt is another attempt's already, or may yet be. */
function isOthers({ transaction, attempt }: AttemptScene): boolean {
  const isOtherLive = transaction.attempts.some((one) => one.id !== attempt.id && one.state !== 'rejected');
  const isBookedHere = ofKind(attempt.movements, 'given').length > 0;
  return isOtherLive || (transaction.settlement !== null && !isBookedHere);
}

function openSecondSuccess(decision: Decision, { transaction, facts }: AttemptScene): void {
  const detail = 'a second attempt reports success; the person may have paid twice';
  mark('success.twice');
  openItem(decision, transaction, { cause: 'success_after_failure', detail, facts });
}

function observeSuccess(decision: Decision, scene: AttemptScene, news: News): void {
  const { transaction, attempt } = scene;
  if (isOthers(scene)) return openSecondSuccess(decision, scene);
  const { observation } = news;
  const booking = bookingOf(scene, news, { ended: true });
  if (!booking.ok) {
    openMismatch(decision, scene, { observation, detail: booking.refusal.detail });
    return;
  }
  const { reference } = observation;
  change(decision, attempt, { state: 'succeeded', stage: null, reference, ...learned(news) });
  ask(decision, null);
  const late = isFinal(transaction.status);
  if (late) mark('payment.late');
  if (!late) move(decision, 'PROVIDER_COMPLETED');
  const settlement = writeBooking(decision, scene, { booking: booking.value, movements: news.all });
  if (!late) move(decision, 'COMPLETED');
  const { comesBackMs, staysOn } = scene.facts.operation;
  if (comesBackMs === undefined && !staysOn) rest(decision);
  else lookUpLater(decision, scene, { lookups: 0, isDelivered: true });
  if (settlement) followUp(decision, scene, { settlement, movements: news.all });
}

/** What moved after the order had succeeded: more of it, or some of it back. */
function observeAfterSuccess(decision: Decision, scene: AttemptScene, news: News): void {
  const { transaction, attempt, facts } = scene;
  const { observation } = news;
  // A try that failed before the one that succeeded is known, and told again it is old news.
  const isNew = attempt.rejection === null;
  if (isNew && observation.end !== 'done' && ofKind(observation.movements, 'given').length === 0) {
    const detail = `the provider reports a failure after its success: ${observation.end ?? 'no reason'}`;
    openItem(decision, transaction, { cause: 'failure_after_success', detail, facts });
  }
  if (news.news.length > 0) bookMore(decision, scene, news);
  else bringLate(decision, scene, news);
}

/** What was earned while it was being taken out is known, and could be brought to nobody: what has stayed there gets it now. */
function bringLate(decision: Decision, scene: AttemptScene, { all: movements }: News): void {
  const { settlement } = scene.transaction;
  if (settlement !== null) followUp(decision, scene, { settlement, movements });
}

/** Books what is new while the order goes on, or after it had ended, and what follows from it. */
function bookMore(decision: Decision, scene: AttemptScene, news: News): void {
  const { transaction, attempt } = scene;
  const ended = isFinal(transaction.status);
  const booking = bookingOf(scene, news, { ended });
  if (!booking.ok) {
    openMismatch(decision, scene, { observation: news.observation, detail: booking.refusal.detail });
    return;
  }
  change(decision, attempt, learned(news));
  const settlement = writeBooking(decision, scene, { booking: booking.value, movements: news.all });
  if (settlement && attempt.state === 'succeeded')
    followUp(decision, scene, { settlement, movements: news.all });
}

function bookingOf(
  { transaction, attempt, facts }: AttemptScene,
  { all }: News,
  { ended }: { ended: boolean },
) {
  const { terms, settlement: booked } = transaction;
  const offer = { provider: attempt.provider, order: orderOf(transaction, attempt) };
  const accepted = acceptedBounds(transaction.acts);
  const moved = { terms, offer, movements: all, booked, holds: facts.holds, ended, accepted };
  return facts.operation.book(moved, facts.createId);
}

/** Writes down what is booked, if there is any, and gives all that was booked. */
function writeBooking(
  decision: Decision,
  { transaction, facts }: AttemptScene,
  { booking, movements }: { booking: Booking | null; movements: readonly Movement[] },
): Settlement | null {
  if (booking === null) return transaction.settlement;
  const { transfers, settlement, excess } = booking;
  decision.transfers.push(...transfers);
  decision.events.push({ type: 'settled', settlement });
  if (excess) {
    mark('delivered.far_more');
    if (ofKind(movements, 'given').length > 1) mark('order.paid_twice');
    const detail = `${formatMoney(excess)} ${excess.asset} came beyond what was ordered, and is credited to nobody`;
    askAnew(decision, transaction, { cause: 'excess_delivered', detail, facts });
  }
  return settlement;
}

/** A success whose figures differ never completes by itself: it rests until a person has looked. */
function openMismatch(
  decision: Decision,
  { transaction, attempt, facts }: AttemptScene,
  { observation, detail }: { observation: Observation; detail: string },
): void {
  const deadline = facts.now + facts.pace.itemDeadlineMs;
  if (isAskedFor(transaction.openItems, 'amount_mismatch')) {
    // Somebody had it asked about once more: what it says is known, so only they are waited for.
    if (transaction.due?.reason === 'lookup') wake(decision, deadline, 'operator_deadline');
    return;
  }
  const hasEnded = attempt.state === 'succeeded';
  if (!hasEnded) {
    change(decision, attempt, { state: 'accepted', stage: 'working', reference: observation.reference });
    if (transaction.status === 'SENT_TO_PROVIDER') {
      move(decision, 'PROVIDER_PROCESSING', 'OPERATOR_REVIEW');
    } else if (!isFinal(transaction.status)) {
      show(decision, 'OPERATOR_REVIEW');
    }
  }
  openItem(decision, transaction, { cause: 'amount_mismatch', detail, facts });
  wake(decision, deadline, 'operator_deadline');
}

function observeFailure(decision: Decision, scene: AttemptScene, news: News): void {
  const { transaction, attempt } = scene;
  const { reference, end } = news.observation;
  const rejection = end === 'done' || end === null ? 'other' : end;
  // It was told to be done, with other figures, and a person looks at that: this is older news, of an earlier try.
  if (isAskedFor(transaction.openItems, 'amount_mismatch')) return;
  if (attempt.state === 'rejected') return tellReturned(decision, scene, news);
  if (isFinal(transaction.status)) {
    const rejected = { state: 'rejected', stage: null, rejection } as const;
    change(decision, attempt, { ...rejected, ...learned(news) });
    if (isFollowedUp({ ...scene, attempt: { ...attempt, ...rejected } })) rest(decision);
    return;
  }
  if (transaction.terms.origin.kind === 'deposit') mark('deposit.undone');
  if (attempt.reference === null || news.news.length > 0)
    change(decision, attempt, { reference, ...learned(news) });
  const known = { ...scene, attempt: { ...attempt, movements: news.all } };
  // Our own book wrote it down: it is never asked again, and whoever sent it has all of it.
  if (rejection === 'recipient_refuses')
    return endAttempt(decision, known, { rejection, failure: 'recipient_cannot_receive', elsewhere: false });
  const failure = failureOf(known, rejection);
  const isProved = news.observation.elsewhere === true && ofKind(news.all, 'taken').length === 0;
  if (isProved) return endAttempt(decision, known, { rejection, failure, elsewhere: true });
  endAttempt(decision, known, { rejection, failure, elsewhere: false });
  // One failure is one try: the same page may be paid all the same, and the news of that may be lost.
  mark('failure.then_paid');
  change(decision, attempt, HEARD);
  setLookupDue(decision, scene);
}

/** What was stopped on request is its owner's cancel, or ours of what nobody began in time. */
function failureOf({ transaction, attempt }: AttemptScene, rejection: RejectionCode): FailureCode {
  if (rejection === 'cancelled' && attempt.cancel !== null)
    return transaction.acts.some(({ act }) => act.kind === 'cancel') ? 'cancelled' : 'provider_error';
  // That it had the money may be told with its failure, and not before.
  const hadMoney = attempt.stage === 'working' || ofKind(attempt.movements, 'taken').length > 0;
  return hadMoney ? 'not_delivered' : 'declined_by_provider';
}

/** What the provider gives back of what it had taken, told after the failure itself. */
function tellReturned(decision: Decision, { transaction, attempt }: AttemptScene, news: News): void {
  if (news.news.length === 0) return;
  change(decision, attempt, learned(news));
  const { compensation } = transaction;
  const refunded = returnedOf(news.all);
  if (compensation && refunded.length > 0)
    decision.events.push({ type: 'compensated', released: compensation.released, refunded });
}

/** It was heard of just now, so the look-ups begin anew. */
function setLookupDue(decision: Decision, scene: AttemptScene): void {
  lookUpLater(decision, scene, HEARD);
}
