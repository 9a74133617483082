import type { ActInput } from '../decision/input.ts';
import type { Act } from '../transaction/act.ts';
import type { ItemCause } from '../transaction/item.ts';
import type { Transaction } from '../transaction/transaction.ts';

/** What somebody asked for, before it is known of which state of the transaction. */
export type AskedAct = Pick<ActInput, 'by' | 'act' | 'reason' | 'evidence'> & { readonly key: string | null };

/**
 * The act on this transaction. Its key names what it answers, so that a second person who asks for the same confirms it, and
 * whoever asks twice does it once.
 */
export function actOn(transaction: Transaction, { key, ...asked }: AskedAct): ActInput {
  return {
    type: 'act',
    transactionId: transaction.id,
    ...asked,
    key: key ?? usualKey(transaction, asked.act),
  };
}

function usualKey({ openItems, attempts, version }: Transaction, act: Act): string {
  const attempt = attempts.at(-1);
  const itemOf = (cause: ItemCause) => openItems.find((one) => one.cause === cause)?.id ?? 'none';
  switch (act.kind) {
    case 'close_item':
      return `close ${itemOf(act.cause)}`;
    case 'cancel':
      return 'cancel';
    case 'ask_again':
      return `ask ${version}`;
    case 'send_again':
      return `send ${attempt?.id ?? 'none'} after ${attempt?.sends ?? 0}`;
    case 'give_back':
      return `give back ${attempt?.id ?? 'none'}`;
    case 'approve':
    case 'deny':
      return `${act.kind} ${itemOf('compliance_review')}`;
    case 'note':
      return `note ${version}`;
    case 'accept_difference':
      return `accept ${itemOf('amount_mismatch')}`;
  }
}
