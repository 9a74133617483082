/** Stripe Identity: who a person is, by their document and their face. A service of its own, with its own key and endpoint. */
import { HOUR_MS } from '@diboas/kernel';
import { defineProvider, httpOrigin, listOf, word } from '@diboas/providers-kit';
import { z } from 'zod';

export const stripeIdentity = defineProvider({
  id: 'stripe-identity',
  name: 'Stripe',
  // Stripe may forget keys after 24 hours; an hour is left for the request's own way and for clocks.
  keyLifetimeMs: 23 * HOUR_MS,
  // Nothing is kept under a key whose parameters failed validation ("Idempotent requests" in Stripe's API reference).
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    STRIPE_IDENTITY_BASE_URL: httpOrigin.default('https://api.stripe.com'),
    STRIPE_IDENTITY_API_KEY: word,
    STRIPE_IDENTITY_WEBHOOK_SECRET: listOf(word, 'secret'),
  }),
  says: {
    STRIPE_IDENTITY_BASE_URL:
      "where Stripe is called to find out who people are; Stripe's own address where none is given",
    STRIPE_IDENTITY_API_KEY:
      'a restricted key of the mode that `WORLD` says, `rk_`, which may write verification sessions and read all their detailed results',
    STRIPE_IDENTITY_WEBHOOK_SECRET:
      'what Stripe signs the events of verification sessions with, of an endpoint of their own: `new,old` while one is rolled',
  },
  secrets: {
    STRIPE_IDENTITY_API_KEY: (source) => `rk_test_${source.token()}`,
    STRIPE_IDENTITY_WEBHOOK_SECRET: (source) => `whsec_${source.token()}`,
  },
  settingsAt: (sandboxUrl) => ({ STRIPE_IDENTITY_BASE_URL: sandboxUrl }),
  sandbox: async () => (await import('./sandbox/double.ts')).stripeIdentityDouble,
  ownHosts: /(^|\.)stripe\.com\.?$/,
  addresses: ({ STRIPE_IDENTITY_BASE_URL }) => ({ STRIPE_IDENTITY_BASE_URL }),
  signingSecrets: ({ STRIPE_IDENTITY_WEBHOOK_SECRET }) => ({ STRIPE_IDENTITY_WEBHOOK_SECRET }),
  dangers({ STRIPE_IDENTITY_API_KEY }, world) {
    if (world === 'live' && !STRIPE_IDENTITY_API_KEY.startsWith('rk_live_'))
      return [
        'STRIPE_IDENTITY_API_KEY must begin with rk_live_ when WORLD=live; for a key of the test mode set WORLD=sandbox.',
      ];
    if (world === 'sandbox' && /_live_/.test(STRIPE_IDENTITY_API_KEY))
      return [
        'STRIPE_IDENTITY_API_KEY is a live key: set WORLD=live, or give a key that begins with rk_test_.',
      ];
    return [];
  },
  async open(given, parts) {
    const { createStripeIdentity } = await import('./adapter/identity/desk.ts');
    return {
      identity: createStripeIdentity({
        ...parts,
        baseUrl: given.STRIPE_IDENTITY_BASE_URL,
        apiKey: given.STRIPE_IDENTITY_API_KEY,
        webhookSecrets: given.STRIPE_IDENTITY_WEBHOOK_SECRET,
      }),
    };
  },
});
