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
import { nextAlarm } from './alarm.ts';
import type { StoredTransaction } from './rows.ts';

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
    drop(customerId);
    // A customer with nothing under way will not be named soon.
    if (known.transactions.length === 0) return;
    customers.set(customerId, known);
    for (const { transaction } of known.transactions) customerOf.set(transaction.id, customerId);
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

/** What is known of the customers after a batch was committed. Ended transactions are let go. */
export function knownAfter(
  before: ReadonlyMap<string, KnownCustomer>,
  writes: Writes,
): ReadonlyMap<string, KnownCustomer> {
  const after = new Map(before);
  for (const [customerId, seq] of writes.seqs) {
    const known = after.get(customerId);
    if (known) after.set(customerId, { ...known, seq });
  }
  for (const { key, balance } of writes.accounts) {
    const known = after.get(key.owner);
    if (!known) continue;
    const others = known.accounts.filter((one) => !isSameAccount(one.key, key));
    after.set(key.owner, { ...known, accounts: [...others, { key, balance }] });
  }
  for (const { transaction, holds } of writes.transactions) {
    const known = after.get(transaction.customerId);
    if (!known) continue;
    const others = known.transactions.filter((one) => one.transaction.id !== transaction.id);
    const rang = known.transactions.find((one) => one.transaction.id === transaction.id)?.ringsAt ?? null;
    const ringsAt = nextAlarm(rang, transaction);
    const transactions = isFinal(transaction.status) ? others : [...others, { transaction, holds, ringsAt }];
    after.set(transaction.customerId, { ...known, transactions });
  }
  return after;
}
