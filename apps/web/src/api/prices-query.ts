import type { Call } from '@diboas/client';
import { MINUTE_MS } from '@diboas/kernel';
import type { CoinView, HistoryRangeView, PricesView } from '@diboas/protocol';
import { queryOptions } from '@tanstack/react-query';
import { newestPrices } from './newest-prices.ts';
import { answerOf } from './queries.ts';

/** Prices move by the second, and nobody is held to what is shown of them. */
const ASK_EVERY_MS = 30_000;

/** Where prices in a currency are kept. */
export function pricesKey(currency: PricesView['currency']) {
  return ['prices', currency] as const;
}

/** What assets cost in a currency, asked for again and again while somebody looks. */
export function pricesQuery(call: Call, currency: PricesView['currency']) {
  return queryOptions({
    queryKey: pricesKey(currency),
    queryFn: () => answerOf(call, 'prices', { query: { currency } }),
    staleTime: ASK_EVERY_MS / 2,
    refetchInterval: ASK_EVERY_MS,
    // What comes live goes the same way.
    structuralSharing: (known, given) => newestPrices(known as PricesView | undefined, given as PricesView),
  });
}

/** What a coin cost over a range. Its last point is of the interval that runs. */
export function assetHistoryQuery(call: Call, asset: CoinView, range: HistoryRangeView) {
  return queryOptions({
    queryKey: ['history', asset, range],
    queryFn: () => answerOf(call, 'assetHistory', { params: { asset }, query: { range } }),
    staleTime: MINUTE_MS,
    refetchInterval: MINUTE_MS,
  });
}
