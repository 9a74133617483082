import { formatMoney, type Instant, mark, unreachable } from '@diboas/kernel';
import { isCustomerAccount } from '@diboas/ledger';
import type { Delivery, Observation } from '../provider/answer.ts';
import { isFinal } from '../transaction/status.ts';
import type { Decision, Facts } from './decision.ts';
import { endAttempt, giveUpWaiting } from './end-attempt.ts';
import { openItem } from './item.ts';
import { observeReversal, reverse } from './reversal.ts';
import type { AttemptScene } from './scene.ts';
import { lookupWait } from './schedule.ts';
import { ask, change, move, rest, show, wake } from './verbs.ts';

/**
 * Takes in what a provider said about an order, whichever way it came. Stages only rise: an older or repeated
 * observation changes nothing, so any order and any number of the same observations gives the same end.
 */
export function observe(decision: Decision, scene: AttemptScene, observation: Observation): void {
  switch (observation.stage) {
    case 'open':
      return observeOpen(decision, scene, observation);
    case 'processing':
      return observeProcessing(decision, scene, observation);
    case 'succeeded':
      return observeSuccess(decision, scene, observation);
    case 'failed':
      return observeFailure(decision, scene, observation);
    case 'reversed':
      return observeReversal(decision, scene, observation);
    default:
      return unreachable(observation.stage);
  }
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
  setLookupDue(decision, facts);
}

/** Until when the person is waited for. */
function waitsUntil({ transaction, attempt, facts }: AttemptScene): Instant {
  return attempt.startedAt + facts.operation.patience(transaction.terms).openMs;
}

/**
 * Nobody did their part in time. What was only announced is let go of. What leaves a balance is not: the order may still
 * be carried out, and the person would have the money twice.
 */
function openTooLong(decision: Decision, scene: AttemptScene): void {
  const { transaction, attempt, facts } = scene;
  if (!facts.holds.some((hold) => isCustomerAccount(hold.debit))) return giveUpWaiting(decision, scene);
  mark('spend.open');
  const detail = `${attempt.provider} has not begun, and has what was set aside for it until it says that it never will`;
  openItem(decision, transaction, { cause: 'overdue', detail, facts });
}

/** An order that was given back unpaid and is still unpaid: after a while nobody asks any more. */
function stopFollowing(decision: Decision, { transaction, attempt, facts }: AttemptScene): void {
  if (isFollowedUp({ transaction, attempt, facts }) && transaction.due) rest(decision);
}

/** Whether what ended without success has been asked about for long enough. Money at the provider always is asked for. */
export function isFollowedUp({ transaction, attempt, facts }: AttemptScene): boolean {
  const { compensation } = transaction;
  if (attempt.stage === 'processing') return false;
  const until =
    attempt.state === 'rejected'
      ? (compensation?.at ?? attempt.startedAt) + facts.pace.failedFollowMs
      : waitsUntil({ transaction, attempt, facts }) + facts.pace.lateFollowMs;
  return facts.now >= until;
}

function observeProcessing(decision: Decision, scene: AttemptScene, observation: Observation): void {
  const { transaction, attempt, facts } = scene;
  if (attempt.state === 'rejected') return observeProcessingOfFailed(decision, scene, observation);
  if (attempt.state === 'succeeded' || attempt.stage === 'processing') return;
  change(decision, attempt, {
    state: 'accepted',
    stage: 'processing',
    reference: observation.reference,
    ...HEARD,
  });
  if (!isFinal(transaction.status)) {
    move(decision, 'PROVIDER_PROCESSING', facts.operation.activities.processing);
    ask(decision, null);
  }
  // A payment that came after we stopped waiting is still followed to its end, or its success would be missed.
  setLookupDue(decision, facts);
}

/**
 * News that overtook each other, or another try at the same page: both mean that the provider has had money. What
 * became of it is asked for.
 */
function observeProcessingOfFailed(
  decision: Decision,
  { transaction, attempt, facts }: AttemptScene,
  { reference }: Observation,
): void {
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
  if (transaction.failure !== 'declined_by_provider') return;
  decision.events.push({ type: 'failed', code: 'not_delivered' });
  setLookupDue(decision, facts);
}

function observeSuccess(decision: Decision, scene: AttemptScene, observation: Observation): void {
  const { transaction, attempt, facts } = scene;
  if (attempt.state === 'succeeded') return askAboutSecondDelivery(decision, scene, observation);
  const other = transaction.attempts.some((one) => one.id !== attempt.id && one.state !== 'rejected');
  if (other || transaction.settlement) {
    const detail = 'a second attempt reports success; the person may have paid twice';
    mark('success.twice');
    openItem(decision, transaction, { cause: 'success_after_failure', detail, facts });
    return;
  }
  const { terms } = transaction;
  const plan = facts.operation.settle(
    { terms, provider: attempt.provider, holds: facts.holds, observation },
    facts.createId,
  );
  if (!plan.ok) {
    openMismatch(decision, scene, { observation, detail: plan.refusal.detail });
    return;
  }
  decision.transfers.push(...plan.value.transfers);
  change(decision, attempt, { state: 'succeeded', stage: null, reference: observation.reference });
  ask(decision, null);
  const late = isFinal(transaction.status);
  if (late) mark('payment.late');
  if (!late) move(decision, 'PROVIDER_COMPLETED');
  decision.events.push({ type: 'settled', settlement: plan.value.settlement });
  if (!late) move(decision, 'COMPLETED');
  rest(decision);
  const { excess } = plan.value;
  if (excess) {
    mark('delivered.far_more');
    const detail = `${formatMoney(excess)} ${excess.asset} came beyond what was ordered, and is credited to nobody`;
    openItem(decision, transaction, { cause: 'excess_delivered', detail, facts });
  }
  // The news of a reversal overtook the news of the success.
  if (attempt.reversal) reverse(decision, scene, plan.value.settlement);
}

/**
 * One order may be paid twice at a provider whose link can be used again. Repeats of the news we have name the same
 * movement on the network, or none; another one is another delivery, and a person must look.
 */
function askAboutSecondDelivery(
  decision: Decision,
  { transaction, facts }: AttemptScene,
  { delivered }: Observation,
): void {
  const { settlement } = transaction;
  if (!settlement || !delivered) return;
  const settled = settlement.delivered.networkReference;
  const told = delivered.networkReference;
  const isSame = settled === null || told === null || settled === told;
  if (isSame && isSameDelivery(settlement.delivered, delivered)) {
    // The first news of the success did not name the movement yet: the receipt does from now on.
    const filled = { ...settlement, delivered: { ...settlement.delivered, networkReference: told } };
    if (settled === null && told !== null) decision.events.push({ type: 'settled', settlement: filled });
    return;
  }
  const detail = `a second delivery is reported for the same order: ${told ?? 'unnamed'} after ${settled ?? 'unnamed'}`;
  mark('order.paid_twice');
  openItem(decision, transaction, { cause: 'success_after_failure', detail, facts });
}

function isSameDelivery(left: Delivery, right: Delivery): boolean {
  return left.money.asset === right.money.asset && left.money.units === right.money.units;
}

/** A success whose figures differ never completes by itself: it rests until a person has looked. */
function openMismatch(
  decision: Decision,
  { transaction, attempt, facts }: AttemptScene,
  { observation, detail }: { observation: Observation; detail: string },
): void {
  if (transaction.openItems.includes('amount_mismatch')) return;
  change(decision, attempt, { state: 'accepted', stage: 'processing', reference: observation.reference });
  if (transaction.status === 'SENT_TO_PROVIDER') {
    move(decision, 'PROVIDER_PROCESSING', 'OPERATOR_REVIEW');
  } else if (!isFinal(transaction.status)) {
    show(decision, 'OPERATOR_REVIEW');
  }
  openItem(decision, transaction, { cause: 'amount_mismatch', detail, facts });
  wake(decision, facts.now + facts.pace.itemDeadlineMs, 'operator_deadline');
}

function observeFailure(decision: Decision, scene: AttemptScene, observation: Observation): void {
  const { transaction, attempt, facts } = scene;
  if (attempt.state === 'rejected') return;
  if (attempt.state === 'succeeded') {
    const detail = `the provider reports a failure after its success: ${observation.failure ?? 'no reason'}`;
    openItem(decision, transaction, { cause: 'failure_after_success', detail, facts });
    return;
  }
  if (isFinal(transaction.status)) {
    const rejected = { state: 'rejected', stage: null, rejection: observation.failure ?? 'other' } as const;
    change(decision, attempt, rejected);
    if (isFollowedUp({ ...scene, attempt: { ...attempt, ...rejected } })) rest(decision);
    return;
  }
  const { reference } = observation;
  if (attempt.reference === null) {
    change(decision, attempt, { reference });
  }
  const rejection = observation.failure ?? 'other';
  const failure = attempt.stage === 'processing' ? 'not_delivered' : 'declined_by_provider';
  endAttempt(decision, scene, { rejection, failure, elsewhere: false });
  // One failure is one try: the same page may be paid all the same, and the news of that may be lost.
  mark('failure.then_paid');
  change(decision, attempt, HEARD);
  setLookupDue(decision, facts);
}

function setLookupDue(decision: Decision, facts: Facts): void {
  wake(decision, facts.now + lookupWait(facts.pace.workingLookupsMs, 0), 'lookup');
}
