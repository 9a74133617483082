// Which leg is next. Legs begin when what they need is done. When one fails nothing new begins, those under way are waited
// for, and what was done and must not stay is taken back one by one, the last one first.
import { assert, type Id } from '@diboas/kernel';
import type { LegPlan, Terms } from '../agreement/terms.ts';
import type { LegRules } from '../operation/operation.ts';
import { isFinal } from '../transaction/status.ts';
import type { Leg, LegState, Transaction } from '../transaction/transaction.ts';

/** How often an undo is begun again before a person is asked. Each try retries by itself inside. */
export const UNDO_TRIES_MAX = 3;

const UNDER_WAY: readonly LegState[] = ['running', 'undoing', 'undo_due'];

/** What begins next: a leg, or what takes one back; null while nothing may. */
export interface NextLeg {
  readonly leg: Leg;
  readonly terms: Terms;
}

export function nextLeg(parent: Transaction, rules: LegRules, createId: () => Id): NextLeg | null {
  const { legs, status } = parent;
  if (isFinal(status)) return null;
  if (status === 'PROVIDER_FAILED') return nextUndo(parent, rules, createId);
  const leg = legs.find(
    (one) => one.state === 'waiting' && needsOf(parent, one).every((key) => isDone(legs, key)),
  );
  if (!leg) return null;
  const { terms } = planOf(parent, leg.key);
  return { leg, terms: { ...terms, origin: { kind: 'leg', parentId: parent.id, key: leg.key } } };
}

function nextUndo(parent: Transaction, rules: LegRules, createId: () => Id): NextLeg | null {
  if (isUnderWay(parent.legs) || awaitsOperator(parent.legs)) return null;
  const [leg] = owedBack(parent, rules);
  if (!leg?.did) return null;
  const terms = rules.undo(planOf(parent, leg.key), leg.did, createId());
  assert(terms, 'what is owed can be taken back', { id: parent.id, leg: leg.key });
  return { leg, terms: { ...terms, origin: { kind: 'undo', parentId: parent.id, key: leg.key } } };
}

/** Whether something of it is being done or taken back, or will be without anybody doing anything. */
export function isUnderWay(legs: readonly Leg[]): boolean {
  return legs.some(({ state }) => UNDER_WAY.includes(state));
}

/** Whether a person must look before anything more is taken back. */
export function awaitsOperator(legs: readonly Leg[]): boolean {
  return legs.some(({ state }) => state === 'undo_failed');
}

/** What was done and must not stay, the last one first. */
export function owedBack(parent: Transaction, rules: LegRules): readonly Leg[] {
  const owed = parent.legs.filter(
    ({ key, state, did }) =>
      state === 'done' && did && rules.undo(planOf(parent, key), did, parent.id) !== null,
  );
  return owed.toSorted((left, right) => (right.doneAs ?? 0) - (left.doneAs ?? 0));
}

/** What was planned of the leg. */
export function planOf({ id, terms }: Transaction, key: string): LegPlan {
  const plan = terms.legs?.find((leg) => leg.key === key);
  assert(plan, 'a leg that is not planned', { id, key });
  return plan;
}

function needsOf(parent: Transaction, { key }: Leg): readonly string[] {
  return planOf(parent, key).needs;
}

function isDone(legs: readonly Leg[], key: string): boolean {
  return legs.some((leg) => leg.key === key && leg.state === 'done');
}

/** Transactions of the parent that are under way now: what is done to the parent may be done to them. */
export function runningOf({ terms, legs }: Transaction): readonly Id[] {
  return legs.flatMap(({ key, state, undoId }) => {
    if (state === 'undoing') return undoId ?? [];
    return state === 'running' ? (terms.legs?.find((leg) => leg.key === key)?.terms.id ?? []) : [];
  });
}

/** A plan whose legs need each other in a circle, or need one that is not there, would never end. */
export function assertPlan(legs: readonly LegPlan[]): void {
  const placed = new Set<string>();
  for (let left = legs.length; left > 0; left -= 1) {
    const ready = legs.filter((leg) => !placed.has(leg.key) && leg.needs.every((key) => placed.has(key)));
    for (const leg of ready) placed.add(leg.key);
  }
  assert(legs.length > 0 && placed.size === legs.length, 'every leg of a plan can be reached', {
    legs: legs.map((leg) => leg.key).join(' '),
  });
}
