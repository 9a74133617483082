import { type Instant, mark, unreachable } from '@diboas/kernel';
import { isFinal } from '../transaction/status.ts';
import { followedAttempt, liveAttempt, type Transaction } from '../transaction/transaction.ts';
import type { Decision, Facts } from './decision.ts';
import { openItem } from './item.ts';
import { isFollowedUp } from './observe.ts';
import type { AttemptScene } from './scene.ts';
import { lookupWait } from './schedule.ts';
import { doubt, isKeyRemembered, sendAgain } from './sending.ts';
import { change, rest, wake } from './verbs.ts';

/**
 * A resting transaction's time has come. Time alone decides nothing about money: it only asks again, sends the
 * same key again, or calls a person. A claim that another node has overtaken changes nothing.
 */
export function fallDue(
  decision: Decision,
  transaction: Transaction,
  { leasedUntil, facts }: { leasedUntil: Instant; facts: Facts },
): void {
  const { due } = transaction;
  if (!due || due.at !== leasedUntil) return;
  const attempt = isFinal(transaction.status) ? followedAttempt(transaction) : liveAttempt(transaction);
  if (!attempt) {
    rest(decision);
    return;
  }
  const scene: AttemptScene = { transaction, attempt, facts };
  switch (due.reason) {
    case 'submission_unanswered':
      doubt(decision, scene);
      return;
    case 'resend':
      sendWhenSafe(decision, scene);
      return;
    case 'lookup':
      lookUp(decision, scene);
      return;
    case 'operator_deadline':
      return remind(decision, scene);
    default:
      return unreachable(due.reason);
  }
}

/** After a send that may have got in, a key that the provider may have forgotten is never sent again. */
function sendWhenSafe(decision: Decision, scene: AttemptScene): void {
  if (scene.attempt.inDoubt && !isKeyRemembered(scene)) doubt(decision, scene);
  else sendAgain(decision, scene);
}

function lookUp(decision: Decision, { transaction, attempt, facts }: AttemptScene): void {
  if (isFinal(transaction.status) && isFollowedUp({ transaction, attempt, facts })) {
    rest(decision);
    return;
  }
  const lookups = attempt.lookups + 1;
  const inDoubt = attempt.state === 'unknown' || attempt.state === 'sending';
  const table = inDoubt ? facts.pace.unknownLookupsMs : facts.pace.workingLookupsMs;
  change(decision, attempt, { lookups });
  wake(decision, facts.now + lookupWait(table, lookups), 'lookup');
  decision.effects.push({ type: 'lookup', transactionId: transaction.id, attemptId: attempt.id });
  // An order that waits for the person is silent by nature, until the person's time is over.
  const waits = attempt.stage === 'open' && facts.now < attempt.startedAt + facts.operation.openWindowMs;
  if (lookups < facts.pace.lookupsBeforeItem || waits || isFinal(transaction.status)) return;
  const cause = inDoubt ? 'outcome_unknown' : 'provider_silent';
  if (inDoubt) mark('unknown.for_long');
  const detail = `${attempt.provider} was asked ${lookups} times without news`;
  openItem(decision, transaction, { cause, detail, facts });
}

/** A person has not answered in time; the item stays open and is due again. */
function remind(decision: Decision, { facts }: AttemptScene): void {
  wake(decision, facts.now + facts.pace.itemDeadlineMs, 'operator_deadline');
}
