// Journeys: parents of several transactions. A small model of its own says from the transactions alone how a journey
// stands, and from the order of the journal whether its legs and undos began when they might.
import { isDeepStrictEqual } from 'node:util';
import type { Id } from '@diboas/kernel';
import {
  isAskedFor,
  type JournalEntry,
  type Journey,
  journeyOf,
  type Terms,
  type Transaction,
} from '@diboas/orchestration';
import { isUndo, undoOf } from '../outside/order.ts';
import { hasEnded, type Report, type Sight } from './sight.ts';

/** An undo is started so often at most; then a person is asked. */
const UNDO_TRIES = 3;

/** What the transactions say of one leg. */
interface LegSight {
  readonly key: string;
  readonly needs: readonly string[];
  readonly owesUndo: boolean;
  readonly transaction: Transaction | null;
  /** All tries to take it back, in the order in which they began. */
  readonly undos: readonly Transaction[];
}

type Standing = 'none' | 'alive' | 'done' | 'failed';

/** 4, 6 and 11 for journeys, as their rows and transactions are now. */
export function checkJourneys(sight: Sight, report: Report): void {
  if (sight.changed.length === 0) return;
  for (const journey of sight.journeys.values()) {
    const legs = legsOf(sight, journey);
    const expected = statusOf(legs);
    if (journey.status !== expected)
      report(`journey ${journey.id} says ${journey.status}, its legs ${expected}`);
    for (const [index, leg] of legs.entries()) {
      const state = journey.legs[index]?.state;
      if (!statesOf(leg, expected).includes(state ?? ''))
        report(`leg ${leg.key} of ${journey.id} says ${state}, and is ${standingOf(leg.transaction)}`);
      if (leg.undos.length > UNDO_TRIES) report(`leg ${leg.key} was taken back ${leg.undos.length} times`);
    }
    const isOver = journey.status === 'COMPLETED' || journey.status === 'COMPENSATED';
    const alive = legs.flatMap(({ transaction, undos }) => [transaction, ...undos]).find(isAlive);
    if (isOver && alive) report(`journey ${journey.id} has ended, and ${alive.id} is ${alive.status}`);
  }
}

/**
 * The order, from the journal: no leg begins before what it waits for is done, nor after one has failed; what is done
 * is taken back the last one first, one after the other, when no leg is alive.
 */
export class JourneyOrder {
  readonly #done = new Map<Id, number>();
  readonly #failed = new Set<Id>();
  readonly #begun = new Set<Id>();

  take({ newEntries, journeys, transactions }: Sight, report: Report): void {
    const failedBefore = new Set(this.#failed);
    for (const { entry } of newEntries) {
      const { transactionId } = entry;
      const terms = transactions.get(transactionId)?.terms;
      const journey = terms?.origin.kind === 'leg' ? journeys.get(terms.origin.journeyId) : null;
      if (!terms || !journey) continue;
      if (!this.#begun.has(transactionId)) {
        this.#begun.add(transactionId);
        if (isUndo(terms.order.destination)) this.#undoBegins(journey, terms, transactions, report);
        else this.#legBegins(journey, terms, failedBefore, report);
      }
      this.#note(entry);
    }
  }

  #note({ transactionId, events }: JournalEntry): void {
    for (const event of events) {
      if (event.type !== 'moved') continue;
      if (event.to === 'COMPLETED') this.#done.set(transactionId, this.#done.size);
      if (event.to === 'FAILED' || event.to === 'COMPENSATED') this.#failed.add(transactionId);
    }
  }

  #legBegins(journey: Journey, terms: Terms, failedBefore: ReadonlySet<Id>, report: Report): void {
    const leg = journey.plan.find((one) => one.terms.id === terms.id);
    if (!leg) return report(`${terms.id} is no leg of ${journey.id}`);
    for (const other of journey.plan) {
      if (leg.needs.includes(other.key) && !this.#done.has(other.terms.id))
        report(`leg ${leg.key} of ${journey.id} began before ${other.key} was done`);
      if (failedBefore.has(other.terms.id))
        report(`leg ${leg.key} of ${journey.id} began after ${other.key} had failed`);
    }
  }

  #undoBegins(
    journey: Journey,
    terms: Terms,
    transactions: ReadonlyMap<Id, Transaction>,
    report: Report,
  ): void {
    const leg = journey.plan.find((one) => undoOf(one.key) === terms.order.destination);
    const doneAs = this.#done.get(leg?.terms.id ?? '');
    if (!leg?.undo || doneAs === undefined) return report(`${terms.id} takes back what was not done`);
    if (!isDeepStrictEqual({ ...leg.undo, id: terms.id }, terms))
      report(`${terms.id} takes leg ${leg.key} back on other terms than were confirmed`);
    for (const other of journey.plan) {
      const { id } = other.terms;
      if (this.#begun.has(id) && !this.#done.has(id) && !this.#failed.has(id))
        report(`leg ${leg.key} of ${journey.id} is taken back while ${other.key} is alive`);
      const later = (this.#done.get(id) ?? -1) > doneAs;
      if (later && other.undo && !this.#isUndone(other.key, journey.id, transactions))
        report(`leg ${leg.key} of ${journey.id} is taken back before ${other.key}, which was done later`);
    }
    const before = undosOf(transactions, journey.id, leg.key).filter(({ id }) => id !== terms.id);
    if (before.some(({ id }) => this.#begun.has(id) && !this.#failed.has(id)))
      report(`leg ${leg.key} of ${journey.id} is taken back twice`);
  }

  #isUndone(key: string, journeyId: Id, transactions: ReadonlyMap<Id, Transaction>): boolean {
    return undosOf(transactions, journeyId, key).some(({ id }) => this.#done.has(id));
  }
}

/** 11, at the end. A journey has ended, or somebody was asked to look, at the journey or at a leg that is alive. */
export function checkJourneyEnds(sight: Sight, report: Report): void {
  for (const journey of sight.journeys.values()) {
    const { id, status } = journey;
    if (status === 'COMPLETED' || status === 'COMPENSATED') continue;
    const all = legsOf(sight, journey).flatMap(({ transaction, undos }) => [
      ...(transaction ? [transaction] : []),
      ...undos,
    ]);
    const asked = status === 'NEEDS_OPERATOR' ? all.filter(failedToUndo) : all.filter(isAlive);
    if (!asked.some(({ openItems }) => openItems.length > 0))
      report(`journey ${id} is ${status}, and nobody was asked to look`);
  }
  checkStarts(sight, report);
}

/** 10. A journey that was confirmed is there once, unless it was refused. */
function checkStarts({ confirmedJourneys, journeys }: Sight, report: Report): void {
  for (const { journey, replies } of confirmedJourneys) {
    const started = replies.some(({ kind }) => kind === 'journey');
    // The clocks of two nodes may disagree on whether the quotes are over.
    const refused = replies.some((reply) => reply.kind === 'refused' && reply.refusal !== 'quote_expired');
    if (started && !journeys.has(journey.id)) report(`journey ${journey.id} was promised, and is not there`);
    if (started && refused) report(`journey ${journey.id} was promised and refused`);
  }
}

function failedToUndo({ openItems }: Transaction): boolean {
  return isAskedFor(openItems, 'compensation_failed');
}

function legsOf({ transactions }: Sight, journey: Journey): readonly LegSight[] {
  return journey.plan.map(({ key, needs, terms, undo }) => ({
    key,
    needs,
    owesUndo: undo !== null,
    transaction: transactions.get(terms.id) ?? null,
    undos: undo ? undosOf(transactions, journey.id, key) : [],
  }));
}

function undosOf(transactions: ReadonlyMap<Id, Transaction>, journeyId: Id, key: string): Transaction[] {
  return [...transactions.values()].filter(
    ({ terms }) => journeyOf(terms) === journeyId && terms.order.destination === undoOf(key),
  );
}

function standingOf(transaction: Transaction | null): Standing {
  if (!transaction) return 'none';
  if (!hasEnded(transaction)) return 'alive';
  return transaction.status === 'COMPLETED' ? 'done' : 'failed';
}

function isAlive(transaction: Transaction | null): transaction is Transaction {
  return standingOf(transaction) === 'alive';
}

function isTakenBack({ undos }: LegSight): boolean {
  return undos.some((undo) => standingOf(undo) === 'done');
}

/** One status for all legs, worked out from what became of their transactions. */
function statusOf(legs: readonly LegSight[]): Journey['status'] {
  const standings = legs.map(({ transaction }) => standingOf(transaction));
  if (!standings.includes('failed'))
    return standings.every((one) => one === 'done') ? 'COMPLETED' : 'RUNNING';
  if (standings.includes('alive') || legs.some(({ undos }) => undos.some(isAlive))) return 'COMPENSATING';
  const owed = legs.filter(
    (leg) => leg.owesUndo && standingOf(leg.transaction) === 'done' && !isTakenBack(leg),
  );
  return owed.length === 0 ? 'COMPENSATED' : 'NEEDS_OPERATOR';
}

/** What the journey's row may say of the leg. */
function statesOf(leg: LegSight, status: Journey['status']): readonly string[] {
  switch (standingOf(leg.transaction)) {
    case 'none':
      return status === 'RUNNING' ? ['waiting'] : ['skipped'];
    case 'alive':
      return ['running'];
    case 'failed':
      return ['failed'];
    case 'done':
      if (leg.undos.length === 0) return ['done'];
      if (isTakenBack(leg)) return ['undone'];
      return leg.undos.some(isAlive) ? ['undoing'] : ['undo_failed'];
  }
}
