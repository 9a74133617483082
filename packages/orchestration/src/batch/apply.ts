// What is decided is applied to the batch in memory; with a step of a leg, its parent goes on in the same commit.
import { assert, bucketOf, type Id } from '@diboas/kernel';
import { identityFeeOf } from '../agreement/price.ts';
import { parentOf } from '../agreement/terms.ts';
import { advance } from '../deciding/advance.ts';
import { initiate } from '../deciding/initiate.ts';
import { createDecision, type Decision, type Facts, type Spawned } from '../decision/decision.ts';
import type { ChangeInput, InitiateInput } from '../decision/input.ts';
import {
  actOnParent,
  beginLeg,
  beginParent,
  type ChildStep,
  hearChild,
  rulesOf,
  undoWhenDue,
} from '../legs/parent.ts';
import { nextLeg } from '../legs/rule.ts';
import { useOf } from '../operation/use.ts';
import { evolveEntry } from '../transaction/event.ts';
import { isFinal } from '../transaction/status.ts';
import type { Transaction } from '../transaction/transaction.ts';
import { profileOf } from './look.ts';
import { factsFor, type Work } from './work.ts';

/**
 * Begins what was confirmed. Null, with nothing begun, where the money for it is not in the balance. That a provider has not
 * enough of ours to do it is told by a transaction, which failed.
 */
export function decideBeginning(work: Work, input: InitiateInput): Transaction | null {
  const { terms } = input;
  if (terms.legs) return beginInLegs(work, input);
  const facts = factsFor(work, terms.id, terms.operation);
  const decision = advance(null, input, facts);
  const isRefused = decision.events.some((one) => one.type === 'failed' && one.code === 'refused_by_rules');
  const isShort = isRefused && facts.operation.takesFrom.length > 0;
  return isShort ? null : applyDecision(work, { before: null, terms, decision, cause: input.type });
}

function beginInLegs(work: Work, { terms, type: cause }: InitiateInput): Transaction {
  const begun = applyDecision(work, { before: null, terms, decision: beginParent(terms), cause });
  beginLegs(work, begun.id);
  return work.transactions.get(begun.id) ?? begun;
}

/** Decides and applies one input in memory. Null when it changed nothing. */
export function decideChange(
  work: Work,
  before: Transaction | null,
  input: InitiateInput | ChangeInput,
): Transaction | null {
  const terms = before?.terms ?? (input.type === 'initiate' ? input.terms : null);
  assert(terms, 'a transaction has terms');
  assert(bucketOf(terms.customerId) === work.context.bucket, 'an input is in the wrong bucket', {
    id: terms.id,
  });
  const decision = decide(before, input, factsFor(work, terms.id, terms.operation));
  if (decision.events.length === 0) return null;
  const after = applyDecision(work, { before, terms, decision, cause: input.type });
  if (terms.legs) beginLegs(work, after.id);
  return work.transactions.get(after.id) ?? after;
}

function decide(before: Transaction | null, input: InitiateInput | ChangeInput, facts: Facts): Decision {
  if (before?.terms.legs) {
    if (input.type === 'due') return undoWhenDue(before, input);
    const acted = input.type === 'act' ? actOnParent(before, { input, facts }) : null;
    if (acted) return acted;
  }
  return advance(before, input, facts);
}

export function applyDecision(
  work: Work,
  change: {
    before: Transaction | null;
    terms: Transaction['terms'];
    decision: Decision;
    cause: string;
  },
): Transaction {
  const { before, terms, decision, cause } = change;
  // Another node's clock may have been ahead: no transaction goes back in time.
  const at = Math.max(work.context.now, before?.updatedAt ?? 0);
  const { customerId } = terms;
  const seq = (work.seqs.get(customerId) ?? work.loaded.seqs.get(customerId) ?? 0) + 1;
  const after = evolveEntry(before, decision.events, { terms, place: { at, seq } });
  const outcome = work.book.apply(decision.transfers);
  assert(outcome.ok, 'a decided transfer was refused', outcome.ok ? {} : { refusal: outcome.refusal.code });
  const heldAtTheEnd = isFinal(after.status) && work.book.holdsOf(after.id).length > 0;
  assert(!heldAtTheEnd, 'a transaction that ended holds nothing', { id: after.id });
  work.seqs.set(customerId, seq);
  work.transactions.set(after.id, after);
  work.uses.get(customerId)?.set(after.id, useOf(after));
  work.journal.push({ customerId, seq, transactionId: after.id, at, cause, events: decision.events });
  work.items.push(...decision.items);
  work.closings.push(...decision.closings);
  for (const one of decision.spawned) applySpawned(work, one);
  for (const effect of decision.effects) work.effects.push({ effect, transaction: after });
  notePaidIdentity(work, after);
  tellParent(work, { before, after });
  return after;
}

/** Who pays for finding out who a customer is: what is under way with it, or has come to something. Once, and no more. */
function notePaidIdentity(work: Work, { id, customerId, status, settlement, terms }: Transaction): void {
  if (terms.legs || identityFeeOf(terms.price) === null) return;
  const profile = profileOf(work, customerId);
  const pays = !isFinal(status) || settlement !== null;
  if (pays && profile.identityPaidBy === null)
    work.profiles.set(customerId, { ...profile, identityPaidBy: id });
  if (!pays && profile.identityPaidBy === id)
    work.profiles.set(customerId, { ...profile, identityPaidBy: null });
}

/** A transaction that another one brought about: its terms, its whole life and its transfers. */
export function applySpawned(work: Work, { terms, events, transfers }: Spawned): Transaction {
  work.quotes.push(terms);
  const decision = { ...createDecision(), events: [...events], transfers: [...transfers] };
  const cause = terms.origin.kind === 'arrival' ? 'arrive' : 'spawned';
  return applyDecision(work, { before: null, terms, decision, cause });
}

/** A step of a leg is heard by its parent in the commit that makes it, and what may begin then begins. */
function tellParent(work: Work, step: ChildStep): void {
  const parentId = parentOf(step.after.terms);
  if (parentId === null) return;
  const parent = work.transactions.get(parentId);
  assert(parent, 'a leg has a parent', { parentId, id: step.after.id });
  const decision = createDecision();
  hearChild(decision, parent, step, factsFor(work, parent.id, parent.operation));
  applyToParent(work, parent, decision);
  beginLegs(work, parentId);
}

/** What may begin now, one by one: what a leg comes to at once may keep the next one from beginning. */
function beginLegs(work: Work, parentId: Id): void {
  for (;;) {
    const parent = work.transactions.get(parentId);
    assert(parent, 'a parent has begun before its legs', { parentId });
    const rules = rulesOf(factsFor(work, parent.id, parent.operation));
    const next = nextLeg(parent, rules, work.context.createId);
    if (!next) return;
    const decision = createDecision();
    beginLeg(decision, next);
    applyToParent(work, parent, decision);
    const { terms } = next;
    work.quotes.push(terms);
    const begun = createDecision();
    initiate(begun, { terms }, factsFor(work, terms.id, terms.operation));
    applyDecision(work, { before: null, terms, decision: begun, cause: 'leg' });
  }
}

function applyToParent(work: Work, before: Transaction, decision: Decision): void {
  if (decision.events.length > 0)
    applyDecision(work, { before, terms: before.terms, decision, cause: 'leg' });
}
