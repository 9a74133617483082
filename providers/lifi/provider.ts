/** LI.FI: the best way of many from one network to another. It makes the call, we look at it, sign it and keep it. */
import { HOUR_MS } from '@diboas/kernel';
import { defineProvider, httpBase, word } from '@diboas/providers-kit';
import { z } from 'zod';

export const lifi = defineProvider({
  id: 'lifi',
  name: 'LI.FI',
  // What was signed is carried out once, whoever remembers it.
  keyLifetimeMs: HOUR_MS,
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    LIFI_URL: httpBase.default('https://li.quest/v1'),
    LIFI_API_KEY: word,
  }),
  says: {
    LIFI_URL: "where LI.FI is called; LI.FI's own address where none is given",
    LIFI_API_KEY: 'the API key that ways between networks are asked for with',
  },
  secrets: { LIFI_API_KEY: (source) => source.token() },
  settingsAt: (sandboxUrl) => ({ LIFI_URL: `${sandboxUrl}/v1` }),
  sandbox: async () => (await import('./sandbox/double.ts')).lifiDouble,
  ownHosts: /(^|\.)li\.(quest|fi)\.?$/,
  addresses: ({ LIFI_URL }) => ({ LIFI_URL }),
  // LI.FI chooses the key itself, and sends no webhooks that we take.
  signingSecrets: () => ({}),
  dangers: () => [],
  async open({ LIFI_URL: baseUrl, LIFI_API_KEY: apiKey }, parts) {
    const { createLifiCrossings } = await import('./adapter/crossings/desk.ts');
    return {
      crossings: createLifiCrossings({
        ...{ ...parts, signer: parts.signer.forUse('routes'), baseUrl, apiKey },
      }),
    };
  },
});
