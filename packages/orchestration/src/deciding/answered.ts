import { mark, unreachable } from '@diboas/kernel';
import type { AttemptScene, Decision } from '../decision/decision.ts';
import type { AnswerInput, PreparedInput } from '../decision/input.ts';
import { nextSendAt } from '../decision/schedule.ts';
import { change, lookUpLater, rest, show, wake } from '../decision/verbs.ts';
import type { CancelAnswer, LookupAnswer, Observation, RejectionCode } from '../provider/answer.ts';
import { movedUnits } from '../provider/movement.ts';
import { isAskedFor } from '../transaction/item.ts';
import { isFinal } from '../transaction/status.ts';
import { type Attempt, isBeingCancelled, isPrepared } from '../transaction/transaction.ts';
import { endAttempt } from './end-attempt.ts';
import { observe } from './observe.ts';
import {
  awaitFee,
  doubt,
  holdBack,
  isKeyRemembered,
  sendAgain,
  sendLast,
  sendPrepared,
  unprepared,
} from './sending.ts';

/**
 * Takes in what came of sending an attempt. News that a webhook brought first is never undone, and what a send came to
 * ends nothing while a later one is under way: that one may be taken.
 */
export function answered(
  decision: Decision,
  scene: AttemptScene,
  { answer, send }: Pick<AnswerInput, 'answer' | 'send'>,
): void {
  if (answer.kind === 'accepted') {
    observe(decision, scene, answer.observation);
    return;
  }
  const { attempt, transaction } = scene;
  const waiting = attempt.state === 'sending' || attempt.state === 'unknown';
  if (!waiting || isFinal(transaction.status)) return;
  if (send < attempt.sends) return mark('answer.of_earlier_send');
  switch (answer.kind) {
    case 'rejected':
      if (attempt.inDoubt && !isAboutAllSends(scene, answer.code)) {
        mark('refusal.forgotten');
        return doubt(decision, scene);
      }
      endAttempt(decision, scene, {
        rejection: answer.code,
        failure: 'declined_by_provider',
        elsewhere: answer.elsewhere,
      });
      return;
    case 'held_back':
      holdBack(decision, scene);
      return;
    case 'retryable':
      turnedAway(decision, scene, answer.waitMs);
      return;
    case 'unknown':
      if (answer.isReplayed && isProvenAbsent(scene)) giveUpKey(decision, scene);
      else doubt(decision, scene);
      return;
    default:
      return unreachable(answer);
  }
}

/**
 * Takes in what came of preparing an attempt: of several tries the one that was committed first is kept, and what another
 * one made is never sent. A refusal or silence is certain, for nothing was done.
 */
export function takePrepared(
  decision: Decision,
  scene: AttemptScene,
  { answer, send }: Pick<PreparedInput, 'answer' | 'send'>,
): void {
  const { attempt, transaction } = scene;
  const isWaitedFor = attempt.state === 'preparing' && send === attempt.sends;
  if (!isWaitedFor || isFinal(transaction.status)) return mark('prepared.late');
  switch (answer.kind) {
    case 'prepared':
      return sendPrepared(decision, scene, answer.memo);
    case 'rejected': {
      const { code: rejection, elsewhere } = answer;
      return endAttempt(decision, scene, { rejection, failure: 'declined_by_provider', elsewhere });
    }
    case 'held_back':
      return holdBack(decision, scene);
    case 'retryable':
      return turnedAway(decision, scene, answer.waitMs);
    case 'later':
      if (!awaitFee(decision, scene, answer.waitMs)) turnedAway(decision, scene, null);
      return;
    case 'unknown':
      return unprepared(decision, scene);
    default:
      return unreachable(answer);
  }
}

/**
 * Whether a refusal says something of the sends before it, which may have got in. Being turned away at the door never
 * does. Anything else does where a provider keeps its refusals, for then the first send would have had this answer too;
 * and elsewhere only so long after that nothing can be on its way any more.
 */
function isAboutAllSends(scene: AttemptScene, code: RejectionCode): boolean {
  if (code === 'not_authorised') return false;
  // Whoever refuses the bytes now need not be who took them before.
  if (isPrepared(scene.attempt)) return false;
  return scene.facts.habitsOf(scene.attempt.provider).remembersRefusals || isProvenAbsent(scene);
}

/**
 * A failure that the provider saved under the key is all that this key will ever give. A key in doubt is only sent
 * again after the provider said that it does not know the order; long after the first send, both together prove that
 * nothing was done and nothing will be.
 */
function isProvenAbsent({ transaction, attempt, facts }: AttemptScene): boolean {
  const { startedAt, sends, inDoubt } = attempt;
  if (isPrepared(attempt)) return false;
  // Where a person had it sent again, the provider need not have said so.
  if (transaction.acts.some(({ act }) => act.kind === 'send_again')) return false;
  return inDoubt && sends > 1 && facts.now >= startedAt + facts.pace.savedFailureMs;
}

function giveUpKey(decision: Decision, scene: AttemptScene): void {
  mark('failure.saved');
  endAttempt(decision, scene, { rejection: 'other', failure: 'provider_error', elsewhere: true });
}

/** Takes in what came of asking about an attempt by our own key. */
export function lookedUp(decision: Decision, scene: AttemptScene, answer: LookupAnswer): void {
  if (answer.kind === 'not_found' && answer.isExpired && isUndone(scene)) return expire(decision, scene);
  switch (answer.kind) {
    case 'found':
      if (scene.attempt.inDoubt) mark('timeout.executed');
      if (scene.attempt.silent > 0) change(decision, scene.attempt, { silent: 0 });
      if (isUntoldReturn(scene.attempt, answer.observation)) mark('return.untold');
      observe(decision, scene, answer.observation);
      return;
    case 'not_found':
      noAnswer(decision, scene);
      resend(decision, scene);
      return;
    case 'unknown':
      noAnswer(decision, scene);
      return;
    default:
      return unreachable(answer);
  }
}

/** Whether what was delivered came back, and no message had said so. */
function isUntoldReturn({ state, movements: known }: Attempt, { movements }: Observation): boolean {
  return state === 'succeeded' && movedUnits(movements, 'returned') > movedUnits(known, 'returned');
}

/**
 * Takes in what came of asking to stop it. That it was asked for ends nothing: the order is looked up, and asked to be
 * stopped again, until the provider tells its end. That it is too late is believed, and what was asked for is over.
 */
export function cancelAnswered(decision: Decision, scene: AttemptScene, answer: CancelAnswer): void {
  const { transaction, attempt, facts } = scene;
  if (answer.kind !== 'too_late' || attempt.state !== 'accepted' || !isBeingCancelled(attempt)) return;
  mark('cancel.too_late');
  const askedAt = attempt.cancel?.askedAt ?? facts.now;
  change(decision, attempt, { cancel: { askedAt, isTooLate: true }, lookups: 0, silent: 0 });
  if (transaction.activity === 'CANCELLING') {
    const { open, working } = facts.operation.activities;
    show(decision, attempt.stage === 'working' ? working : open);
  }
  // Somebody looks at what it came to already: only they are waited for, and not its provider.
  if (isAskedFor(transaction.openItems, 'amount_mismatch')) return;
  // It may be too late because it has ended, which is news.
  lookUpLater(decision, scene, { lookups: 0, silent: 0, inDoubt: true });
}

/** Whether nothing is known to have come of what was prepared and sent, and no call is under way with it. */
function isUndone({ attempt }: AttemptScene): boolean {
  const { state, movements } = attempt;
  return isPrepared(attempt) && movements.length === 0 && (state === 'unknown' || state === 'accepted');
}

/** It is proved that nothing was done and nothing ever will be: whatever was in doubt, it may be done elsewhere. */
function expire(decision: Decision, scene: AttemptScene): void {
  mark('prepared.expired');
  const rejection = 'lapsed';
  if (!isFinal(scene.transaction.status))
    return endAttempt(decision, scene, { rejection, failure: 'no_provider_available', elsewhere: true });
  change(decision, scene.attempt, { state: 'rejected', stage: null, rejection });
  rest(decision);
}

/** Of an order that the provider had taken, this look-up tells nothing. While in doubt, each look-up counts anyway. */
function noAnswer(decision: Decision, { attempt }: AttemptScene): void {
  if (attempt.state === 'accepted') change(decision, attempt, { silent: attempt.silent + 1 });
}

/** This send surely did nothing. Only if no earlier send is in doubt may the attempt be given up. */
function turnedAway(decision: Decision, scene: AttemptScene, waitMs: number | null): void {
  const { attempt, facts } = scene;
  if (attempt.sends < facts.pace.sendsMax) {
    if (!facts.admits(attempt.provider)) return holdBack(decision, scene);
    const at = nextSendAt(facts.pace, { now: facts.now, sends: attempt.sends, random: facts.random, waitMs });
    show(decision, 'RETRYING');
    wake(decision, at, 'resend');
    return;
  }
  if (attempt.inDoubt) doubt(decision, scene);
  else endAttempt(decision, scene, { rejection: 'other', failure: 'no_provider_available', elsewhere: true });
}

/**
 * The provider has never heard of it. The same key is sent again, which is safe for as long as the provider
 * remembers keys: it either does it for the first time or repeats its first answer. The pace is that of the
 * look-ups, slower and slower. After that nothing is sent, and the look-ups go on until a person decides.
 */
function resend(decision: Decision, { transaction, attempt, facts }: AttemptScene): void {
  if (isFinal(transaction.status)) return;
  // Whoever had taken it has let it go, and it is carried out once however often it is sent.
  if (attempt.state === 'accepted' && isUndone({ transaction, attempt, facts })) {
    mark('broadcast.dropped');
    return sendLast(decision, { transaction, attempt, facts });
  }
  if (attempt.state !== 'unknown') return;
  mark('timeout.not_executed');
  if (isKeyRemembered({ transaction, attempt, facts })) sendAgain(decision, { transaction, attempt, facts });
}
