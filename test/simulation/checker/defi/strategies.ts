// Invariant 17: what lies in a strategy is what was put in and what was booked as earned, less what was paid back; emptied, it is
// nothing. Worked out from what the world did and from transfer rows alone.
import type { Id } from '@diboas/kernel';
import type { Transfer } from '@diboas/ledger';
import { givenOf, isStop, type SimOrder, takenOf } from '../../outside/order.ts';
import { bookedFills, followedOf } from '../model/booked-moves.ts';
import { liveOrderOf, type Report, type Sight } from '../model/sight.ts';

const POSITION = /^DEFI:(.+)$/;

/** What lies in the position that this transaction began, by its transfers; nothing where it began none. */
export function liesIn({ ledger }: Pick<Sight, 'ledger'>, id: Id): bigint {
  for (const { key, debits, credits } of ledger.accounts.values())
    if (key.kind === `DEFI:${id}`) return credits - debits;
  return 0n;
}

/** One look after the other: what is available of each position is added up from one to the next. */
export class StrategyCheck {
  readonly #available = new Map<string, bigint>();
  readonly #held = new Map<string, Transfer>();

  check(sight: Sight, report: Report): void {
    this.#checkYields(sight, report);
    if (sight.isMoved) checkPositions(sight, report);
    checkFollowed(sight, report);
  }

  /** No yield is brought to what is all being taken out, or is gone: what it has come to arrives with it. */
  #checkYields({ newTransfers, transactions }: Sight, report: Report): void {
    for (const transfer of newTransfers) {
      const { transactionId, credit, debit } = transfer;
      const isYield = transactions.get(transactionId)?.operation === 'YIELD';
      if (isYield && POSITION.test(credit.kind) && (this.#available.get(credit.kind) ?? 0n) <= 0n)
        report(`${transactionId} brings to ${credit.kind} what arrives with what is taken out of it`);
      if (POSITION.test(credit.kind) && !debit.kind.startsWith('DEPLOYED:'))
        report(`${transactionId} puts into ${credit.kind} what comes of ${debit.kind}`);
      this.#add(transfer);
    }
  }

  #add(transfer: Transfer): void {
    const { id, kind, holdId, debit, credit, amount } = transfer;
    const change = (name: string, units: bigint): void => {
      if (POSITION.test(name)) this.#available.set(name, (this.#available.get(name) ?? 0n) + units);
    };
    if (kind === 'pending') {
      this.#held.set(id, transfer);
      return change(debit.kind, -amount);
    }
    const hold = holdId === null ? undefined : this.#held.get(holdId);
    if (hold) {
      this.#held.delete(hold.id);
      change(hold.debit.kind, hold.amount);
    }
    if (kind === 'void' || kind === 'expire') return;
    change(debit.kind, -amount);
    change(credit.kind, amount);
  }
}

/** 17. */
function checkPositions(sight: Sight, report: Report): void {
  const taken = takenOut(sight);
  for (const { key, debits, credits } of sight.ledger.accounts.values()) {
    const [, id] = POSITION.exec(key.kind) ?? [];
    if (id === undefined) continue;
    const started = sight.transactions.get(id);
    const order = liveOrderOf(sight, id);
    const fills = started?.settlement && order ? bookedFills(order, started.settlement) : null;
    const { earned } = followedOf(sight, id);
    const lies = credits - debits;
    const expected = givenOf(fills ?? []) + earned - (taken.get(id) ?? 0n);
    if (lies !== expected) report(`${lies} lie in ${key.kind}, and ${expected} should`);
    if (order && earned > order.earned)
      report(`${earned} are booked as earned in ${key.kind}, and ${order.earned} were`);
  }
}

/** What was taken out of each position and is booked. */
function takenOut({ outsides, transactions }: Pick<Sight, 'outsides' | 'transactions'>): Map<Id, bigint> {
  const taken = new Map<Id, bigint>();
  for (const order of stopsOf(outsides)) {
    const { strategy, transactionId } = order.submission;
    const settlement = transactions.get(transactionId)?.settlement;
    const fills = settlement && order.stage !== 'failed' ? bookedFills(order, settlement) : null;
    if (!fills || !strategy) continue;
    taken.set(strategy.position, (taken.get(strategy.position) ?? 0n) + takenOf(fills));
  }
  return taken;
}

function stopsOf(outsides: Sight['outsides']): SimOrder[] {
  return outsides.flatMap(({ orders }) => orders.filter(({ submission }) => isStop(submission)));
}

/** 19, of strategies: for as long as anything lies there it is asked about. */
function checkFollowed(sight: Sight, report: Report): void {
  for (const { after } of sight.changed) {
    if (after.status !== 'COMPLETED' || after.due !== null || after.openItems.length > 0) continue;
    const lies = liesIn(sight, after.id);
    if (lies > 0n) report(`${lies} lie in DEFI:${after.id}, and nobody asks what they come to`);
  }
}

/** At the end: what is booked to lie with each provider is what does, all that was earned with it. */
export function checkStrategiesAtEnd(sight: Sight, report: Report): void {
  const stopping = new Set<Id>();
  for (const { terms, status } of sight.transactions.values())
    if (terms.strategy && terms.strategy.position !== terms.id && !ENDS.has(status))
      stopping.add(terms.strategy.position);
  for (const [id, { units, order, stop }] of sight.outsides.flatMap(({ positions = [] }) => [...positions])) {
    if (stopping.has(id)) continue;
    const lies = liesIn(sight, id);
    if (stop) report(`${stop.reference} takes out what nobody waits for`);
    if (lies !== units) report(`${lies} are booked to lie in ${order.reference}, and ${units} do`);
  }
}

const ENDS: ReadonlySet<string> = new Set(['COMPLETED', 'FAILED', 'COMPENSATED']);
