import { createCalendars } from '@diboas/calendars';
import { type Instant, mark, unreachable } from '@diboas/kernel';
import { lateFrom } from '../agreement/price.ts';
import type { AttemptScene, Decision, Facts } from '../decision/decision.ts';
import { change, lookUpLater, openItem, rest, wake } from '../decision/verbs.ts';
import type { ItemCause } from '../transaction/item.ts';
import { isFinal } from '../transaction/status.ts';
import {
  followedAttempt,
  isBeingCancelled,
  liveAttempt,
  type Transaction,
} from '../transaction/transaction.ts';
import { endChecks, isForChecks, screenOnceMore } from './checking.ts';
import { endWait } from './go-on.ts';
import { isFollowedUp } from './observe.ts';
import { askOnceMore, opened } from './offers.ts';
import { doubt, isKeyRemembered, sendAgain, unprepared } from './sending.ts';

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
  if (due.reason === 'wait_over') return waitedFor(transaction)(decision, transaction, facts);
  if (due.reason === 'screening') return screenOnceMore(decision, transaction, facts);
  if (due.reason === 'offers') return askOnceMore(decision, transaction, facts);
  const attempt = isFinal(transaction.status) ? followedAttempt(transaction) : liveAttempt(transaction);
  if (!attempt) {
    rest(decision);
    return;
  }
  const scene: AttemptScene = { transaction, attempt, facts };
  if (attempt.state === 'preparing' && due.reason === 'submission_unanswered')
    return unprepared(decision, scene);
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
    case 'asked':
      return ask(decision, scene);
    // Only a parent has it, which has no attempt: it is dealt with where legs are.
    case 'undo':
      return;
    case 'operator_deadline':
      return remind(decision, scene);
    default:
      return unreachable(due.reason);
  }
}

/** What the end of a wait leads to. */
function waitedFor({ wait }: Transaction): typeof endWait {
  if (wait?.for === 'market') return opened;
  return isForChecks(wait) ? endChecks : endWait;
}

/** After a send that may have got in, a key that the provider may have forgotten is never sent again. */
function sendWhenSafe(decision: Decision, scene: AttemptScene): void {
  if (scene.attempt.inDoubt && !isKeyRemembered(scene)) doubt(decision, scene);
  else sendAgain(decision, scene);
}

function lookUp(decision: Decision, scene: AttemptScene): void {
  const { transaction } = scene;
  if (!isFinal(transaction.status) || !isFollowedUp(scene)) return ask(decision, scene);
  rest(decision);
  if (isOwedBack(transaction)) askForReturn(decision, scene);
}

function ask(decision: Decision, { transaction, attempt, facts }: AttemptScene): void {
  const lookups = attempt.lookups + 1;
  const isStopping = attempt.state === 'accepted' && isBeingCancelled(attempt);
  const isWaitedFor = isStopping && !isFinal(transaction.status);
  const inDoubt = attempt.state === 'unknown' || attempt.state === 'sending' || isWaitedFor;
  change(decision, attempt, { lookups });
  lookUpLater(decision, { transaction, attempt, facts }, { lookups, inDoubt });
  const names = { transactionId: transaction.id, attemptId: attempt.id };
  if (isStopping) decision.effects.push({ type: 'cancel', ...names });
  decision.effects.push({ type: 'lookup', ...names });
  const worry = worryOf({ transaction, attempt: { ...attempt, lookups }, facts });
  if (worry) openItem(decision, transaction, { ...worry, facts });
}

/** Whether a provider had the money and could not deliver, and nobody has said that it came back. */
function isOwedBack({ failure, settlement, compensation }: Transaction): boolean {
  return failure === 'not_delivered' && settlement === null && compensation?.refunded.length === 0;
}

/** A promise that money comes back is not the money: before it is left alone, a person makes sure. */
function askForReturn(decision: Decision, { transaction, attempt, facts }: AttemptScene): void {
  mark('return.unsaid');
  const detail = `${attempt.provider} had the money and could not deliver, and has not said that it gave it back`;
  openItem(decision, transaction, { cause: 'compensation_failed', detail, facts });
}

/** Why a person must look at an order that is being asked about; null while all is as it should be. */
function worryOf(scene: AttemptScene): { readonly cause: ItemCause; readonly detail: string } | null {
  const { transaction, attempt, facts } = scene;
  const { provider, lookups, silent, stage, state } = attempt;
  const { lookupsBeforeItem } = facts.pace;
  // What was given back unpaid is nobody's worry, as long as its provider says so. Once it has the money, or says nothing any
  // more, it is, whatever came before.
  const isKnownUnpaid = stage !== 'working' && (state !== 'accepted' || silent < lookupsBeforeItem);
  if (isFinal(transaction.status) && isKnownUnpaid) return null;
  if (state === 'unknown' || state === 'sending') {
    if (lookups < lookupsBeforeItem) return null;
    mark('unknown.for_long');
    return { cause: 'outcome_unknown', detail: `${provider} was asked ${lookups} times without news` };
  }
  if (silent >= lookupsBeforeItem) {
    mark('provider.silent');
    return { cause: 'provider_silent', detail: `${provider} was asked ${silent} times without an answer` };
  }
  if (stage !== 'working' || facts.now < overdueAt(scene)) return null;
  mark('provider.slow');
  const { overdueTimes } = facts.pace;
  const owed = `what left for another network is owed there by ${provider} for ${overdueTimes} times as long as it said, and cannot be lost`;
  const slow = `${provider} is at work for ${overdueTimes} times as long as it said`;
  return { cause: 'overdue', detail: transaction.activity === 'MINT_OWED' ? owed : slow };
}

/** Days that banks are closed beyond all rule are as nothing to several times as long as they take. */
const BY_RULE = createCalendars([]);

/**
 * When a provider has been at work for too long: several times its own word, or ours, from when it began. Where banks move it,
 * several times as long as their days last, with the weekends and holidays that lie between.
 */
function overdueAt({ transaction, attempt, facts }: AttemptScene): Instant {
  const { terms, history } = transaction;
  const began = history.findLast(({ status }) => status === 'PROVIDER_PROCESSING')?.at;
  const since = began ?? attempt.startedAt + facts.operation.patience(terms).openMs;
  return since + facts.pace.overdueTimes * (lateFrom(terms.estimate, since, BY_RULE) - since);
}

/**
 * A person has not answered in time; the item stays open and is due again. One message may have been wrong, and all others
 * lost: so the provider is asked as well.
 */
function remind(decision: Decision, { transaction, attempt, facts }: AttemptScene): void {
  wake(decision, facts.now + facts.pace.itemDeadlineMs, 'operator_deadline');
  decision.effects.push({ type: 'lookup', transactionId: transaction.id, attemptId: attempt.id });
}
