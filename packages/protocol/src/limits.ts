import * as z from 'zod/mini';
import { estimate } from './quotes.ts';
import { route } from './wire/route.ts';
import { asset, chainNetwork, instant, moneyView, paidIn, paymentMethod } from './wire/values.ts';

/** What may be added at all, shown before the person types. */
export const limitsView = z
  .object({
    operation: z.literal('ADD_FUNDS'),
    currency: paidIn,
    minimum: moneyView,
    maximum: moneyView,
    /**
     * What nobody may go beyond, however well they are known: `most` within any `days` days, all added up. What is `left` of it, and
     * when the oldest of what counts no longer does.
     */
    limit: z.object({
      most: moneyView,
      days: z.int(),
      left: moneyView,
      moreAt: z.nullable(instant),
    }),
    methods: z.array(z.object({ method: paymentMethod, estimate })),
  })
  .register(z.globalRegistry, { id: 'Limits' });
export type LimitsView = z.infer<typeof limitsView>;

export const limitRoutes = {
  limits: route({
    method: 'GET',
    path: '/v1/limits',
    tag: 'Operations',
    says: 'What may be added, and by which methods',
    more: 'By what is paid in, and what arrives where: dollars, and USDC on Solana, unless it is said. A method that no provider offers at the moment is left out.',
    query: z.strictObject({
      currency: z.optional(paidIn),
      asset: z.optional(asset),
      network: z.optional(chainNetwork),
    }),
    answer: limitsView,
    status: 200,
    refuses: [],
  }),
};
