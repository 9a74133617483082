// Sending an attempt once more, or not: what is in doubt keeps its hold and its key, and a provider that takes nothing
// now is sent nothing.
import { mark } from '@diboas/kernel';
import type { Memo } from '../provider/answer.ts';
import { isPrepared } from '../transaction/transaction.ts';
import type { AttemptScene, Decision } from './decision.ts';
import { canGoElsewhere, endAttempt } from './end-attempt.ts';
import { nextSendAt } from './schedule.ts';
import { change, lookUpLater, show, wake } from './verbs.ts';

/** It may have happened: the hold stays, nobody else is asked, and the provider is asked what it knows. */
export function doubt(decision: Decision, { transaction, attempt, facts }: AttemptScene): void {
  if (attempt.state !== 'unknown' || !attempt.inDoubt)
    change(decision, attempt, { state: 'unknown', inDoubt: true });
  if (transaction.activity !== 'CONFIRMING_OUTCOME') {
    show(decision, 'CONFIRMING_OUTCOME');
  }
  lookUpLater(decision, { transaction, attempt, facts }, { lookups: attempt.lookups, inDoubt: true });
}

/**
 * Whether the provider still knows the key, if it ever got it: a repeat then cannot execute twice. What was prepared
 * executes once whoever remembers it.
 */
export function isKeyRemembered({ attempt, facts }: AttemptScene): boolean {
  if (isPrepared(attempt)) return true;
  const isRemembered = facts.now - attempt.startedAt < facts.habitsOf(attempt.provider).keyLifetimeMs;
  if (!isRemembered) mark('key.forgotten');
  return isRemembered;
}

/**
 * The provider takes nothing now: it is switched off, or its breaker is open. Nothing was sent, so nothing is
 * counted. What is not in doubt goes elsewhere, or is given back once the quote is long over; what is in doubt is
 * asked about all the same, at the pace of doubt.
 */
export function holdBack(decision: Decision, scene: AttemptScene): void {
  const { transaction, attempt, facts } = scene;
  if (attempt.inDoubt) return doubt(decision, scene);
  const over = facts.now >= transaction.terms.expiresAt + facts.pace.failoverGraceMs;
  if (over || canGoElsewhere(scene)) {
    endAttempt(decision, scene, { rejection: 'other', failure: 'no_provider_available', elsewhere: true });
    return;
  }
  if (transaction.activity !== 'RETRYING') show(decision, 'RETRYING');
  wake(decision, facts.now + facts.pace.heldBackMs, 'resend');
}

/**
 * Nothing was heard of preparing it, which does nothing outside: so it goes elsewhere at once, or is prepared anew until
 * that was tried often enough.
 */
export function unprepared(decision: Decision, scene: AttemptScene): void {
  const { attempt, facts } = scene;
  mark('prepare.silent');
  if (attempt.sends >= facts.pace.sendsMax || canGoElsewhere(scene))
    return endAttempt(decision, scene, {
      ...{ rejection: 'other', failure: 'no_provider_available', elsewhere: true },
    });
  const { now, random, pace } = facts;
  show(decision, 'RETRYING');
  wake(decision, nextSendAt(pace, { now, sends: attempt.sends, random, waitMs: null }), 'resend');
}

/** What was prepared is committed, and sent after that. */
export function sendPrepared(
  decision: Decision,
  { transaction, attempt, facts }: AttemptScene,
  memo: Memo,
): void {
  const { id: attemptId } = attempt;
  const sendBefore = facts.now + facts.pace.submissionUnansweredMs;
  change(decision, attempt, { state: 'sending', sends: 1, memo });
  wake(decision, sendBefore, 'submission_unanswered');
  decision.effects.push({ type: 'submit', transactionId: transaction.id, attemptId, send: 1, sendBefore });
}

/** The same attempt with the same key, once more; or once more prepared, before it was ever sent. */
export function sendAgain(decision: Decision, scene: AttemptScene): void {
  const { transaction, attempt, facts } = scene;
  if (!facts.admits(attempt.provider)) return holdBack(decision, scene);
  const [send, sendBefore] = [attempt.sends + 1, facts.now + facts.pace.submissionUnansweredMs];
  const isPreparing = attempt.state === 'preparing';
  change(decision, attempt, { state: isPreparing ? 'preparing' : 'sending', sends: send });
  wake(decision, sendBefore, 'submission_unanswered');
  const { id: attemptId } = attempt;
  const type = isPreparing ? 'prepare' : 'submit';
  decision.effects.push({ type, transactionId: transaction.id, attemptId, send, sendBefore });
}
