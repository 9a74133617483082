// Parents of several transactions. A small model of its own says from the legs' transactions alone how a parent stands, and
// from the order of the journal whether its legs and undos began when they might.
import type { Id } from '@diboas/kernel';
import { isAskedFor, type JournalEntry, type Terms, type Transaction } from '@diboas/orchestration';
import { undoOf } from '../outside/order.ts';
import { hasEnded, type Report, type Sight } from './model/sight.ts';

/** An undo is begun so often at most; then a person is asked, and may have it begun again. */
const UNDO_TRIES = 3;

/** What the transactions say of one leg. */
interface LegSight {
  readonly key: string;
  /** What was planned of it. */
  readonly terms: Terms;
  /** Only a lock can be taken back; what else is done stays done. */
  readonly owesUndo: boolean;
  readonly transaction: Transaction | null;
  /** All tries to take it back, in the order in which they began. */
  readonly undos: readonly Transaction[];
}

type Standing = 'none' | 'alive' | 'done' | 'failed';
type Outcome = 'going_on' | 'done' | 'going_back' | 'gone_back' | 'stuck';

function parentsOf({ transactions }: Pick<Sight, 'transactions'>): Transaction[] {
  return [...transactions.values()].filter(({ terms }) => terms.legs);
}

/** 4, 6 and 11 for parents, as their rows and those of their legs are now. */
export function checkParents(sight: Sight, report: Report): void {
  if (!sight.changed.some(({ after }) => isOfSeveral(after))) return;
  const children = Map.groupBy(sight.transactions.values(), ({ terms: { origin } }) =>
    origin.kind === 'leg' || origin.kind === 'undo' ? origin.parentId : null,
  );
  for (const parent of parentsOf(sight)) {
    const legs = legsOf(parent, children.get(parent.id) ?? []);
    const outcome = outcomeOf(parent, legs);
    if (!statusesOf(outcome).includes(parent.status))
      report(`${parent.id} says ${parent.status}, its legs ${outcome}`);
    for (const [index, leg] of legs.entries()) {
      const state = parent.legs[index]?.state;
      if (!statesOf(leg, outcome).includes(state ?? ''))
        report(`leg ${leg.key} of ${parent.id} says ${state}, and is ${standingOf(leg.transaction)}`);
      if (leg.undos.length > UNDO_TRIES) report(`leg ${leg.key} was taken back ${leg.undos.length} times`);
    }
    checkWhole(parent, legs, report);
    if (GOES_ON.has(parent.operation)) checkGoesOn(sight, legs, report);
  }
}

/** What is priced leg by leg, each out of what the one before brings. */
const GOES_ON: ReadonlySet<string> = new Set(['JOURNEY', 'ADD_AND_MOVE']);

/** Of what a leg brings the next one takes no more than was there at least, all fees included; what came beyond that stays. */
function checkGoesOn({ ledger }: Sight, legs: readonly LegSight[], report: Report): void {
  for (const [index, { key, terms }] of legs.entries()) {
    const before = legs[index - 1];
    if (!before) continue;
    const { money: least, network } = before.terms.receive;
    const { total } = terms.price;
    if (total.asset !== least.asset || terms.order.payNetwork !== network || total.units > least.units)
      report(`leg ${key} takes ${total.units} of ${least.units} that ${before.key} brings at least`);
    const brought = ledger.movedBy(before.terms.id).customerCredits;
    const taken = ledger.movedBy(terms.id).customerDebits;
    if (taken > brought) report(`leg ${key} took ${taken}, and ${before.key} had brought ${brought}`);
  }
}

/** Whether it is done in several transactions, or is one of them. */
function isOfSeveral({ terms: { legs, origin } }: Transaction): boolean {
  return legs !== undefined || origin.kind === 'leg' || origin.kind === 'undo';
}

/** What a parent says that it took and brought is what its legs took and brought; it moves and holds nothing itself. */
function checkWhole(parent: Transaction, legs: readonly LegSight[], report: Report): void {
  const { id, settlement, attempts, terms } = parent;
  if (attempts.length > 0) report(`${id} was sent to somebody itself`);
  if ((settlement !== null) !== (parent.status === 'COMPLETED')) report(`${id} is settled and not completed`);
  if (!settlement) return;
  const done = legs.flatMap(({ transaction }) => transaction ?? []);
  const charges = done.map((one) => one.settlement?.charged?.units);
  if (!charges.includes(settlement.charged?.units)) report(`${id} took what none of its legs took`);
  // The last of them is one that no other waits for; which, their times do not tell, for clocks differ.
  const needed = new Set(terms.legs?.flatMap(({ needs }) => needs));
  const brought = legs
    .filter(({ key }) => !needed.has(key))
    .map(({ transaction }) => transaction?.settlement?.credited.units);
  if (!brought.includes(settlement.credited.units)) report(`${id} brought what its last leg did not bring`);
}

/**
 * The order, from the journal: no leg begins before what it waits for is done, nor after one has failed; what is done
 * is taken back the last one first, one after the other, when no leg is alive.
 */
export class LegOrder {
  readonly #done = new Map<Id, number>();
  readonly #failed = new Set<Id>();
  readonly #begun = new Set<Id>();

  take({ newEntries, transactions }: Sight, report: Report): void {
    for (const { entry } of newEntries) {
      const { transactionId } = entry;
      const terms = transactions.get(transactionId)?.terms;
      const { origin } = terms ?? {};
      if (!terms || (origin?.kind !== 'leg' && origin?.kind !== 'undo')) continue;
      const parent = transactions.get(origin.parentId);
      if (!parent) {
        report(`${transactionId} has no parent`);
        continue;
      }
      if (!this.#begun.has(transactionId)) {
        this.#begun.add(transactionId);
        if (origin.kind === 'undo') this.#undoBegins(parent, terms, transactions, report);
        else this.#legBegins(parent, terms, report);
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

  #legBegins({ id: parentId, terms: { legs = [] } }: Transaction, terms: Terms, report: Report): void {
    const leg = legs.find((one) => one.terms.id === terms.id);
    if (!leg) return report(`${terms.id} is no leg of ${parentId}`);
    for (const other of legs) {
      if (leg.needs.includes(other.key) && !this.#done.has(other.terms.id))
        report(`leg ${leg.key} of ${parentId} began before ${other.key} was done`);
      if (this.#failed.has(other.terms.id))
        report(`leg ${leg.key} of ${parentId} began after ${other.key} had failed`);
    }
  }

  #undoBegins(
    { id: parentId, terms: { legs = [] } }: Transaction,
    terms: Terms,
    transactions: ReadonlyMap<Id, Transaction>,
    report: Report,
  ): void {
    const leg = legs.find((one) => undoOf(one.key) === terms.order.destination);
    const doneAs = this.#done.get(leg?.terms.id ?? '');
    if (!leg || !isTakenBackAtAll(leg.terms) || doneAs === undefined)
      return report(`${terms.id} takes back what was not done`);
    const did = transactions.get(leg.terms.id)?.settlement?.credited.units;
    if (terms.price.total.units !== did || terms.receive.money.units !== did)
      report(`${terms.id} takes more or less of leg ${leg.key} back than was done`);
    for (const other of legs) {
      const { id } = other.terms;
      if (this.#begun.has(id) && !this.#done.has(id) && !this.#failed.has(id))
        report(`leg ${leg.key} of ${parentId} is taken back while ${other.key} is alive`);
      const later = (this.#done.get(id) ?? -1) > doneAs;
      if (later && isTakenBackAtAll(other.terms) && !this.#isUndone(other.key, parentId, transactions))
        report(`leg ${leg.key} of ${parentId} is taken back before ${other.key}, which was done later`);
    }
    const before = undosOf(transactions.values(), parentId, leg.key).filter(({ id }) => id !== terms.id);
    if (before.some(({ id }) => this.#begun.has(id) && !this.#failed.has(id)))
      report(`leg ${leg.key} of ${parentId} is taken back twice`);
  }

  #isUndone(key: string, parentId: Id, transactions: ReadonlyMap<Id, Transaction>): boolean {
    return undosOf(transactions.values(), parentId, key).some(({ id }) => this.#done.has(id));
  }
}

/** 11, at the end. A parent has ended, or somebody was asked to look, at it or at a leg that is alive. */
export function checkParentEnds(sight: Sight, report: Report): void {
  for (const parent of parentsOf(sight)) {
    if (hasEnded(parent)) continue;
    const { id, status, openItems, legs } = parent;
    const stuck = legs.some(({ state }) => state === 'undo_failed');
    const children = [...sight.transactions.values()].filter(({ terms: { origin } }) =>
      origin.kind === 'leg' || origin.kind === 'undo' ? origin.parentId === id : false,
    );
    const asked = stuck
      ? isAskedFor(openItems, 'compensation_failed')
      : children.filter(isAlive).some((one) => one.openItems.length > 0);
    if (!asked) report(`${id} is ${status}, and nobody was asked to look`);
  }
}

function legsOf({ id, terms }: Transaction, children: readonly Transaction[]): readonly LegSight[] {
  return (terms.legs ?? []).map(({ key, terms: leg }) => ({
    key,
    terms: leg,
    owesUndo: isTakenBackAtAll(leg),
    transaction: children.find((one) => one.id === leg.id) ?? null,
    undos: undosOf(children, id, key),
  }));
}

function isTakenBackAtAll({ operation }: Terms): boolean {
  return operation === 'SIM_LOCK';
}

function undosOf(transactions: Iterable<Transaction>, parentId: Id, key: string): Transaction[] {
  return [...transactions].filter(
    ({ terms: { origin } }) => origin.kind === 'undo' && origin.parentId === parentId && origin.key === key,
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

/** What is taken back before the whole is done keeps it from being done. */
function isReversed({ followedBy }: Transaction): boolean {
  return followedBy.some(({ operation }) => operation === 'REVERSAL');
}

/** What brought less than was agreed keeps from being done what counts on it. */
function isShort({ transaction, terms }: LegSight): boolean {
  const { settlement } = transaction ?? {};
  if (!settlement?.part || standingOf(transaction) !== 'done') return false;
  return settlement.credited.units < terms.receive.money.units;
}

function isTakenBack({ undos }: LegSight): boolean {
  return undos.some((undo) => standingOf(undo) === 'done');
}

/** One outcome for all legs, worked out from what became of their transactions. */
function outcomeOf({ legs: told, status, terms }: Transaction, legs: readonly LegSight[]): Outcome {
  const isDone = status === 'COMPLETED';
  const needed = new Set(terms.legs?.flatMap(({ needs }) => needs));
  const standings = legs.map((leg) =>
    (leg.transaction && !isDone && isReversed(leg.transaction)) || (needed.has(leg.key) && isShort(leg))
      ? 'failed'
      : standingOf(leg.transaction),
  );
  if (!standings.includes('failed')) return standings.every((one) => one === 'done') ? 'done' : 'going_on';
  if (standings.includes('alive') || legs.some(({ undos }) => undos.some(isAlive))) return 'going_back';
  const owed = legs.filter(
    (leg) => leg.owesUndo && standingOf(leg.transaction) === 'done' && !isTakenBack(leg),
  );
  if (owed.length === 0) return 'gone_back';
  return told.some(({ state }) => state === 'undo_due') ? 'going_back' : 'stuck';
}

function statusesOf(outcome: Outcome): readonly Transaction['status'][] {
  switch (outcome) {
    case 'going_on':
      return ['SENT_TO_PROVIDER', 'PROVIDER_PROCESSING'];
    case 'done':
      return ['COMPLETED'];
    case 'going_back':
    case 'stuck':
      return ['PROVIDER_FAILED'];
    case 'gone_back':
      return ['COMPENSATED'];
  }
}

/** What the parent's row may say of the leg. */
function statesOf(leg: LegSight, outcome: Outcome): readonly string[] {
  switch (standingOf(leg.transaction)) {
    case 'none':
      return outcome === 'going_on' ? ['waiting'] : ['skipped'];
    case 'alive':
      return ['running'];
    case 'failed':
      // Paid after it was given back, it is done after all.
      return leg.transaction?.settlement ? ['done', 'taken_back'] : ['failed'];
    case 'done':
      if (leg.undos.length === 0) return ['done', 'taken_back'];
      if (isTakenBack(leg)) return ['undone'];
      return leg.undos.some(isAlive) ? ['undoing'] : ['undo_due', 'undo_failed', 'done'];
  }
}
