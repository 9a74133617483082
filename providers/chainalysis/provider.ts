/** Chainalysis: what is known of addresses on networks. The first that is asked. */
import { defineProvider, httpBase, word } from '@diboas/providers-kit';
import { z } from 'zod';
import { SERVICE_URLS } from './adapter/wire/connection.ts';

export const chainalysis = defineProvider({
  id: 'chainalysis',
  name: 'Chainalysis',
  // It is asked for nothing that could be done twice.
  keyLifetimeMs: 0,
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    CHAINALYSIS_API_KEY: word,
    CHAINALYSIS_SERVICE: z.enum(['sanctions', 'entities']).default('sanctions'),
    CHAINALYSIS_BASE_URL: httpBase.optional(),
  }),
  says: {
    CHAINALYSIS_API_KEY: 'the key by which Chainalysis knows us',
    CHAINALYSIS_SERVICE:
      'which of its services the key is of: `sanctions`, free, which knows lists of sanctions alone, or `entities`, paid, which knows where the money of an address came from as well',
    CHAINALYSIS_BASE_URL: 'where Chainalysis is called, when not at the address of its service',
  },
  secrets: { CHAINALYSIS_API_KEY: (source) => source.token() },
  settingsAt: (sandboxUrl) => ({ CHAINALYSIS_BASE_URL: sandboxUrl, CHAINALYSIS_SERVICE: 'entities' }),
  sandbox: async () => (await import('./sandbox/double.ts')).chainalysisDouble,
  ownHosts: /(^|\.)chainalysis\.com\.?$/,
  addresses: ({ CHAINALYSIS_BASE_URL, CHAINALYSIS_SERVICE }) => ({
    CHAINALYSIS_BASE_URL: CHAINALYSIS_BASE_URL ?? SERVICE_URLS[CHAINALYSIS_SERVICE],
  }),
  signingSecrets: () => ({}),
  dangers: () => [],
  async open(given, parts) {
    const { createChainalysisScreening } = await import('./adapter/address-screening/desk.ts');
    return {
      addressScreening: createChainalysisScreening({
        ...parts,
        apiKey: given.CHAINALYSIS_API_KEY,
        service: given.CHAINALYSIS_SERVICE,
        baseUrl: given.CHAINALYSIS_BASE_URL ?? SERVICE_URLS[given.CHAINALYSIS_SERVICE],
      }),
    };
  },
});
