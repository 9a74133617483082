import type { TransactionPage, TransactionView } from '@diboas/protocol';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { keys, RECENT } from '../api/queries.ts';

/** Puts changed transactions wherever they are shown. An older version never replaces a newer one. */
export function cacheTransactions(queryClient: QueryClient, changed: readonly TransactionView[]): void {
  for (const transaction of changed) {
    queryClient.setQueryData<TransactionView>(keys.transaction(transaction.id), (known) =>
      newest(known, transaction),
    );
    queryClient.setQueryData<TransactionPage>(
      keys.recent,
      (page) => page && putFirst(page, transaction, RECENT),
    );
    queryClient.setQueryData<InfiniteData<TransactionPage, string | null>>(keys.pages, (data) =>
      data
        ? {
            ...data,
            pages: data.pages.map((page, index) => putIntoPage(page, transaction, index, data.pages)),
          }
        : data,
    );
  }
}

function newest(known: TransactionView | undefined, given: TransactionView): TransactionView {
  return known && known.version > given.version ? known : given;
}

function replaceIn(page: TransactionPage, transaction: TransactionView): TransactionPage {
  return {
    ...page,
    items: page.items.map((item) => (item.id === transaction.id ? newest(item, transaction) : item)),
  };
}

function putFirst(page: TransactionPage, transaction: TransactionView, limit: number): TransactionPage {
  if (page.items.some((item) => item.id === transaction.id)) return replaceIn(page, transaction);
  return { ...page, items: [transaction, ...page.items].slice(0, limit) };
}

function putIntoPage(
  page: TransactionPage,
  transaction: TransactionView,
  index: number,
  pages: readonly TransactionPage[],
): TransactionPage {
  const known = pages.some((one) => one.items.some((item) => item.id === transaction.id));
  return known || index > 0 ? replaceIn(page, transaction) : { ...page, items: [transaction, ...page.items] };
}
