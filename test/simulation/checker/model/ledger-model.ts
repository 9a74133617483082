import { bucketOfId } from '@diboas/kernel';
import type { AccountKey, Transfer } from '@diboas/ledger';

/** Running totals of one account, worked out by the model and not by the ledger. */
export interface AccountTotals {
  readonly key: AccountKey;
  debits: bigint;
  credits: bigint;
  debitsHeld: bigint;
  creditsHeld: bigint;
}

/** What one transaction has moved for good: out of and into the customer's accounts, and to our own revenue. */
export interface Moved {
  customerDebits: bigint;
  customerCredits: bigint;
  /** Our own revenue, and what the customer owes us. */
  revenue: bigint;
  receivable: bigint;
}

const SYSTEM = '00000000-0000-0000-0000-000000000000';

export function nameOf({ owner, kind, asset, network }: AccountKey): string {
  return [owner, kind, asset, network].join(' ');
}

export function isOfCustomer(key: AccountKey): boolean {
  return key.owner !== SYSTEM;
}

/**
 * A second ledger beside the engine's: it reads nothing but the transfer rows, in the order in which they were
 * written, and adds up.
 */
export class LedgerModel {
  readonly accounts = new Map<string, AccountTotals>();
  readonly held = new Map<string, Transfer>();
  readonly moved = new Map<string, Moved>();
  /** What our own accounts of a bucket have got, less what they gave, by bucket, asset and network. */
  readonly ours = new Map<string, bigint>();
  readonly #seen = new Set<string>();

  /** Takes in rows in the order in which they were written, and answers them. What cannot be added up is told to `report`. */
  take(fresh: readonly Transfer[], report: (problem: string) => void): readonly Transfer[] {
    for (const transfer of fresh) {
      if (this.#seen.has(transfer.id)) report(`transfer ${transfer.id} was written twice`);
      this.#seen.add(transfer.id);
      this.#add(transfer, report);
    }
    return fresh;
  }

  movedBy(transactionId: string): Moved {
    return (
      this.moved.get(transactionId) ?? {
        customerDebits: 0n,
        customerCredits: 0n,
        revenue: 0n,
        receivable: 0n,
      }
    );
  }

  #add(transfer: Transfer, report: (problem: string) => void): void {
    const { id, kind, amount, holdId } = transfer;
    const debit = this.#account(transfer.debit);
    const credit = this.#account(transfer.credit);
    if (kind === 'pending') {
      debit.debitsHeld += amount;
      credit.creditsHeld += amount;
      this.held.set(id, transfer);
      return;
    }
    if (kind !== 'posted') {
      const hold = holdId === null ? undefined : this.held.get(holdId);
      if (!hold) return report(`transfer ${id} ends a hold that is not open`);
      if (amount > hold.amount) report(`transfer ${id} takes more than its hold`);
      debit.debitsHeld -= hold.amount;
      credit.creditsHeld -= hold.amount;
      this.held.delete(hold.id);
      if (kind !== 'post') return;
    }
    debit.debits += amount;
    credit.credits += amount;
    this.#sum(transfer.debit, transfer, -amount);
    this.#sum(transfer.credit, transfer, amount);
    this.#note(transfer);
  }

  #sum(key: AccountKey, { transactionId }: Transfer, change: bigint): void {
    if (isOfCustomer(key)) return;
    const place = `${bucketOfId(transactionId)} ${key.asset} ${key.network}`;
    this.ours.set(place, (this.ours.get(place) ?? 0n) + change);
  }

  #note({ transactionId, debit, credit, amount }: Transfer): void {
    const moved = this.movedBy(transactionId);
    this.moved.set(transactionId, moved);
    if (isOfCustomer(debit)) moved.customerDebits += amount;
    if (isOfCustomer(credit)) moved.customerCredits += amount;
    if (credit.kind === 'FEE_REVENUE') moved.revenue += amount;
    if (debit.kind === 'FEE_REVENUE') moved.revenue -= amount;
    if (debit.kind === 'RECEIVABLE') moved.receivable += amount;
  }

  #account(key: AccountKey): AccountTotals {
    const name = nameOf(key);
    const known = this.accounts.get(name);
    if (known) return known;
    const fresh = { key, debits: 0n, credits: 0n, debitsHeld: 0n, creditsHeld: 0n };
    this.accounts.set(name, fresh);
    return fresh;
  }
}
