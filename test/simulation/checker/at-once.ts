// What our own book does at once, between two balances of one person: A9 for what no provider has any part in.
import type { Transfer } from '@diboas/ledger';
import { OWN_BOOK, type Transaction } from '@diboas/orchestration';
import type { Report, Sight } from './model/sight.ts';

/** Whether the transaction goes between two balances of one person, and is no order of some provider. */
export function isAtOnce({ terms }: Transaction): boolean {
  return terms.between !== undefined && terms.provider === OWN_BOOK;
}

/** 9. All of it moves from the one balance to the other by one transfer, in the commit of its confirmation. */
export function checkAtOnce({ changed, newTransfers }: Sight, report: Report): void {
  for (const { before, after } of changed) {
    if (!isAtOnce(after)) continue;
    const { id, status, attempts, settlement, due, openItems, terms } = after;
    const ofThis = newTransfers.filter((one) => one.transactionId === id);
    if (before) report(`${id} was done at once, and has changed since`);
    // A leg that begins later may find that the money is not there.
    if (status === 'FAILED' && terms.origin.kind === 'leg' && ofThis.length === 0 && !settlement) continue;
    const isOver = status === 'COMPLETED' && settlement !== null && due === null;
    if (!isOver || attempts.length > 0 || openItems.length > 0)
      report(`${id} goes between two balances, and is ${status}`);
    const [moved, ...more] = ofThis;
    if (!moved || more.length > 0 || !isAsAgreed(moved, after))
      report(`${id} goes between two balances, and ${more.length + 1} transfers do otherwise than agreed`);
  }
}

function isAsAgreed({ kind, debit, credit, amount }: Transfer, { customerId, terms }: Transaction): boolean {
  const { total } = terms.price;
  const isOwn = debit.owner === customerId && credit.owner === customerId;
  const isBetween = debit.kind === terms.between?.from && credit.kind === terms.between.to;
  const isOfUnit = debit.asset === total.asset && credit.asset === total.asset;
  return kind === 'posted' && isOwn && isBetween && isOfUnit && amount === total.units;
}
