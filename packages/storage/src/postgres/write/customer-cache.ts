// What this node knows of customers whose transactions are under way, so that a batch need not read it again.
//
// Every commit that changes anything of a customer also raises the customer's sequence number, under the lock on the
// customer's row. So a batch that holds the lock and finds the number it remembers knows all that it remembers to be
// true still; any other number means that another node was there, and everything of this customer is read again.
//
// The number proves nothing once the database itself goes back to an earlier state, as a stand-by may when it takes
// over. That cuts every connection: the cache is emptied whenever one is opened, and what was under way before that
// is not put in afterwards.
import type { Id } from '@diboas/kernel';
import { type AccountState, isSameAccount } from '@diboas/ledger';
import { isFinal, type Writes } from '@diboas/orchestration';
import type { StoredTransaction } from '../encoding/rows.ts';
import { nextAlarm } from './next-alarm.ts';

/** A customer as they were at `seq`: all accounts, and those transactions that some batch has named. */
export interface KnownCustomer {
  readonly seq: number;
  readonly accounts: readonly AccountState[];
  readonly transactions: readonly StoredTransaction[];
}

export interface CustomerCache {
  /** Changes whenever anything was forgotten. */
  epoch(): number;
  customerOf(transactionId: Id): string | undefined;
  known(customerId: string): KnownCustomer | undefined;
  /** Keeps what a batch has left, unless anything was forgotten since `epoch`: it may have been just that. */
  keep(customers: ReadonlyMap<string, KnownCustomer>, epoch: number): void;
  /** A transaction was changed beside the sequence. */
  forget(transactionId: Id): void;
  forgetAll(): void;
}

/** Remembers at most `customersMax`, those that were named last. */
export function createCustomerCache(customersMax: number): CustomerCache {
  const customers = new Map<string, KnownCustomer>();
  const customerOf = new Map<Id, string>();
  let epoch = 0;

  function drop(customerId: string): void {
    for (const { transaction } of customers.get(customerId)?.transactions ?? [])
      customerOf.delete(transaction.id);
    customers.delete(customerId);
  }

  function keepOne(customerId: string, known: KnownCustomer): void {
    const before = customers.get(customerId);
    for (const { transaction } of before?.transactions ?? []) {
      if (!findKnown(known, transaction.id)) customerOf.delete(transaction.id);
    }
    for (const { transaction } of known.transactions) customerOf.set(transaction.id, customerId);
    // Last in the order in which the map is gone through, because it was named last.
    customers.delete(customerId);
    // A customer with nothing under way will not be named soon.
    if (known.transactions.length > 0) customers.set(customerId, known);
  }

  return {
    epoch: () => epoch,
    customerOf: (transactionId) => customerOf.get(transactionId),
    known: (customerId) => customers.get(customerId),
    keep(batch, since) {
      if (since !== epoch) return;
      for (const [customerId, known] of batch) keepOne(customerId, known);
      for (const [customerId] of customers) {
        if (customers.size <= customersMax) return;
        drop(customerId);
      }
    },
    forget(transactionId) {
      epoch += 1;
      const customerId = customerOf.get(transactionId);
      if (customerId !== undefined) drop(customerId);
    },
    forgetAll() {
      epoch += 1;
      customers.clear();
      customerOf.clear();
    },
  };
}

/** What is known of one transaction of a customer. */
export function findKnown(known: KnownCustomer | undefined, id: Id): StoredTransaction | undefined {
  return known?.transactions.find(({ transaction }) => transaction.id === id);
}

/** What is known of the customers after a batch was committed. Ended transactions are let go. */
export function knownAfter(
  before: ReadonlyMap<string, KnownCustomer>,
  writes: Writes,
): ReadonlyMap<string, KnownCustomer> {
  const after = new Map<string, KnownCustomer>(before);
  const change = (customerId: string, changed: (known: KnownCustomer) => Partial<KnownCustomer>): void => {
    const known = after.get(customerId);
    if (known) after.set(customerId, { ...known, ...changed(known) });
  };
  for (const [customerId, seq] of writes.seqs) change(customerId, () => ({ seq }));
  for (const account of writes.accounts) {
    change(account.key.owner, ({ accounts }) => {
      return { accounts: [...accounts.filter((one) => !isSameAccount(one.key, account.key)), account] };
    });
  }
  for (const { transaction, holds } of writes.transactions) {
    const { id, customerId, status } = transaction;
    change(customerId, (known) => {
      const others = known.transactions.filter((one) => one.transaction.id !== id);
      if (isFinal(status)) return { transactions: others };
      const ringsAt = nextAlarm(findKnown(known, id)?.ringsAt ?? null, transaction);
      return { transactions: [...others, { transaction, holds, ringsAt }] };
    });
  }
  return after;
}
