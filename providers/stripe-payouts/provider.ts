import { HOUR_MS } from '@diboas/kernel';
import { defineProvider, httpOrigin, listOf, word } from '@diboas/providers-kit';
import { z } from 'zod';

const financialAccount = z
  .string()
  .regex(/^fa_[A-Za-z0-9_]{1,100}$/, 'must be the id of a financial account, which begins with fa_');

export const stripePayouts = defineProvider({
  id: 'stripe-payouts',
  name: 'Stripe',
  // For keys in general Stripe names 24 hours ("Idempotent requests"), and for those of API v2 no other figure; an hour is
  // left for the request's own way and for clocks.
  keyLifetimeMs: 23 * HOUR_MS,
  // What failed under a key of API v2 is tried again when the key is sent again.
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    STRIPE_PAYOUTS_BASE_URL: httpOrigin.default('https://api.stripe.com'),
    STRIPE_PAYOUTS_API_KEY: word,
    STRIPE_PAYOUTS_WEBHOOK_SECRET: listOf(word, 'secret'),
    STRIPE_PAYOUTS_ACCOUNT: financialAccount,
    STRIPE_PAYOUTS_NETWORK: z.enum(['solana', 'ethereum']).default('solana'),
  }),
  says: {
    STRIPE_PAYOUTS_BASE_URL: "where Stripe is called for payouts; Stripe's own address where none is given",
    STRIPE_PAYOUTS_API_KEY:
      'the secret key of the Stripe account that pays out, of the mode that `WORLD` says: `sk_`',
    STRIPE_PAYOUTS_WEBHOOK_SECRET:
      'what Stripe signs the events of payouts with, of their own destination: `new,old` while one is rolled',
    STRIPE_PAYOUTS_ACCOUNT: 'the financial account at Stripe whose USDC payouts come out of',
    STRIPE_PAYOUTS_NETWORK:
      'the network that its USDC came by, as our books have it: solana or ethereum; solana where none is given',
  },
  secrets: {
    STRIPE_PAYOUTS_API_KEY: (source) => `sk_test_${source.token()}`,
    STRIPE_PAYOUTS_WEBHOOK_SECRET: (source) => `whsec_${source.token()}`,
  },
  settingsAt: (sandboxUrl) => ({
    STRIPE_PAYOUTS_BASE_URL: sandboxUrl,
    STRIPE_PAYOUTS_ACCOUNT: 'fa_diboas',
  }),
  sandbox: async () => (await import('./sandbox/double.ts')).stripePayoutsDouble,
  ownHosts: /(^|\.)stripe\.com\.?$/,
  addresses: ({ STRIPE_PAYOUTS_BASE_URL }) => ({ STRIPE_PAYOUTS_BASE_URL }),
  signingSecrets: ({ STRIPE_PAYOUTS_WEBHOOK_SECRET }) => ({ STRIPE_PAYOUTS_WEBHOOK_SECRET }),
  dangers({ STRIPE_PAYOUTS_API_KEY }, world) {
    if (world === 'live' && !STRIPE_PAYOUTS_API_KEY.startsWith('sk_live_'))
      return [
        'STRIPE_PAYOUTS_API_KEY must begin with sk_live_ when WORLD=live; for a key of a sandbox set WORLD=sandbox.',
      ];
    if (world === 'sandbox' && /_live_/.test(STRIPE_PAYOUTS_API_KEY))
      return [
        'STRIPE_PAYOUTS_API_KEY is a live key: set WORLD=live, or give a key that begins with sk_test_.',
      ];
    return [];
  },
  async open(given, parts) {
    const { createStripePayouts } = await import('./adapter/off-ramp/desk.ts');
    return {
      offRamp: createStripePayouts({
        ...parts,
        baseUrl: given.STRIPE_PAYOUTS_BASE_URL,
        apiKey: given.STRIPE_PAYOUTS_API_KEY,
        webhookSecrets: given.STRIPE_PAYOUTS_WEBHOOK_SECRET,
        account: {
          id: given.STRIPE_PAYOUTS_ACCOUNT,
          network: given.STRIPE_PAYOUTS_NETWORK,
        },
      }),
    };
  },
});
