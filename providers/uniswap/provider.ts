/** Uniswap v3 on Ethereum: contracts on a network, called by transactions of ours. There is no company that is asked, and no key. */
import { HOUR_MS } from '@diboas/kernel';
import { defineProvider } from '@diboas/providers-kit';
import { z } from 'zod';

export const uniswap = defineProvider({
  id: 'uniswap',
  name: 'Uniswap',
  // What was signed is carried out once, whoever remembers it.
  keyLifetimeMs: HOUR_MS,
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    UNISWAP_NETWORK: z.enum(['ethereum']),
  }),
  says: {
    UNISWAP_NETWORK:
      'on which network swaps are made at Uniswap: ethereum, by the first provider that signs. Nothing is swapped there when left out',
  },
  secrets: {},
  settingsAt: () => ({ UNISWAP_NETWORK: 'ethereum' }),
  sandbox: async () => (await import('./sandbox/double.ts')).uniswapDouble,
  ownHosts: /(^|\.)uniswap\.org\.?$/,
  // Where Ethereum is asked is said once for all who ask.
  addresses: () => ({}),
  signingSecrets: () => ({}),
  dangers: () => [],
  async open(_given, parts) {
    const { createUniswapDex } = await import('./adapter/dex/desk.ts');
    return { dex: createUniswapDex({ ...parts, signer: parts.signer.forUse('swaps') }) };
  },
});
