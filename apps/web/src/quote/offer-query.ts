import type { Call } from '@diboas/client';
import type { QuoteRequest } from '@diboas/protocol';
import { queryOptions } from '@tanstack/react-query';
import { answerOf, keys } from '../api/queries.ts';

/** The price of one of several choices. Asked once: without it the choice can still be made. */
export function offerQuery(call: Call, request: QuoteRequest) {
  return queryOptions({
    queryKey: keys.offer(request),
    queryFn: () => answerOf(call, 'createQuote', { body: request }),
    staleTime: 120_000,
    gcTime: 120_000,
    retry: false,
    refetchOnWindowFocus: false,
  });
}
