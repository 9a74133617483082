import type { TransactionPage, TransactionView } from '@diboas/protocol';
import type { QueryClient } from '@tanstack/react-query';
import { newestVersion, type Pages } from '../api/newest.ts';
import { keys, RECENT } from '../api/queries.ts';

/** Puts changed transactions wherever they are shown. An older version never replaces a newer one. */
export function cacheTransactions(queryClient: QueryClient, changed: readonly TransactionView[]): void {
  for (const transaction of changed) {
    queryClient.setQueryData<TransactionView>(keys.transaction(transaction.id), (known) =>
      newestVersion(known, transaction),
    );
    // Lists tell of the whole, which hears of each of its parts.
    if (transaction.parent !== null) continue;
    queryClient.setQueryData<TransactionPage>(
      keys.recent,
      (page) => page && putInto(page, transaction, RECENT),
    );
    queryClient.setQueryData<Pages>(keys.pages, (data) => data && putIntoPages(data, transaction));
  }
}

function putInto(page: TransactionPage, transaction: TransactionView, limit: number): TransactionPage {
  if (page.items.some((item) => item.id === transaction.id)) return replaceIn(page, transaction);
  return { ...page, items: [transaction, ...page.items].slice(0, limit) };
}

function putIntoPages(data: Pages, transaction: TransactionView): Pages {
  const isKnown = data.pages.some((page) => page.items.some((item) => item.id === transaction.id));
  return {
    ...data,
    pages: data.pages.map((page, index) =>
      isKnown || index > 0 ? replaceIn(page, transaction) : putInto(page, transaction, Infinity),
    ),
  };
}

function replaceIn(page: TransactionPage, transaction: TransactionView): TransactionPage {
  return {
    ...page,
    items: page.items.map((item) => (item.id === transaction.id ? newestVersion(item, transaction) : item)),
  };
}
