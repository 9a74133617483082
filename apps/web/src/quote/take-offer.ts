import type { QuoteRequest, QuoteView } from '@diboas/protocol';
import type { QueryClient } from '@tanstack/react-query';
import { keys } from '../api/queries.ts';
import type { ServerClock } from '../time/clock.ts';

/** An offer with less time than this left is not handed on, or the next step would begin by replacing it. */
const LEAST_LEFT_MS = 60_000;

/** The very price that was shown beside a choice, once, so that the next step does not show another one. */
export function takeOffer(
  queryClient: QueryClient,
  request: QuoteRequest,
  clock: ServerClock,
): QuoteView | null {
  const key = keys.offer(request);
  const quote = queryClient.getQueryData<QuoteView>(key);
  queryClient.removeQueries({ queryKey: key });
  return quote && Date.parse(quote.expiresAt) - clock.now() > LEAST_LEFT_MS ? quote : null;
}
