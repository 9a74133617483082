// A transaction that is done in several, as a decision sees it: how it begins, and what it makes of what its legs come to.
import { assert, type Instant } from '@diboas/kernel';
import type { Terms } from '../agreement/terms.ts';
import { createDecision, type Decision, type Facts } from '../decision/decision.ts';
import type { ActInput } from '../decision/input.ts';
import { lookupWait } from '../decision/schedule.ts';
import { ask, closeItems, move, openItem, rest, show, wake } from '../decision/verbs.ts';
import { settlementOfLegs } from '../operation/legs.ts';
import type { LegRules } from '../operation/operation.ts';
import { isFinal } from '../transaction/status.ts';
import type { Leg, LegChange, LegState } from '../transaction/transaction.ts';
import { reversedBy, type Transaction } from '../transaction/transaction.ts';
import {
  assertPlan,
  awaitsOperator,
  isUnderWay,
  type NextLeg,
  owedBack,
  planOf,
  UNDO_TRIES_MAX,
} from './rule.ts';

/** The first commit of a parent's life. What may begin at once begins in the same commit, each as a transaction of its own. */
export function beginParent(terms: Terms): Decision {
  assertPlan(terms.legs ?? []);
  const decision = createDecision();
  decision.events.push({ type: 'initiated', operation: terms.operation, customerId: terms.customerId });
  move(decision, 'VALIDATING');
  move(decision, 'BALANCE_RESERVED');
  move(decision, 'SENT_TO_PROVIDER');
  return decision;
}

/** Writes down that the leg begins, or that it is being taken back, before it does. */
export function beginLeg(decision: Decision, { leg, terms }: NextLeg): void {
  const { key, undoTries } = leg;
  if (terms.origin.kind === 'leg') changeLeg(decision, key, { state: 'running' });
  else changeLeg(decision, key, { state: 'undoing', undoId: terms.id, undoTries: undoTries + 1 });
}

/** One of its transactions, as it was before and is after a step. */
export interface ChildStep {
  readonly before: Transaction | null;
  readonly after: Transaction;
}

/** A step of one of its transactions, and the leg that it is of. */
interface Heard {
  readonly leg: Leg;
  readonly step: ChildStep;
  readonly facts: Facts;
}

/** What a step of one of its transactions is for the parent, in the commit that makes it. */
export function hearChild(decision: Decision, parent: Transaction, step: ChildStep, facts: Facts): void {
  const { origin } = step.after.terms;
  assert(origin.kind === 'leg' || origin.kind === 'undo', 'a parent hears of its own', { id: step.after.id });
  const leg = parent.legs.find(({ key }) => key === origin.key);
  assert(leg, 'a transaction is a leg of its parent', { parent: parent.id, id: step.after.id });
  if (origin.kind === 'undo') return hearUndo(decision, parent, { leg, step, facts });
  if (leg.state !== 'running') return hearLate(decision, parent, { leg, step, facts });
  if (!isFinal(step.after.status)) return mirror(decision, parent, step);
  const change = endOf(parent, step.after);
  changeLeg(decision, leg.key, change);
  settle(decision, { parent, legs: withChange(parent.legs, leg.key, change), failed: step.after, facts });
}

function endOf({ legs }: Transaction, child: Transaction): LegChange {
  const { status, settlement: did } = child;
  // Whatever ended without success has given everything back by itself.
  if (status !== 'COMPLETED') return { state: 'failed' };
  // Its success and what took it back were told at once.
  if (reversedBy(child) !== null) return { state: 'taken_back', did };
  return { state: 'done', did, doneAs: legs.filter(({ doneAs }) => doneAs !== null).length + 1 };
}

/** What is told of a leg after its end: it was done after all, more of it was done, or it was taken back. */
function hearLate(decision: Decision, parent: Transaction, { leg, step, facts }: Heard): void {
  const { before, after } = step;
  const { settlement: did } = after;
  const { key, state } = leg;
  if (state === 'failed' && did) return changeLeg(decision, key, { state: 'done', did });
  if (state !== 'done') return;
  if (reversedBy(after) !== null) {
    changeLeg(decision, key, { state: 'taken_back' });
    const legs = withChange(parent.legs, key, { state: 'taken_back' });
    if (!isFinal(parent.status)) settle(decision, { parent, legs, failed: after, facts });
    return;
  }
  if (did === null || did === before?.settlement) return;
  changeLeg(decision, key, { did });
  const settlement = parent.settlement && settlementOfLegs(withChange(parent.legs, key, { did }));
  if (settlement) decision.events.push({ type: 'settled', settlement });
}

/** The person looks at the parent, so what they are to do and what is going on is shown there. */
function mirror(decision: Decision, parent: Transaction, { before, after }: ChildStep): void {
  const { status, activity, actionUrl } = after;
  const isTold = actionUrl !== null || before?.actionUrl === parent.actionUrl;
  if (isTold && actionUrl !== parent.actionUrl) ask(decision, actionUrl);
  if (parent.status === 'SENT_TO_PROVIDER' && status === 'PROVIDER_PROCESSING')
    return move(decision, 'PROVIDER_PROCESSING', activity);
  const isWorse = parent.status === 'PROVIDER_PROCESSING' && status === 'SENT_TO_PROVIDER';
  if (activity && activity !== parent.activity && !isWorse) show(decision, activity);
}

/** What is taken back before the whole is done keeps it from being done. */
const HAS_FAILED: readonly LegState[] = ['failed', 'taken_back'];

interface Standing {
  readonly parent: Transaction;
  /** As they are after this step. */
  readonly legs: readonly Leg[];
  /** What has ended last. */
  readonly failed: Transaction;
  readonly facts: Facts;
}

/** What follows from how the legs stand, beside what begins next. */
function settle(decision: Decision, { parent, legs, failed, facts }: Standing): void {
  const isBack =
    parent.status === 'PROVIDER_FAILED' ||
    legs.some((leg) => HAS_FAILED.includes(leg.state) || fallsShort(parent, leg));
  if (isBack) return goBack(decision, { parent, legs, failed, facts });
  const settlement = settlementOfLegs(legs);
  if (!settlement) {
    if (parent.status === 'SENT_TO_PROVIDER') move(decision, 'PROVIDER_PROCESSING', parent.activity);
    if (parent.actionUrl !== null) ask(decision, null);
    return;
  }
  if (parent.actionUrl !== null) ask(decision, null);
  move(decision, 'PROVIDER_COMPLETED');
  decision.events.push({ type: 'settled', settlement });
  move(decision, 'COMPLETED');
}

/**
 * Whether only a part of it was done, which brought less than those count on that come after it: they would take what it did not
 * bring out of what else its person has there.
 */
function fallsShort(parent: Transaction, { key, state, did }: Leg): boolean {
  if (state !== 'done' || !did?.part) return false;
  const isCountedOn = parent.terms.legs?.some(({ needs }) => needs.includes(key)) === true;
  return isCountedOn && did.credited.units < planOf(parent, key).terms.receive.money.units;
}

/** Nothing new begins. Once nothing is under way, and nothing that was done must be taken back, it has ended. */
function goBack(decision: Decision, { parent, legs, failed, facts }: Standing): void {
  if (parent.status !== 'PROVIDER_FAILED') {
    if (parent.actionUrl !== null) ask(decision, null);
    for (const { key, state } of legs)
      if (state === 'waiting') changeLeg(decision, key, { state: 'skipped' });
    decision.events.push({ type: 'failed', code: failed.failure ?? 'provider_error' });
    move(decision, 'PROVIDER_FAILED');
  }
  if (isUnderWay(legs) || awaitsOperator(legs) || owedBack({ ...parent, legs }, rulesOf(facts)).length > 0)
    return;
  const refunded = failed.terms.origin.kind === 'leg' ? (failed.compensation?.refunded ?? []) : [];
  decision.events.push({ type: 'compensated', released: failed.compensation?.released ?? [], refunded });
  move(decision, 'COMPENSATED');
  rest(decision);
}

function hearUndo(decision: Decision, parent: Transaction, { leg, step, facts }: Heard): void {
  const { after } = step;
  if (leg.state !== 'undoing' || leg.undoId !== after.id || !isFinal(after.status)) return;
  const change = undoneBy(leg, after);
  changeLeg(decision, leg.key, change);
  if (change.state === 'undo_due') return wake(decision, facts.now + undoWait(leg, facts), 'undo');
  if (change.state === 'undo_failed') {
    const detail = `leg ${leg.key} could not be undone in ${leg.undoTries} tries`;
    return openItem(decision, parent, { cause: 'compensation_failed', detail, facts });
  }
  settle(decision, { parent, legs: withChange(parent.legs, leg.key, change), failed: after, facts });
}

/** As long as before the next look-up at an order that is worked on. */
function undoWait({ undoTries: lookups }: Leg, { pace }: Facts): number {
  return lookupWait(pace, undefined, { lookups, silent: 0, inDoubt: false, hasEnded: false });
}

function undoneBy({ undoTries }: Leg, { status }: Transaction): LegChange {
  if (status === 'COMPLETED') return { state: 'undone' };
  return { state: undoTries < UNDO_TRIES_MAX ? 'undo_due' : 'undo_failed' };
}

/** The time has come to take back once more what could not be taken back: it is owed again, and so begins again. */
export function undoWhenDue(parent: Transaction, { leasedUntil }: { leasedUntil: Instant }): Decision {
  const decision = createDecision();
  if (parent.due?.at === leasedUntil) undoAgain(decision, parent, 'undo_due');
  return decision;
}

function undoAgain(decision: Decision, { legs }: Transaction, state: 'undo_due' | 'undo_failed'): void {
  for (const leg of legs) if (leg.state === state) changeLeg(decision, leg.key, { state: 'done' });
  rest(decision);
}

/**
 * What somebody does to a parent: the operator of one that could not be taken back has it tried again. Null for what is
 * done to it as to any other.
 */
export function actOnParent(
  parent: Transaction,
  { input, facts }: { input: ActInput; facts: Facts },
): Decision | null {
  const { key, act, by, reason, evidence } = input;
  if (act.kind !== 'cancel' && act.kind !== 'ask_again') return null;
  const decision = createDecision();
  decision.events.push({ type: 'acted', key, act, by, reason, evidence, isDone: true });
  if (act.kind === 'cancel') return decision;
  closeItems(decision, parent, { causes: ['compensation_failed'], by, facts });
  undoAgain(decision, parent, 'undo_failed');
  return decision;
}

function changeLeg({ events }: Decision, key: string, change: LegChange): void {
  events.push({ type: 'leg_changed', key, change });
}

function withChange(legs: readonly Leg[], key: string, change: LegChange): readonly Leg[] {
  return legs.map((leg) => (leg.key === key ? { ...leg, ...change } : leg));
}

/** How the parent's operation is done in several. */
export function rulesOf({ operation }: Facts): LegRules {
  assert(operation.legs, 'a parent’s operation says how it is done', { operation: operation.name });
  return operation.legs;
}
