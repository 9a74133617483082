import type { Call } from '@diboas/client';
import type { PricesView } from '@diboas/protocol';
import { queryOptions } from '@tanstack/react-query';
import { answerOf } from './queries.ts';

/** Prices move by the second, and nobody is held to what is shown of them. */
const ASK_EVERY_MS = 30_000;

/** What assets cost in a currency, asked for again and again while somebody looks. */
export function pricesQuery(call: Call, currency: PricesView['currency']) {
  return queryOptions({
    queryKey: ['prices', currency],
    queryFn: () => answerOf(call, 'prices', { query: { currency } }),
    staleTime: ASK_EVERY_MS / 2,
    refetchInterval: ASK_EVERY_MS,
  });
}
