/** CoinGecko: what assets cost, over many exchanges. The first feed of prices. */
import { defineProvider, httpBase, word } from '@diboas/providers-kit';
import { z } from 'zod';
import { PLAN_URLS } from './adapter/wire/plan-urls.ts';

/** What a key of the free plan may ask in a month (docs.coingecko.com, Demo API). */
const DEMO_CALLS_A_MONTH = '10000';

export const coingecko = defineProvider({
  id: 'coingecko',
  name: 'CoinGecko',
  // It is asked for nothing that could be done twice.
  keyLifetimeMs: 0,
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    COINGECKO_API_KEY: word,
    COINGECKO_PLAN: z.enum(['demo', 'pro']).default('demo'),
    COINGECKO_CALLS_A_MONTH: z
      .string()
      .regex(/^[1-9][0-9]{2,8}$/, 'must be a whole number of calls, 100 or more')
      .default(DEMO_CALLS_A_MONTH)
      .transform(Number),
    COINGECKO_BASE_URL: httpBase.optional(),
  }),
  says: {
    COINGECKO_API_KEY: 'the key by which CoinGecko knows us',
    COINGECKO_PLAN: 'which of its two services the key is of: `demo` or `pro`',
    COINGECKO_CALLS_A_MONTH:
      'what this node may ask in 30 days: with several nodes, each its share of the plan',
    COINGECKO_BASE_URL: 'where CoinGecko is called, when not at the address of its plan',
  },
  secrets: { COINGECKO_API_KEY: (source) => `CG-${source.token()}` },
  // Nobody counts the calls of a sandbox, whose prices move within seconds.
  settingsAt: (sandboxUrl) => ({
    COINGECKO_BASE_URL: `${sandboxUrl}/api/v3`,
    COINGECKO_CALLS_A_MONTH: '518400',
  }),
  sandbox: async () => (await import('./sandbox/double.ts')).coingeckoDouble,
  ownHosts: /(^|\.)coingecko\.com\.?$/,
  addresses: ({ COINGECKO_BASE_URL, COINGECKO_PLAN }) => ({
    COINGECKO_BASE_URL: COINGECKO_BASE_URL ?? PLAN_URLS[COINGECKO_PLAN],
  }),
  signingSecrets: () => ({}),
  dangers: () => [],
  async open(given, parts) {
    const { createCoinGeckoPrices } = await import('./adapter/prices/desk.ts');
    return {
      prices: createCoinGeckoPrices({
        ...parts,
        apiKey: given.COINGECKO_API_KEY,
        plan: given.COINGECKO_PLAN,
        baseUrl: given.COINGECKO_BASE_URL ?? PLAN_URLS[given.COINGECKO_PLAN],
        callsAMonth: given.COINGECKO_CALLS_A_MONTH,
      }),
    };
  },
});
