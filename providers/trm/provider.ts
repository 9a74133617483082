/** TRM Labs: what is known of addresses on networks. Asked where the first does not answer. */
import { defineProvider, httpBase, word } from '@diboas/providers-kit';
import { z } from 'zod';

export const trm = defineProvider({
  id: 'trm',
  name: 'TRM Labs',
  // It is asked for nothing that could be done twice.
  keyLifetimeMs: 0,
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    TRM_API_KEY: word,
    TRM_BASE_URL: httpBase.default('https://api.trmlabs.com'),
  }),
  says: {
    TRM_API_KEY: 'the key by which TRM Labs knows us',
    TRM_BASE_URL: 'where TRM Labs is called',
  },
  secrets: { TRM_API_KEY: (source) => source.uuid() },
  settingsAt: (sandboxUrl) => ({ TRM_BASE_URL: sandboxUrl }),
  sandbox: async () => (await import('./sandbox/double.ts')).trmDouble,
  ownHosts: /(^|\.)trmlabs\.com\.?$/,
  addresses: ({ TRM_BASE_URL }) => ({ TRM_BASE_URL }),
  signingSecrets: () => ({}),
  dangers: () => [],
  async open(given, parts) {
    const { createTrmScreening } = await import('./adapter/address-screening/desk.ts');
    return {
      addressScreening: createTrmScreening({
        ...parts,
        apiKey: given.TRM_API_KEY,
        baseUrl: given.TRM_BASE_URL,
      }),
    };
  },
});
