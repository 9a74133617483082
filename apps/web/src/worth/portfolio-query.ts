import type { Call } from '@diboas/client';
import type { HistoryRangeView, PricesView } from '@diboas/protocol';
import { queryOptions } from '@tanstack/react-query';
import { answerOf, keys } from '../api/queries.ts';

/** What is invested. Its prices are of the moment it was asked, so it is asked again while somebody looks. */
export function portfolioQuery(call: Call, range: HistoryRangeView, currency: PricesView['currency']) {
  return queryOptions({
    queryKey: [...keys.portfolio, range, currency],
    queryFn: () => answerOf(call, 'portfolio', { query: { range, currency } }),
    refetchInterval: 60_000,
  });
}
