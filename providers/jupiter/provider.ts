import { HOUR_MS } from '@diboas/kernel';
import { defineProvider, httpBase, word } from '@diboas/providers-kit';
import { z } from 'zod';

export const jupiter = defineProvider({
  id: 'jupiter',
  name: 'Jupiter',
  // What was signed is carried out once, whoever remembers it.
  keyLifetimeMs: HOUR_MS,
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    JUPITER_URL: httpBase.default('https://api.jup.ag/swap/v2'),
    JUPITER_API_KEY: word,
  }),
  says: {
    JUPITER_URL: "where Jupiter's Swap API is called; Jupiter's own address where none is given",
    JUPITER_API_KEY:
      'the API key that swaps on Solana are asked for with; they are signed by the first provider that signs',
  },
  secrets: { JUPITER_API_KEY: (source) => source.token() },
  settingsAt: (sandboxUrl) => ({ JUPITER_URL: `${sandboxUrl}/swap/v2` }),
  sandbox: async () => (await import('./sandbox/double.ts')).jupiterDouble,
  ownHosts: /(^|\.)jup\.ag\.?$/,
  addresses: ({ JUPITER_URL }) => ({ JUPITER_URL }),
  // Jupiter chooses the key itself, and sends no webhooks.
  signingSecrets: () => ({}),
  dangers: () => [],
  async open(given, parts) {
    const { createJupiterDex } = await import('./adapter/dex/desk.ts');
    return {
      dex: createJupiterDex({
        ...{ ...parts, signer: parts.signer.forUse('swaps') },
        ...{ baseUrl: given.JUPITER_URL, apiKey: given.JUPITER_API_KEY },
      }),
    };
  },
});
