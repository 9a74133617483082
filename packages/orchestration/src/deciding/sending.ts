// Sending an attempt once more, or not: what is in doubt keeps its hold and its key, and a provider that takes nothing
// now is sent nothing.
import type { Decision } from './decision.ts';
import { canGoElsewhere, endAttempt } from './end-attempt.ts';
import type { AttemptScene } from './scene.ts';
import { lookupWait } from './schedule.ts';

/** It may have happened: the hold stays, nobody else is asked, and the provider is asked what it knows. */
export function doubt(decision: Decision, { transaction, attempt, facts }: AttemptScene): void {
  const change = { state: 'unknown', inDoubt: true } as const;
  decision.events.push({ type: 'attempt_changed', attemptId: attempt.id, change });
  if (transaction.activity !== 'CONFIRMING_OUTCOME') {
    decision.events.push({ type: 'activity_changed', activity: 'CONFIRMING_OUTCOME' });
  }
  const at = facts.now + lookupWait(facts.pace.unknownLookupsMs, attempt.lookups);
  decision.events.push({ type: 'due_set', due: { at, reason: 'lookup' } });
}

/** Whether the provider still knows the key, if it ever got it: a repeat then cannot execute twice. */
export function isKeyRemembered({ attempt, facts }: AttemptScene): boolean {
  return facts.now - attempt.startedAt < facts.keyLifetimeMs(attempt.provider);
}

/**
 * The provider takes nothing now: it is switched off, or its breaker is open. Nothing was sent, so nothing is
 * counted. What is not in doubt goes elsewhere, or is given back once the quote is long over; what is in doubt
 * waits.
 */
export function holdBack(decision: Decision, scene: AttemptScene): void {
  const { transaction, attempt, facts } = scene;
  const over = facts.now >= transaction.terms.expiresAt + facts.pace.failoverGraceMs;
  if (!attempt.inDoubt && (over || canGoElsewhere(scene))) {
    endAttempt(decision, scene, { rejection: 'other', failure: 'no_provider_available', elsewhere: true });
    return;
  }
  if (!attempt.inDoubt && transaction.activity !== 'RETRYING') {
    decision.events.push({ type: 'activity_changed', activity: 'RETRYING' });
  }
  decision.events.push({ type: 'due_set', due: { at: facts.now + facts.pace.heldBackMs, reason: 'resend' } });
}

/** The same attempt with the same key, once more. */
export function sendAgain(decision: Decision, scene: AttemptScene): void {
  const { transaction, attempt, facts } = scene;
  if (!facts.admits(attempt.provider)) return holdBack(decision, scene);
  const change = { state: 'sending', sends: attempt.sends + 1 } as const;
  decision.events.push({ type: 'attempt_changed', attemptId: attempt.id, change });
  const at = facts.now + facts.pace.submissionUnansweredMs;
  decision.events.push({ type: 'due_set', due: { at, reason: 'submission_unanswered' } });
  decision.effects.push({ type: 'submit', transactionId: transaction.id, attemptId: attempt.id });
}
