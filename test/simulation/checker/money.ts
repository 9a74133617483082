// The invariants about money at rest: A1, A2, A3 and A7 (balances).
import { bucketOf, bucketOfId } from '@diboas/kernel';
import { isOfCustomer, nameOf } from './model/ledger-model.ts';
import { hasEnded, type Report, type Sight } from './model/sight.ts';

/**
 * 1. Two equal sides in one bucket, and in each bucket and unit all that people have, as the rows say it, is what our own
 * accounts have given, as the transfers say it.
 */
export function checkTwoSides({ newTransfers, ledger, accounts, isMoved }: Sight, report: Report): void {
  if (!isMoved) return;
  for (const { id, transactionId, debit, credit, amount } of newTransfers) {
    if (amount <= 0n) report(`transfer ${id} moves ${amount}`);
    if (debit.asset !== credit.asset || debit.network !== credit.network)
      report(`the sides of transfer ${id} are of different units`);
    for (const side of [debit, credit]) {
      if (isOfCustomer(side) && bucketOf(side.owner) !== bucketOfId(transactionId))
        report(`transfer ${id} touches two buckets`);
    }
  }
  const sums = new Map(ledger.ours);
  for (const { key, balance } of accounts) {
    const place = `${bucketOf(key.owner)} ${key.asset} ${key.network}`;
    sums.set(place, (sums.get(place) ?? 0n) + balance.creditsPosted - balance.debitsPosted);
  }
  for (const [place, sum] of sums) if (sum !== 0n) report(`bucket, asset and network ${place} sum to ${sum}`);
}

/** 2. No customer account is below zero available, by the rows and by the model. */
export function checkNotBelowZero({ ledger, accounts, isMoved }: Sight, report: Report): void {
  if (!isMoved) return;
  for (const { key, debits, credits, debitsHeld } of ledger.accounts.values()) {
    const available = credits - debits - debitsHeld;
    if (isOfCustomer(key) && available < 0n) report(`${nameOf(key)} has ${available} available`);
  }
  for (const { key, balance } of accounts) {
    const available = balance.creditsPosted - balance.debitsPosted - balance.debitsPending;
    if (available < 0n) report(`the row of ${nameOf(key)} has ${available} available`);
  }
}

/** 3. Every hold belongs to one transaction that has not ended. */
export function checkHolds(
  { ledger, holds: rows, isMoved, changed, transactions }: Sight,
  report: Report,
): void {
  if (!isMoved && changed.length === 0) return;
  if (rows.length !== ledger.held.size)
    report(`${rows.length} holds, but ${ledger.held.size} transfers hold`);
  for (const { id, transactionId, debit, credit, amount } of rows) {
    const held = ledger.held.get(id);
    const isSame =
      held?.amount === amount &&
      held.transactionId === transactionId &&
      nameOf(held.debit) === nameOf(debit) &&
      nameOf(held.credit) === nameOf(credit);
    if (!isSame) report(`hold ${id} is not what was set aside, from where, to where or for what`);
    const owner = transactions.get(transactionId);
    if (!owner) report(`hold ${id} belongs to no transaction`);
    else if (hasEnded(owner)) report(`${owner.id} is ${owner.status} and still holds ${amount}`);
  }
}

/** 7, the part about balances. The transfers alone give the balances that the rows show. */
export function checkBalances({ ledger, accounts, isMoved }: Sight, report: Report): void {
  if (!isMoved) return;
  const rows = new Map(accounts.map((row) => [nameOf(row.key), row.balance]));
  for (const [name, { key, debits, credits, debitsHeld, creditsHeld }] of ledger.accounts) {
    if (!isOfCustomer(key)) continue;
    const row = rows.get(name);
    const same =
      row?.debitsPosted === debits &&
      row.creditsPosted === credits &&
      row.debitsPending === debitsHeld &&
      row.creditsPending === creditsHeld;
    if (!same) report(`the row of ${name} is not the sum of its transfers`);
  }
}
