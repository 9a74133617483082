import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Reads again what is shown of this. What is being read for the first time at this moment may have been answered before
 * whatever it is that makes one read again, and the cache starts no second read beside a first one: so that one is read
 * once more as soon as it came.
 */
export async function readAgain(queryClient: QueryClient, queryKey: QueryKey): Promise<void> {
  await Promise.all([queryClient.invalidateQueries({ queryKey }), readFirstOnesAgain(queryClient, queryKey)]);
}

/** Reads once more, as soon as it came, what is being read for the first time at this moment; all else is left as it is. */
export async function readFirstOnesAgain(queryClient: QueryClient, queryKey: QueryKey): Promise<void> {
  const first = queryClient
    .getQueryCache()
    .findAll({ queryKey, fetchStatus: 'fetching', predicate: ({ state }) => state.data === undefined });
  await Promise.all(
    first.map(async (query) => {
      await Promise.allSettled([query.promise]);
      await queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true });
    }),
  );
}
