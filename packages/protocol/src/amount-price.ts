import * as z from 'zod/mini';
import { coin } from './traded.ts';
import { route } from './wire/route.ts';
import { decimalText, instant, moneyView } from './wire/values.ts';

/** What an amount would be traded at by an order book as it stands. A look: what counts is the price of a quote. */
export const amountPrice = z
  .object({
    /** When this was told. */
    asOf: instant,
    asset: coin,
    side: z.enum(['buy', 'sell']),
    /** What leaves: digital dollars to buy, the coin to sell. */
    amount: moneyView,
    /** What would arrive for it, before anybody's fee. */
    gets: moneyView,
    /** What one whole coin would cost, or bring, on average: in digital dollars. */
    price: moneyView,
    /** By how much that is worse than the best price, in basis points, rounded up. */
    worseBps: z.int(),
    /** When the book was so, as its venue says. */
    at: instant,
    /** Ten seconds before `asOf`, and more: the venue tells nothing newer just now. */
    isOld: z.boolean(),
    /** The venue, as people read its name. */
    source: z.string(),
  })
  .register(z.globalRegistry, { id: 'AmountPrice' });
export type AmountPriceView = z.infer<typeof amountPrice>;

export const amountPriceRoutes = {
  amountPrice: route({
    method: 'GET',
    path: '/v1/assets/:asset/amount-price',
    tag: 'Prices',
    says: 'What an amount would be traded at by the order book as it stands',
    more: 'Nothing is set aside, and nobody is held to it. `amount` is of what leaves: USDC to buy, the coin to sell. Where nobody tells a book that can be relied on, `no_market` says so.',
    params: z.strictObject({ asset: coin }),
    query: z.strictObject({ side: z.enum(['buy', 'sell']), amount: decimalText }),
    answer: amountPrice,
    status: 200,
    refuses: ['amount_too_small', 'amount_too_large', 'amount_not_exact', 'no_market'],
  }),
};
