// What a decision does to a transaction, in verbs, so that the state machine can be read aloud. Each adds one event; the
// order in which they are called is the order in which the events are folded.
import { type Instant, type Money, money, smallerUnits } from '@diboas/kernel';
import { isCustomerAccount, type Transfer } from '@diboas/ledger';
import type { AttemptChange } from '../transaction/event.ts';
import { type ItemCause, isAskedFor } from '../transaction/item.ts';
import { type Activity, isFinal, type Status } from '../transaction/status.ts';
import type { Attempt, DueReason, FailureCode, Transaction, Wait } from '../transaction/transaction.ts';
import type { AttemptScene, Decision, Facts } from './decision.ts';
import { type Asking, lookupWait } from './schedule.ts';

/** Changes what is known of an attempt. */
export function change(
  { events }: Decision,
  { id: attemptId }: Pick<Attempt, 'id'>,
  to: AttemptChange,
): void {
  events.push({ type: 'attempt_changed', attemptId, change: to });
}

/** Moves the transaction to another status. A move that is not legal throws when it is folded. */
export function move({ events }: Decision, to: Status, activity: Activity | null = null): void {
  events.push({ type: 'moved', to, activity });
}

/** Shows the person what is going on within the status. */
export function show({ events }: Decision, activity: Activity): void {
  events.push({ type: 'activity_changed', activity });
}

/** Asks the person to do their part at this address; null when there is nothing for them to do any more. */
export function ask({ events }: Decision, url: string | null): void {
  events.push({ type: 'action_changed', url });
}

/** Has the transaction looked at again then, instead of whenever it was due before. */
export function wake({ events }: Decision, at: Instant, reason: DueReason): void {
  events.push({ type: 'due_set', due: { at, reason } });
}

/** Has the provider asked for news next, at its own pace or ours; `asking` says what this decision changes of it. */
export function lookUpLater(
  decision: Decision,
  { transaction, attempt, facts }: AttemptScene,
  asking: Partial<Asking> & Pick<Asking, 'lookups'>,
): void {
  const { pace } = facts.habitsOf(attempt.provider);
  const [hasEnded, isDelivered] = [isFinal(transaction.status), attempt.state === 'succeeded'];
  const usual = { silent: attempt.silent, inDoubt: false, hasEnded, isDelivered };
  wake(decision, facts.now + lookupWait(facts.pace, pace, { ...usual, ...asking }), 'lookup');
}

/**
 * Has the provider stop what it has taken: it is asked after the commit, and again with each look-up until it tells the end
 * or that it is too late. False where it cannot be asked, or was asked before.
 */
export function stop(decision: Decision, scene: AttemptScene): boolean {
  const { transaction, attempt, facts } = scene;
  if (!facts.habitsOf(attempt.provider).cancels || attempt.cancel !== null) return false;
  const heard = { lookups: 0, silent: 0 } as const;
  change(decision, attempt, { cancel: { askedAt: facts.now, isTooLate: false }, ...heard });
  decision.effects.push({ type: 'cancel', transactionId: transaction.id, attemptId: attempt.id });
  lookUpLater(decision, scene, { ...heard, inDoubt: true });
  return true;
}

/** Lets the transaction rest: time alone does not bring it up again. */
export function rest({ events }: Decision): void {
  events.push({ type: 'due_set', due: null });
}

/** Lets the transaction rest on its rung until what it waits for comes, or the wait is over. */
export function waitFor(decision: Decision, wait: Wait): void {
  decision.events.push({ type: 'waits', wait });
  wake(decision, wait.until, 'wait_over');
}

/** What lets go of all that is set aside or announced, but for what a network took all the same. */
export function releasesOf(
  { holds, createId }: Pick<Facts, 'holds' | 'createId'>,
  kind: 'void' | 'expire',
  spent = 0n,
): Transfer[] {
  return holds.map(({ id: holdId, ...hold }) => {
    const isSpent = spent > 0n && hold.debit.kind === 'NETWORK_COSTS';
    return isSpent
      ? { ...hold, id: createId(), kind: 'post', holdId, amount: smallerUnits(spent, hold.amount) }
      : { ...hold, id: createId(), kind, holdId };
  });
}

/** What a network took for what came to nothing; all else that is set aside stays so. */
export function paidToNetwork(
  { holds, createId }: Pick<Facts, 'holds' | 'createId'>,
  spent: bigint,
): Transfer[] {
  const costs = spent > 0n ? holds.filter(({ debit }) => debit.kind === 'NETWORK_COSTS') : [];
  return costs.map(({ id: holdId, ...hold }) => ({
    ...{ ...hold, id: createId(), kind: 'post', holdId },
    amount: smallerUnits(spent, hold.amount),
  }));
}

/** All of it goes back. What was only announced to a customer was never theirs, so it is let go of without being given back. */
export function giveBack(
  decision: Decision,
  { holds }: Facts,
  { failure, refunded }: { failure: FailureCode; refunded: readonly Money[] },
): void {
  const own = holds.filter((hold) => isCustomerAccount(hold.debit));
  const released = own.map((hold) => money(hold.debit.asset, hold.amount));
  decision.events.push({ type: 'failed', code: failure });
  decision.events.push({ type: 'compensated', released, refunded });
  move(decision, 'COMPENSATED');
  rest(decision);
}

/** What a person is asked to look at. */
interface Asked {
  readonly cause: ItemCause;
  readonly detail: string;
  readonly facts: Facts;
}

/** What they are asked about. */
type Subject = Pick<Transaction, 'id' | 'customerId' | 'openItems'>;

/** Asks a person to look, once per transaction and cause, with a deadline. */
export function openItem(decision: Decision, transaction: Subject, asked: Asked): void {
  if (!isAskedFor(transaction.openItems, asked.cause)) askNow(decision, transaction, asked);
}

/** Asks a person to look at more than they were asked about before: an open item of this cause gives way to one that says it all. */
export function askAnew(decision: Decision, transaction: Transaction, asked: Asked): void {
  const { cause, facts } = asked;
  closeItems(decision, transaction, { causes: [cause], by: 'engine', facts });
  askNow(decision, transaction, asked);
}

function askNow(
  decision: Decision,
  transaction: Pick<Subject, 'id' | 'customerId'>,
  { cause, detail, facts }: Asked,
): void {
  const id = facts.createId();
  const deadline = facts.now + facts.pace.itemDeadlineMs;
  decision.events.push({ type: 'item_opened', itemId: id, cause, deadline });
  decision.items.push({
    id,
    transactionId: transaction.id,
    customerId: transaction.customerId,
    cause,
    detail,
    openedAt: facts.now,
    deadline,
  });
}

/** Closes those of the transaction's open items that have one of these causes. */
export function closeItems(
  decision: Decision,
  transaction: Transaction,
  { causes, by, facts }: { causes: readonly ItemCause[]; by: string; facts: Facts },
): void {
  for (const { id: itemId, cause } of transaction.openItems) {
    if (!causes.includes(cause)) continue;
    decision.events.push({ type: 'item_closed', itemId, by });
    decision.closings.push({ itemId, by, at: facts.now });
  }
}
