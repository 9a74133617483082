import type { TransactionPage, TransactionSummary } from '@diboas/protocol';
import type { QueryClient } from '@tanstack/react-query';
import type { Pages } from '../api/newest.ts';
import { keys } from '../api/queries.ts';

/**
 * Tells each change of a transaction's state once, however this page came to know of it: by the stream, by a poll,
 * or by reading a list again. A transaction that is seen for the first time has not changed, unless somebody else made
 * it since: what arrives is told once, too. Of what is done in parts the whole is told of. Answers how to stop.
 *
 * @param since when this page began to watch, by the server's clock
 */
export function watchStates(
  queryClient: QueryClient,
  onChange: (transaction: TransactionSummary) => void,
  since: number,
): () => void {
  const known = new Map<string, TransactionSummary>();
  return queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success') return;
    for (const transaction of transactionsIn(event.query.queryKey, event.query.state.data)) {
      if (transaction.parent !== null) continue;
      const before = known.get(transaction.id);
      if (before && !isLater(before, transaction)) continue;
      known.set(transaction.id, transaction);
      if (before ? before.state !== transaction.state : hasArrived(transaction, since)) onChange(transaction);
    }
  });
}

function hasArrived({ operation, createdAt }: TransactionSummary, since: number): boolean {
  return operation === 'RECEIVE_MONEY' && Date.parse(createdAt) >= since;
}

/** Only being late comes by the clock alone, without a new version. */
function isLater(before: TransactionSummary, after: TransactionSummary): boolean {
  return after.version > before.version || (after.version === before.version && after.state === 'delayed');
}

function transactionsIn(key: readonly unknown[], data: unknown): readonly TransactionSummary[] {
  const [kind, list] = key;
  if (kind === keys.transaction('')[0]) return [data as TransactionSummary];
  if (kind !== keys.transactions[0]) return [];
  if (list === keys.recent[1]) return (data as TransactionPage).items;
  return (data as Pages).pages.flatMap(({ items }) => items);
}
