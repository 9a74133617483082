import type { ItemCause, Transaction } from '../transaction/transaction.ts';
import type { Decision, Facts } from './decision.ts';

/** Asks a person to look, once per transaction and cause, with a deadline. */
export function openItem(
  decision: Decision,
  transaction: Transaction,
  { cause, detail, facts }: { cause: ItemCause; detail: string; facts: Facts },
): void {
  if (transaction.openItems.includes(cause)) return;
  const id = facts.createId();
  const deadline = facts.now + facts.pace.itemDeadlineMs;
  decision.events.push({ type: 'item_opened', itemId: id, cause, deadline });
  decision.items.push({
    id,
    transactionId: transaction.id,
    customerId: transaction.customerId,
    cause,
    detail,
    openedAt: facts.now,
    deadline,
  });
}
