import { HOUR_MS } from '@diboas/kernel';
import { defineProvider, httpOrigin, listOf, word } from '@diboas/providers-kit';
import { z } from 'zod';

export const stripe = defineProvider({
  id: 'stripe',
  name: 'Stripe',
  // Stripe may forget keys after 24 hours; an hour is left for the request's own way and for clocks.
  keyLifetimeMs: 23 * HOUR_MS,
  // Nothing is kept under a key whose parameters failed validation ("Idempotent requests" in Stripe's API reference).
  remembersRefusals: false,
  isRequired: true,
  settings: z.object({
    STRIPE_BASE_URL: httpOrigin,
    STRIPE_API_KEY: word,
    STRIPE_WEBHOOK_SECRET: listOf(word, 'secret'),
  }),
  says: {
    STRIPE_BASE_URL: 'where Stripe is called: https://api.stripe.com, or the address of the sandbox',
    STRIPE_API_KEY: 'the key by which Stripe knows us, of the mode that `WORLD` says: `sk_` or `rk_`',
    STRIPE_WEBHOOK_SECRET: 'what Stripe signs its webhooks with: `new,old` while one is rolled',
  },
  secrets: {
    STRIPE_API_KEY: (source) => `sk_test_${source.token()}`,
    STRIPE_WEBHOOK_SECRET: (source) => `whsec_${source.token()}`,
  },
  settingsAt: (sandboxUrl) => ({ STRIPE_BASE_URL: sandboxUrl }),
  sandbox: async () => (await import('./sandbox/double.ts')).stripeDouble,
  ownHosts: /(^|\.)stripe\.com\.?$/,
  addresses: ({ STRIPE_BASE_URL }) => ({ STRIPE_BASE_URL }),
  signingSecrets: ({ STRIPE_WEBHOOK_SECRET }) => ({ STRIPE_WEBHOOK_SECRET }),
  dangers({ STRIPE_API_KEY }, world) {
    if (world === 'live' && !/^[sr]k_live_/.test(STRIPE_API_KEY))
      return [
        'STRIPE_API_KEY must begin with sk_live_ or rk_live_ when WORLD=live; for a key of the test mode set WORLD=sandbox.',
      ];
    if (world === 'sandbox' && /_live_/.test(STRIPE_API_KEY))
      return ['STRIPE_API_KEY is a live key: set WORLD=live, or give a key that begins with sk_test_.'];
    return [];
  },
  async open(given, parts) {
    const { createStripeOnramp } = await import('./adapter/on-ramp/desk.ts');
    return {
      onRamp: createStripeOnramp({
        ...parts,
        baseUrl: given.STRIPE_BASE_URL,
        apiKey: given.STRIPE_API_KEY,
        webhookSecrets: given.STRIPE_WEBHOOK_SECRET,
      }),
    };
  },
});
