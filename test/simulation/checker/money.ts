// The invariants about money: A1, A2, A3, A7 (balances) and A9.
import { bucketOf, bucketOfId } from '@diboas/kernel';
import { isBetweenCustomers } from './gives.ts';
import { isOfCustomer, nameOf } from './ledger-model.ts';
import { chargeMaxOf, hasEnded, liveOrderOf, type Report, type Sight } from './sight.ts';

/** 1. Two equal sides in one bucket, and everything sums to zero. */
export function checkTwoSides({ newTransfers, ledger }: Sight, report: Report): void {
  for (const { id, transactionId, debit, credit, amount } of newTransfers) {
    if (amount <= 0n) report(`transfer ${id} moves ${amount}`);
    if (debit.asset !== credit.asset || debit.network !== credit.network)
      report(`the sides of transfer ${id} are of different units`);
    for (const side of [debit, credit]) {
      if (isOfCustomer(side) && bucketOf(side.owner) !== bucketOfId(transactionId))
        report(`transfer ${id} touches two buckets`);
    }
  }
  const sums = new Map<string, bigint>();
  for (const { key, debits, credits } of ledger.accounts.values()) {
    const unit = `${key.asset} on ${key.network}`;
    sums.set(unit, (sums.get(unit) ?? 0n) + credits - debits);
  }
  for (const [unit, sum] of sums) if (sum !== 0n) report(`all ${unit} sums to ${sum}`);
}

/** 2. No customer account is below zero available, by the rows and by the model. */
export function checkNotBelowZero({ ledger, store }: Sight, report: Report): void {
  for (const { key, debits, credits, debitsHeld } of ledger.accounts.values()) {
    const available = credits - debits - debitsHeld;
    if (isOfCustomer(key) && available < 0n) report(`${nameOf(key)} has ${available} available`);
  }
  for (const { key, balance } of store.all('accounts')) {
    const available = balance.creditsPosted - balance.debitsPosted - balance.debitsPending;
    if (available < 0n) report(`the row of ${nameOf(key)} has ${available} available`);
  }
}

/** 3. Every hold belongs to one transaction that has not ended. */
export function checkHolds({ ledger, store, transactions }: Sight, report: Report): void {
  const rows = store.all('holds');
  if (rows.length !== ledger.held.size)
    report(`${rows.length} holds, but ${ledger.held.size} transfers hold`);
  for (const { id, transactionId, amount } of rows) {
    if (ledger.held.get(id)?.amount !== amount) report(`hold ${id} is not what was set aside`);
    const owner = transactions.get(transactionId);
    if (!owner) report(`hold ${id} belongs to no transaction`);
    else if (hasEnded(owner)) report(`${owner.id} is ${owner.status} and still holds ${amount}`);
  }
}

/** 7, the part about balances. The transfers alone give the balances that the rows show. */
export function checkBalances({ ledger, store }: Sight, report: Report): void {
  const rows = new Map(store.all('accounts').map((row) => [nameOf(row.key), row.balance]));
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

/**
 * 9. Nobody is charged more than they confirmed, nor credited what was not delivered: each settlement is an order
 * of the provider that the attempt names, with the same figures, and moved just so much.
 */
export function checkCharges(sight: Sight, report: Report): void {
  for (const { after } of sight.changed) {
    if (isBetweenCustomers(after)) continue;
    const { id, settlement, terms } = after;
    const moved = sight.ledger.movedBy(id);
    if (terms.origin.kind === 'follow_up') {
      checkReversal(sight, { id, original: terms.origin.of }, report);
      continue;
    }
    if (!settlement) {
      if (moved.customerDebits !== 0n || moved.customerCredits !== 0n) report(`${id} moved money unsettled`);
      continue;
    }
    const order = liveOrderOf(sight, id);
    const attempt = after.attempts.find((one) => one.state === 'succeeded');
    if (order?.stage !== 'succeeded' || order.provider !== attempt?.provider) {
      report(`${id} is settled, and ${attempt?.provider ?? 'nobody'} has done nothing`);
      continue;
    }
    const { total } = terms.price;
    // A dearer provider may have taken over, at the cost of our own fee and of nothing else.
    const ownFee = order.submission.deliver.units - terms.receive.money.units;
    if (ownFee > terms.order.deliver.units - terms.receive.money.units)
      report(`${id} has a higher fee of ours`);
    if ((order.charged?.units ?? 0n) > chargeMaxOf(terms)) report(`${id} charged too much`);
    if (order.delivered?.money.units !== settlement.delivered.money.units)
      report(`${id} is settled with what was not delivered`);
    const given = order.delivered?.money.units ?? 0n;
    if (terms.method === 'move') {
      const [taken, arrived] = [moved.customerDebits, moved.customerCredits];
      if (taken !== order.charged?.units || arrived !== given || moved.revenue !== 0n)
        report(`${id} took ${taken} and brought ${arrived} of ${given}`);
    } else if (terms.method === 'chain') {
      const fee = total.units - terms.order.chargeMax.units;
      if (moved.customerDebits !== (order.charged?.units ?? 0n) + fee || moved.customerDebits > total.units)
        report(`${id} took ${moved.customerDebits}`);
    } else if (moved.customerCredits !== given - ownFee || moved.revenue !== ownFee) {
      report(`${id} credited ${moved.customerCredits} of ${given}, and kept ${moved.revenue}`);
    }
  }
}

/** A reversal takes back exactly what was credited, from the balance or as a debt, and gives our fee back. */
function checkReversal(
  sight: Sight,
  { id, original }: { id: string; original: string },
  report: Report,
): void {
  const given = sight.ledger.movedBy(original);
  const taken = sight.ledger.movedBy(id);
  if (!liveOrderOf(sight, original)?.reversed) report(`${original} is taken back, and was not reversed`);
  if (taken.customerDebits + taken.receivable !== given.customerCredits || taken.customerCredits !== 0n)
    report(`${id} takes back ${taken.customerDebits} and ${taken.receivable} of ${given.customerCredits}`);
  if (taken.revenue !== -given.revenue)
    report(`${id} gives back ${-taken.revenue} of the fee ${given.revenue}`);
}
