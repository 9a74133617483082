import * as z from 'zod/mini';
import { asset, decimal, instant, moneyView, network, paymentMethod, uuid } from './values.ts';

export const quoteRequest = z.strictObject({
  operation: z.literal('ADD_FUNDS'),
  /** What the person wants to add, before fees, in `currency`. */
  amount: decimal,
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
export type FeePart = z.infer<typeof feePart>;

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
  amount: decimal,
});

export const quoteView = z.object({
  id: uuid,
  operation: z.literal('ADD_FUNDS'),
  method: paymentMethod,
  provider: z.object({ id: z.string(), name: z.string() }),
  pay: priceView,
  receive: receiveView,
  estimate,
  createdAt: instant,
  expiresAt: instant,
});
export type QuoteView = z.infer<typeof quoteView>;

/** What may be added at all, shown before the person types. */
export const limitsView = z.object({
  operation: z.literal('ADD_FUNDS'),
  currency: z.literal('USD'),
  minimum: moneyView,
  maximum: moneyView,
  /**
   * What may be added without an identity check: `most` within any `days` days, all added up. What is `left` of it, and
   * when the oldest of what counts no longer does.
   */
  unverified: z.object({
    most: moneyView,
    days: z.int(),
    left: moneyView,
    moreAt: z.nullable(instant),
  }),
  methods: z.array(z.object({ method: paymentMethod, estimate })),
});
export type LimitsView = z.infer<typeof limitsView>;
