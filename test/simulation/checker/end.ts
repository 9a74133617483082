// What must be true when the world has healed and time has run on: invariant 11, and the ends that 8 speaks of.
import { isAskedFor, ofKind, originalOf, reversedBy, type Transaction } from '@diboas/orchestration';
import { isAsAgreed, type SimOrder } from '../outside/order.ts';
import { isBetweenCustomers } from './gives.ts';
import { chargeMaxOf, hasEnded, liveOrderOf, type Report, type Sight } from './sight.ts';

/** Everything has ended as the world's truth says, or waits for a person for a reason that the world knows. */
export function checkEnd(sight: Sight, lost: ReadonlySet<string>, report: Report): void {
  for (const transaction of sight.transactions.values()) {
    const problem = endProblem(sight, transaction);
    if (problem) report(`${transaction.id} (${transaction.status}): ${problem}`);
  }
  checkReversals(sight, lost, report);
  checkTotals(sight, report);
}

function endProblem(sight: Sight, transaction: Transaction): string | null {
  const { id, status, settlement, openItems, failure, terms } = transaction;
  if (isBetweenCustomers(transaction)) return null;
  const order = liveOrderOf(sight, id);
  if (terms.origin.kind === 'follow_up')
    return status === 'COMPLETED' ? null : 'a reversal that did not complete';
  if (status === 'FAILED') return order ? `refused, and ${order.reference} exists` : null;
  if (settlement) return order?.stage === 'succeeded' ? null : 'settled without a success';
  if (order?.stage === 'succeeded') {
    const agreed = isAsAgreed(order, chargeMaxOf(terms)) && !order.misreported && !order.reversed;
    if (agreed) return `${order.reference} succeeded as agreed and is not settled`;
    // Paid after we had stopped waiting, and taken back before we heard of it: the person has what they had.
    const cameBack =
      order.reversed &&
      transaction.attempts.some((attempt) => ofKind(attempt.movements, 'taken_back').length > 0);
    if (cameBack && hasEnded(transaction)) return null;
    return openItems.length > 0 ? null : `${order.reference} is not as agreed, and nobody was asked to look`;
  }
  if (hasEnded(transaction)) return gaveBack(order, failure);
  if (openItems.length === 0) return 'has not ended, and nobody was asked to look';
  if (isAskedFor(openItems, 'outcome_unknown') && !order) return null;
  return `waits for a person because of ${openItems.map(({ cause }) => cause).join(', ')}, which the world does not explain`;
}

function gaveBack(order: SimOrder | null, failure: Transaction['failure']): string | null {
  if (!order) return null;
  if (order.stage === 'open' && failure === 'not_paid_in_time') return null;
  return `given back, and ${order.reference} is ${order.stage}`;
}

/** Everything settled and then reversed is taken back once, unless the provider's word of it was lost. */
function checkReversals(sight: Sight, lost: ReadonlySet<string>, report: Report): void {
  const orders = sight.outsides.flatMap((outside) => outside.orders);
  for (const { reversed, reference, submission } of orders) {
    const original = sight.transactions.get(submission.transactionId);
    const reversals = [...sight.transactions.values()].filter(
      ({ terms }) => originalOf(terms) === submission.transactionId,
    );
    const expected = reversed && original?.settlement && !lost.has(reference) ? 1 : 0;
    if (reversals.length < expected || reversals.length > 1)
      report(`${submission.transactionId} was taken back ${reversals.length} times`);
    if ((original ? reversedBy(original) : null) !== (reversals[0]?.id ?? null))
      report(`${submission.transactionId} does not name its reversal`);
  }
}

/** What the ledger took in from each provider is what that provider handed over for what is settled. */
function checkTotals({ outsides, ledger, transactions }: Sight, report: Report): void {
  for (const outside of outsides) {
    let given = 0n;
    for (const { submission, delivered, charged, stage } of outside.orders) {
      const booked = transactions.get(submission.transactionId);
      if (stage !== 'succeeded' || !booked?.settlement || reversedBy(booked) !== null) continue;
      // A card is charged elsewhere; what is sent leaves for good; what is moved comes back.
      if (submission.method !== 'card') given -= charged?.units ?? 0n;
      if (submission.method !== 'chain') given += delivered?.money.units ?? 0n;
    }
    let taken = 0n;
    for (const { key, debits, credits } of ledger.accounts.values()) {
      if (key.kind === `CLEARING:${outside.id}`) taken += debits - credits;
    }
    if (taken !== given) report(`${outside.id} handed over ${given}, and the ledger has ${taken}`);
  }
}
