/** DefiLlama: what pools of many protocols earn, without a key. The second source of every strategy's rate. */
import { defineProvider, httpBase } from '@diboas/providers-kit';
import { z } from 'zod';

export const defillama = defineProvider({
  id: 'defillama',
  name: 'DefiLlama',
  // It is asked for nothing that could be done twice.
  keyLifetimeMs: 0,
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({ DEFILLAMA_YIELDS_URL: httpBase }),
  says: {
    DEFILLAMA_YIELDS_URL:
      'where the yields of DefiLlama are called: https://yields.llama.fi. Not asked when left out',
  },
  secrets: {},
  settingsAt: (sandboxUrl) => ({ DEFILLAMA_YIELDS_URL: sandboxUrl }),
  sandbox: async () => (await import('./sandbox/double.ts')).defillamaDouble,
  ownHosts: /(^|\.)llama\.fi\.?$/,
  addresses: (given) => given,
  signingSecrets: () => ({}),
  dangers: () => [],
  async open(given, parts) {
    const { createDefiLlamaYields } = await import('./adapter/yields/desk.ts');
    return { yields: createDefiLlamaYields({ ...parts, baseUrl: given.DEFILLAMA_YIELDS_URL }) };
  },
});
