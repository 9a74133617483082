import { assert } from '@diboas/kernel';
import { isCustomerAccount } from '@diboas/ledger';
import type { Writes } from '@diboas/orchestration';

/**
 * Whatever changes of a customer raises their sequence number. That is how screens learn of it, and how a node learns
 * that what it remembers of the customer is no longer true.
 */
export function assertSequenced({ transactions, accounts, seqs }: Writes): void {
  const changed = [
    ...transactions.map(({ transaction }) => transaction.customerId),
    ...accounts.filter(({ key }) => isCustomerAccount(key)).map(({ key }) => key.owner),
  ];
  const silent = changed.find((customerId) => !seqs.has(customerId));
  assert(silent === undefined, 'a customer is changed with their sequence number only', { silent });
}
