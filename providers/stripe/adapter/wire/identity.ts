import { HOUR_MS } from '@diboas/kernel';

export const STRIPE = {
  id: 'stripe',
  name: 'Stripe',
  /** Stripe may forget keys after 24 hours; an hour is left for the request's own way and for clocks. */
  keyLifetimeMs: 23 * HOUR_MS,
} as const;
