import type { TransactionPage, TransactionSummary } from '@diboas/protocol';
import type { InfiniteData } from '@tanstack/react-query';

/**
 * What the cache holds and what arrives, each the newer where they differ. The stream may bring a change while a
 * fetch that was answered before it is still on its way: without this the older answer, arriving last, would stay
 * on the screen beside a link that says Live.
 */
export type Pages = InfiniteData<TransactionPage, string | null>;

/** Of two views of one thing, the given one unless the known one has a higher number. */
export function newestBy<Key extends string>(key: Key) {
  return <View extends Readonly<Record<Key, number>>>(known: View | undefined, given: View): View =>
    known && known[key] > given[key] ? known : given;
}

export const newestVersion = newestBy('version');

/** The given page, with each line as new as it is known, and before it the lines that are younger than all of it. */
export function newestPage(known: TransactionPage | undefined, given: TransactionPage): TransactionPage {
  if (!known) return given;
  return { ...given, items: newestItems(known.items, given.items) };
}

export function newestPages(known: Pages | undefined, given: Pages): Pages {
  if (!known) return given;
  const all = known.pages.flatMap(({ items }) => items);
  return {
    ...given,
    pages: given.pages.map((page, index) => ({
      ...page,
      items: index === 0 ? newestItems(all, page.items) : refreshed(all, page.items),
    })),
  };
}

function newestItems(
  known: readonly TransactionSummary[],
  given: readonly TransactionSummary[],
): TransactionSummary[] {
  const ids = new Set(given.map(({ id }) => id));
  const youngest = given[0]?.createdAt ?? '';
  const came = known.filter(({ id, createdAt }) => !ids.has(id) && createdAt > youngest);
  return [...came, ...refreshed(known, given)];
}

function refreshed(
  known: readonly TransactionSummary[],
  given: readonly TransactionSummary[],
): TransactionSummary[] {
  const byId = new Map(known.map((item) => [item.id, item]));
  return given.map((item) => newestVersion(byId.get(item.id), item));
}
