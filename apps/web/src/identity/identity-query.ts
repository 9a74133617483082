import type { Call } from '@diboas/client';
import { queryOptions } from '@tanstack/react-query';
import { answerOf, keys } from '../api/queries.ts';

/** Asked for again while its owner is on the page of a provider, or it looks: each time the provider is asked. */
export function identityQuery(call: Call) {
  return queryOptions({
    queryKey: keys.identity,
    queryFn: () => answerOf(call, 'identity', {}),
    refetchInterval: ({ state: { data } }) =>
      data?.todo === 'wait' ? 5_000 : data?.todo === 'go_on' ? 15_000 : false,
  });
}
