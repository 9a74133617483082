import * as z from 'zod/mini';
import { route } from './wire/route.ts';
import { asset, currency, decimalText, instant } from './wire/values.ts';

/** What assets cost in one currency. A look: what counts is the price of a quote. */
export const pricesView = z
  .object({
    /** When this was told. */
    asOf: instant,
    currency,
    items: z.array(
      z.object({
        asset,
        /** What one of it costs, with up to 18 digits after the point. */
        price: decimalText,
        /** When it cost that, as its source says; of several sources, the oldest. */
        at: instant,
        /** Five minutes and more before `asOf`. */
        isOld: z.boolean(),
      }),
    ),
  })
  .register(z.globalRegistry, { id: 'Prices' });
export type PricesView = z.infer<typeof pricesView>;

export const priceRoutes = {
  prices: route({
    method: 'GET',
    path: '/v1/prices',
    tag: 'Prices',
    says: 'What assets cost in a currency, and when they did',
    more: 'What nobody told the price of is left out. When nothing is known at all, `no_provider` says so.',
    query: z.strictObject({ currency }),
    answer: pricesView,
    status: 200,
    refuses: ['no_provider'],
  }),
};
