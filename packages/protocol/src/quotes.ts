import * as z from 'zod/mini';
import { route } from './wire/route.ts';
import { asset, byId, decimalText, instant, moneyView, network, paymentMethod, uuid } from './wire/values.ts';

export const quoteRequest = z.strictObject({
  operation: z.literal('ADD_FUNDS'),
  /** What the person wants to add, before fees, in `currency`. */
  amount: decimalText,
  currency: z.literal('USD'),
  method: paymentMethod,
  /** What arrives, and where. */
  asset: z.literal('USDC'),
  network: z.literal('solana'),
});
export type QuoteRequest = z.infer<typeof quoteRequest>;

export const feeTier = z.enum(['platform', 'provider', 'network', 'compliance', 'premium']);

/** How a fee came about: a share of an amount in basis points, rounded to the minor unit; or somebody's own figure. */
export const feeBasis = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rate'), bps: z.int(), of: moneyView }),
  z.object({ kind: z.literal('quoted'), by: z.string() }),
]);

/** One part of the fees: who takes it, what for, and how it was worked out. Screens find the words. */
export const feePart = z.object({
  tier: feeTier,
  amount: moneyView,
  /** A proper name, of a network in the tier `network`. */
  takenBy: z.string(),
  purpose: z.enum(['arranging', 'conversion', 'transfer']),
  basis: feeBasis,
});
export type FeePartView = z.infer<typeof feePart>;

/** Seconds; `source` says whether they are our own measured figures or the provider's word. */
export const estimate = z.object({
  fromSeconds: z.int(),
  toSeconds: z.int(),
  source: z.enum(['provider', 'measured']),
});

/** `amount` plus every fee part is `total`, to the minor unit. */
export const priceView = z.object({ amount: moneyView, fees: z.array(feePart), total: moneyView });

export const receiveView = z.object({
  asset,
  network,
  /** What arrives in the balance; never less than this. */
  amount: decimalText,
});

export const quoteView = z
  .object({
    id: uuid,
    operation: z.literal('ADD_FUNDS'),
    method: paymentMethod,
    provider: z.object({ id: z.string(), name: z.string() }),
    pay: priceView,
    receive: receiveView,
    estimate,
    createdAt: instant,
    expiresAt: instant,
  })
  .register(z.globalRegistry, { id: 'Quote' });
export type QuoteView = z.infer<typeof quoteView>;

export const quoteRoutes = {
  createQuote: route({
    method: 'POST',
    path: '/v1/quotes',
    tag: 'Adding money',
    says: 'Ask for a price',
    more: 'The offer stands for five minutes and takes nothing. The amount and all parts of the fees add up to the total, to the cent.',
    body: quoteRequest,
    answer: quoteView,
    status: 201,
    refuses: [
      'amount_too_small',
      'amount_too_large',
      'amount_not_exact',
      'too_much_open',
      'verification_required',
      'method_unavailable',
      'no_provider',
    ],
  }),
  getQuote: route({
    method: 'GET',
    path: '/v1/quotes/:id',
    tag: 'Adding money',
    says: 'Read a quote again',
    params: byId,
    answer: quoteView,
    status: 200,
    refuses: ['not_found'],
  }),
};
