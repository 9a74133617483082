// What holds for money between customers, whose two halves are commits of their own and may lie in two buckets.
import type { Id } from '@diboas/kernel';
import type { AccountKey } from '@diboas/ledger';
import type { Transaction } from '@diboas/orchestration';
import { hasEnded, type Report, type Sight } from './sight.ts';

/** Whether the transaction is a half of a move between customers, and not an order of some provider. */
export function isBetweenCustomers({ terms }: Transaction): boolean {
  return terms.recipient !== undefined || terms.origin.kind === 'arrival';
}

/**
 * 1, the part about in transit. Over all buckets and in each unit, what was posted there and what is held towards it is exactly what was
 * set aside and has not arrived.
 */
export function checkInTransit({ ledger, transactions, isMoved, changed }: Sight, report: Report): void {
  if (!isMoved && changed.length === 0) return;
  const left = new Map<string, bigint>();
  const add = ({ asset, network }: AccountKey, units: bigint): void => {
    const unit = `${asset} on ${network}`;
    left.set(unit, (left.get(unit) ?? 0n) + units);
  };
  for (const { key, debits, credits, creditsHeld } of ledger.accounts.values()) {
    if (key.kind === 'IN_TRANSIT') add(key, credits + creditsHeld - debits);
  }
  for (const { transactionId, credit, amount } of ledger.held.values()) {
    if (credit.kind !== 'IN_TRANSIT') continue;
    if (!arrivalOf(transactions, transactions.get(transactionId))) add(credit, -amount);
  }
  for (const [unit, units] of left)
    if (units !== 0n) report(`${units} of ${unit} are in transit that nobody sent, or are not there`);
}

/** 4 and 9. What was given arrives once, as much as was set aside, and is never given back as well. */
export function checkGives(sight: Sight, report: Report): void {
  for (const { after } of sight.changed) {
    if (after.terms.recipient) checkGiven(sight, after, report);
    const { origin } = after.terms;
    if (origin.kind === 'arrival') checkArrived(sight, { arrived: after, sentBy: origin.sentBy }, report);
  }
}

function checkGiven({ ledger, transactions }: Sight, given: Transaction, report: Report): void {
  const { customerDebits, customerCredits, revenue } = ledger.movedBy(given.id);
  const arrived = arrivalOf(transactions, given);
  const { units } = given.terms.order.pay;
  if (given.settlement && !arrived) report(`${given.id} is settled, and nothing has arrived`);
  if (hasEnded(given) && !given.settlement && arrived) report(`${given.id} was given back and has arrived`);
  if (customerDebits !== (given.settlement ? units : 0n) || customerCredits !== 0n || revenue !== 0n)
    report(`${given.id} took ${customerDebits} for ${units}`);
}

function checkArrived(
  { ledger, transactions }: Sight,
  { arrived, sentBy }: { arrived: Transaction; sentBy: Id },
  report: Report,
): void {
  const { id, terms, status } = arrived;
  const given = transactions.get(sentBy);
  const { customerDebits, customerCredits } = ledger.movedBy(id);
  if (given?.terms.recipient?.transactionId !== id || given.terms.recipient.customerId !== terms.customerId)
    return report(`${id} arrived, and nobody sent it`);
  const aside = [...ledger.held.values()].some(({ transactionId }) => transactionId === given.id);
  if (!aside && !given.settlement) report(`${id} arrived, and its sender has nothing set aside`);
  const { units } = given.terms.order.pay;
  if (status !== 'COMPLETED' || customerCredits !== units || customerDebits !== 0n)
    report(`${id} is ${status} and brought ${customerCredits} of ${units}`);
}

/** 11. At the end everything that was set aside has arrived; only what nobody could pay for has not. */
export function checkGiveEnds({ transactions }: Sight, report: Report): void {
  for (const given of transactions.values()) {
    if (!given.terms.recipient) continue;
    const fine = given.status === 'FAILED' || (given.status === 'COMPLETED' && given.settlement);
    if (!fine) report(`${given.id} was given and is ${given.status} at the end`);
  }
}

function arrivalOf(
  transactions: Sight['transactions'],
  given: Transaction | undefined,
): Transaction | undefined {
  return transactions.get(given?.terms.recipient?.transactionId ?? '');
}
