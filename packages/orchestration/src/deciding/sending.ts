// Sending an attempt once more, or not: what is in doubt keeps its hold and its key, and a provider that takes nothing
// now is sent nothing. What waits in no block of its network for long is made once more for a higher fee, and sent beside
// what was sent before: of all versions one at most can be carried out.
import { type Instant, mark } from '@diboas/kernel';
import { feeWaitOf } from '../agreement/manner.ts';
import type { AttemptScene, Decision } from '../decision/decision.ts';
import { nextSendAt } from '../decision/schedule.ts';
import { change, lookUpLater, show, wake } from '../decision/verbs.ts';
import type { Confirmations, HeldBack, Memo, PrepareAnswer } from '../provider/answer.ts';
import { movedUnits } from '../provider/movement.ts';
import { isFinal } from '../transaction/status.ts';
import { isPrepared } from '../transaction/transaction.ts';
import { canGoElsewhere, endAttempt } from './end-attempt.ts';
import { isClosed, sendBeforeIn } from './market.ts';

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

/** Until when its network may be waited for to ask less; null where that was not agreed to, or is over. */
function feeAwaitedUntil({
  transaction: { terms, createdAt },
  facts: { now },
}: AttemptScene): Instant | null {
  const until = feeWaitOf(terms, createdAt)?.until ?? now;
  return now < until ? until : null;
}

/**
 * It is put off until its network asks less. Nothing was sent and nothing failed, so none of that is counted: it is prepared anew
 * then. False where no more of that was agreed to.
 */
export function awaitFee(decision: Decision, scene: AttemptScene, waitMs: number): boolean {
  const { transaction, attempt, facts } = scene;
  const until = feeAwaitedUntil(scene);
  if (until === null) return false;
  change(decision, attempt, { sends: 0 });
  if (transaction.activity !== 'WAITING_FOR_FEE') show(decision, 'WAITING_FOR_FEE');
  wake(decision, Math.min(facts.now + waitMs, until), 'resend');
  return true;
}

/** What was prepared is committed, and sent after that. */
export function sendPrepared(
  decision: Decision,
  { transaction, attempt, facts }: AttemptScene,
  memo: Memo,
): void {
  const { id: attemptId } = attempt;
  const sendBefore = sendBeforeIn(transaction.terms, facts);
  change(decision, attempt, { state: 'sending', sends: 1, memo });
  wake(decision, sendBefore, 'submission_unanswered');
  decision.effects.push({ type: 'submit', transactionId: transaction.id, attemptId, send: 1, sendBefore });
}

/** The same attempt with the same key, once more; or once more prepared, before it was ever sent. */
export function sendAgain(decision: Decision, scene: AttemptScene): void {
  const { transaction, attempt, facts } = scene;
  if (!facts.admits(attempt.provider)) return holdBack(decision, scene);
  if (isClosed(transaction.terms, facts)) return putOff(decision, scene);
  const [send, sendBefore] = [attempt.sends + 1, sendBeforeIn(transaction.terms, facts)];
  const isPreparing = attempt.state === 'preparing';
  change(decision, attempt, { state: isPreparing ? 'preparing' : 'sending', sends: send });
  wake(decision, sendBefore, 'submission_unanswered');
  const { id: attemptId } = attempt;
  const type = isPreparing ? 'prepare' : 'submit';
  decision.effects.push({ type, transactionId: transaction.id, attemptId, send, sendBefore });
}

/** It goes on when the exchange opens: a repeat is of the same key, and at no worse a price than what was agreed. */
function putOff(decision: Decision, { transaction: { activity, terms }, facts }: AttemptScene): void {
  mark('market.put_off');
  const until = facts.sessionOf(terms)?.until ?? facts.now;
  if (activity !== 'RETRYING') show(decision, 'RETRYING');
  wake(decision, until, 'resend');
}

/** How often one order is made anew. What three higher fees do not move waits for something else. */
const TIMES_MAX = 3;

/** Has another version made of what its network has not taken for long, by what was just heard of it. */
export function replaceStuck(
  decision: Decision,
  { transaction, attempt, facts }: AttemptScene,
  progress: Confirmations | undefined,
): void {
  if (progress?.have !== 0 || !isPrepared(attempt) || isFinal(transaction.status)) return;
  const { replacesAfterMs } = facts.habitsOf(attempt.provider);
  const { payNetwork, network } = transaction.terms.order;
  // What crosses waits for the network that it leaves, and not for the other.
  const afterMs = replacesAfterMs[payNetwork === 'fiat' ? network : payNetwork];
  const { askedAt, times } = attempt.replacement ?? { askedAt: attempt.startedAt, times: 0 };
  if (afterMs === undefined || times >= TIMES_MAX || facts.now < askedAt + afterMs) return;
  mark('broadcast.stuck');
  change(decision, attempt, { replacement: { askedAt: facts.now, times: times + 1 } });
  decision.effects.push({ type: 'replace', transactionId: transaction.id, attemptId: attempt.id });
}

/**
 * Has the rest of an order made that was done in a part, or waits for what it needs: once in a while, for as long as it takes. The
 * provider sees to it that no part is made twice.
 */
export function makeRest(decision: Decision, { transaction, attempt, facts }: AttemptScene): void {
  if (!isPrepared(attempt) || isFinal(transaction.status)) return;
  const { replacesAfterMs } = facts.habitsOf(attempt.provider);
  const { askedAt, times } = attempt.replacement ?? { askedAt: attempt.startedAt, times: 0 };
  const isMade = replacesAfterMs[transaction.terms.order.network] !== undefined;
  if (!isMade || facts.now < askedAt + facts.pace.heldBackMs) return;
  change(decision, attempt, { replacement: { askedAt: facts.now, times } });
  decision.effects.push({ type: 'replace', transactionId: transaction.id, attemptId: attempt.id });
}

/**
 * A version that pays more, or the next part, is committed, and sent after that. Where there is none, what was sent goes on waiting. What
 * has all been taken is made no more.
 */
export function takeReplaced(
  decision: Decision,
  scene: AttemptScene,
  answer: PrepareAnswer | HeldBack,
): void {
  const { transaction, attempt } = scene;
  const isWaiting =
    attempt.state === 'accepted' &&
    attempt.stage === 'working' &&
    movedUnits(attempt.movements, 'taken') < transaction.terms.order.pay.units;
  if (!isWaiting || isFinal(transaction.status)) return mark('replacement.late');
  if (answer.kind !== 'prepared') return mark('replacement.none');
  change(decision, attempt, { memo: answer.memo });
  if (attempt.progress?.have === 0) show(decision, 'SPEEDING_UP');
  sendLast(decision, scene);
}

/**
 * The last version goes out beside what is known of the order already. What comes of that is told by look-ups: that it was
 * not taken says nothing of the versions before.
 */
export function sendLast(decision: Decision, { transaction, attempt, facts }: AttemptScene): void {
  const [send, sendBefore] = [attempt.sends, sendBeforeIn(transaction.terms, facts)];
  decision.effects.push({
    type: 'submit',
    transactionId: transaction.id,
    attemptId: attempt.id,
    send,
    sendBefore,
  });
}
