/** One page of a list, by a cursor that names how many were told before. */
const SIZE_MAX = 1_000;

/** Null for a limit or a cursor that Coinbase would not take. */
export function pageOf<Item>(
  items: readonly Item[],
  query: URLSearchParams,
): { readonly items: readonly Item[]; readonly cursor: string } | null {
  const limit = Number(query.get('limit') ?? '100');
  const from = Number(query.get('cursor') || '0');
  if (!Number.isInteger(limit) || limit < 1 || limit > SIZE_MAX || !Number.isInteger(from)) return null;
  const page = items.slice(from, from + limit);
  return { items: page, cursor: from + limit < items.length ? String(from + limit) : '' };
}
