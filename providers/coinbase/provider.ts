import { HOUR_MS } from '@diboas/kernel';
import { defineProvider, httpBase, listOf, word } from '@diboas/providers-kit';
import { z } from 'zod';
import type { Market } from './adapter/on-ramp/priced-session.ts';
import { apiKeyProblem } from './adapter/wire/api-key.ts';

export const coinbase = defineProvider({
  id: 'coinbase',
  name: 'Coinbase',
  // "Within the last 24 hours": docs.cdp.coinbase.com/api-reference/v2/idempotency. An hour is left for the request's
  // own way and for clocks.
  keyLifetimeMs: 23 * HOUR_MS,
  // A session has no key at Coinbase: each repeat is judged anew, and only orders are told apart by our reference.
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    COINBASE_API_KEY_ID: word,
    COINBASE_API_KEY_SECRET: z.string().superRefine((secret, context) => {
      const problem = apiKeyProblem(secret);
      if (problem !== null) context.addIssue(problem);
    }),
    COINBASE_WEBHOOK_SECRET: listOf(word, 'secret'),
    COINBASE_PLATFORM_URL: httpBase.default('https://api.cdp.coinbase.com/platform'),
    COINBASE_DEVELOPER_URL: httpBase.default('https://api.developer.coinbase.com'),
    COINBASE_MARKET: z
      .string()
      .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'must be a country and its part, like US-NY')
      .refine((market) => market !== 'US', 'must name the state too for the United States, like US-NY')
      .default('US-NY'),
    COINBASE_TEST_MODE: z.enum(['on', 'off']).default('off'),
  }),
  says: {
    COINBASE_API_KEY_ID: 'the id of the key by which Coinbase knows us',
    COINBASE_API_KEY_SECRET: 'the key itself as Coinbase hands it out: Ed25519 in base64, or EC in PEM',
    COINBASE_WEBHOOK_SECRET: 'what Coinbase signs its webhooks with: `new,old` while one is rolled',
    COINBASE_PLATFORM_URL: "where sessions are made; Coinbase's own address where none is given",
    COINBASE_DEVELOPER_URL: "where transactions are listed; Coinbase's own address where none is given",
    COINBASE_MARKET:
      'where the people are whose prices are asked for: a country, and its state for the US; US-NY where none is given',
    COINBASE_TEST_MODE: "Coinbase's own test mode, on its real hosts, in which nothing real moves",
  },
  pemSettings: ['COINBASE_API_KEY_SECRET'],
  secrets: {
    COINBASE_API_KEY_ID: (source) => source.uuid(),
    COINBASE_API_KEY_SECRET: (source) => source.ed25519(),
    COINBASE_WEBHOOK_SECRET: (source) => source.token(),
  },
  settingsAt: (sandboxUrl) => ({
    COINBASE_PLATFORM_URL: `${sandboxUrl}/platform`,
    COINBASE_DEVELOPER_URL: sandboxUrl,
  }),
  sandbox: async () => (await import('./sandbox/double.ts')).coinbaseDouble,
  ownHosts: /(^|\.)coinbase\.com\.?$/,
  addresses: ({ COINBASE_PLATFORM_URL, COINBASE_DEVELOPER_URL }) => ({
    ...{ COINBASE_PLATFORM_URL, COINBASE_DEVELOPER_URL },
  }),
  signingSecrets: ({ COINBASE_WEBHOOK_SECRET }) => ({ COINBASE_WEBHOOK_SECRET }),
  hasTestMode: (given) => given.COINBASE_TEST_MODE === 'on',
  dangers: (given, world) =>
    world === 'live' && given.COINBASE_TEST_MODE === 'on'
      ? ['COINBASE_TEST_MODE must be off when WORLD=live: people would be told of crypto that nobody sends.']
      : [],
  async open(given, parts) {
    const { createCoinbaseOnramp } = await import('./adapter/on-ramp/desk.ts');
    const onRamp = createCoinbaseOnramp({
      ...parts,
      apiKeyId: given.COINBASE_API_KEY_ID,
      apiKeySecret: given.COINBASE_API_KEY_SECRET,
      webhookSecrets: given.COINBASE_WEBHOOK_SECRET,
      platformUrl: given.COINBASE_PLATFORM_URL,
      developerUrl: given.COINBASE_DEVELOPER_URL,
      market: marketOf(given.COINBASE_MARKET),
      testMode: given.COINBASE_TEST_MODE === 'on',
    });
    return { onRamp };
  },
});

/** US-NY is a part of a country, and DE is a whole one. */
export function marketOf(text: string): Market {
  const [country = '', subdivision = null] = text.split('-');
  return { country, subdivision };
}
