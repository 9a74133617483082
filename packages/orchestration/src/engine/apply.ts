// What is decided is applied to the batch in memory; with a leg that ends, its journey goes on in the same commit.
import { assert, bucketOf } from '@diboas/kernel';
import { journeyOf } from '../agreement/terms.ts';
import { advance } from '../deciding/advance.ts';
import { createDecision, type Decision, type Spawned } from '../deciding/decision.ts';
import { initiate } from '../deciding/initiate.ts';
import type { ChangeInput, InitiateInput } from '../deciding/input.ts';
import { openItem } from '../deciding/verbs.ts';
import type { JourneyDecision } from '../operation/journey.ts';
import { useOf } from '../operation/use.ts';
import { evolveEntry } from '../transaction/event.ts';
import { isFinal } from '../transaction/status.ts';
import type { Transaction } from '../transaction/transaction.ts';
import { factsFor, type Work } from './work.ts';

/**
 * Begins what was confirmed. Null, with nothing begun, where our own book carries it out and the money for it is not there:
 * whoever else carries it out has a transaction to show for it, which failed.
 */
export function decideBeginning(work: Work, input: InitiateInput): Transaction | null {
  const { terms } = input;
  const facts = factsFor(work, terms.id, terms.operation);
  const decision = advance(null, input, facts);
  const isShort = facts.operation.byOwnBook && decision.events.some(({ type }) => type === 'failed');
  return isShort ? null : applyDecision(work, { before: null, terms, decision, cause: input.type });
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
  const decision = advance(before, input, factsFor(work, terms.id, terms.operation));
  if (decision.events.length === 0) return null;
  return applyDecision(work, { before, terms, decision, cause: input.type });
}

function applyDecision(
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
  if (isFinal(after.status) && !(before && isFinal(before.status))) legEnded(work, after);
  return after;
}

/** A transaction that another one brought about: its terms, its whole life and its transfers. */
export function applySpawned(work: Work, { terms, events, transfers }: Spawned): Transaction {
  work.quotes.push(terms);
  const decision = { ...createDecision(), events: [...events], transfers: [...transfers] };
  const cause = terms.origin.kind === 'arrival' ? 'arrive' : 'spawned';
  return applyDecision(work, { before: null, terms, decision, cause });
}

/** The journey as its rule leaves it, and each leg that it starts, all in the commit of what moved it. */
export function applyJourney(work: Work, { journey, starts }: JourneyDecision): void {
  work.journeys.set(journey.id, journey);
  for (const terms of starts) {
    work.quotes.push(terms);
    const decision = createDecision();
    initiate(decision, { terms }, factsFor(work, terms.id, terms.operation));
    applyDecision(work, { before: null, terms, decision, cause: 'journey' });
  }
}

/** The parent hears of a leg's end in the commit that ends it. */
function legEnded(work: Work, transaction: Transaction): void {
  const journeyId = journeyOf(transaction.terms);
  const { journeys: rule, now, createId } = work.context;
  if (journeyId === null) return;
  const journey = work.journeys.get(journeyId);
  assert(rule && journey, 'a leg has a journey, and a rule that moves it', { journeyId });
  const leg = { transactionId: transaction.id, status: transaction.status };
  const decision = rule.legEnded(journey, leg, { now, createId });
  applyJourney(work, decision);
  if (decision.needsOperator !== null) askForJourney(work, transaction, decision.needsOperator);
}

/** An undo that failed for good is shown to a person, on the transaction that failed last. */
function askForJourney(work: Work, transaction: Transaction, detail: string): void {
  const { terms } = transaction;
  const decision = createDecision();
  const facts = factsFor(work, terms.id, terms.operation);
  openItem(decision, transaction, { cause: 'compensation_failed', detail, facts });
  applyDecision(work, { before: transaction, terms, decision, cause: 'journey' });
}
