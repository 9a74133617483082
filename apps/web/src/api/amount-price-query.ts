import type { Call } from '@diboas/client';
import type { AmountPriceView, CoinView } from '@diboas/protocol';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf } from './queries.ts';

/** A book moves by the second, and nobody is held to what is shown of it. */
const ASK_EVERY_MS = 5_000;

/** What an amount would be traded at by the order book as it stands, while somebody looks. */
export function amountPriceQuery(
  call: Call,
  { asset, side, amount }: { asset: CoinView; side: AmountPriceView['side']; amount: string },
) {
  return queryOptions({
    queryKey: ['amount-price', asset, side, amount],
    queryFn: () => answerOf(call, 'amountPrice', { params: { asset }, query: { side, amount } }),
    staleTime: ASK_EVERY_MS / 2,
    refetchInterval: ASK_EVERY_MS,
    // The line stays while another amount is asked for, so that nothing moves.
    placeholderData: keepPreviousData,
  });
}
