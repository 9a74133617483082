import { defineProvider, httpOrigin, listOf, word } from '@diboas/providers-kit';
import { z } from 'zod';
import { createStripeOnramp } from './adapter/on-ramp/desk.ts';
import { STRIPE } from './adapter/wire/identity.ts';

export const stripe = defineProvider({
  ...STRIPE,
  isRequired: true,
  settings: z.object({
    STRIPE_BASE_URL: httpOrigin,
    STRIPE_API_KEY: word,
    STRIPE_WEBHOOK_SECRET: listOf(word, 'secret'),
  }),
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
  open: (given, parts) => ({
    onRamp: createStripeOnramp({
      ...parts,
      baseUrl: given.STRIPE_BASE_URL,
      apiKey: given.STRIPE_API_KEY,
      webhookSecrets: given.STRIPE_WEBHOOK_SECRET,
    }),
  }),
});
