/** Vaults by EIP-4626 on Ethereum: contracts on a network, called by transactions of ours. There is no company that is asked, and no key. */
import { HOUR_MS } from '@diboas/kernel';
import { defineProvider } from '@diboas/providers-kit';
import { z } from 'zod';

export const erc4626 = defineProvider({
  id: 'erc4626',
  name: 'ERC-4626',
  // What was signed is carried out once, whoever remembers it.
  keyLifetimeMs: HOUR_MS,
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    ERC4626_NETWORK: z.enum(['ethereum']),
  }),
  says: {
    ERC4626_NETWORK:
      'on which network something is put into vaults: ethereum, by the first provider that signs. Nothing is put in there when left out',
  },
  secrets: {},
  settingsAt: () => ({ ERC4626_NETWORK: 'ethereum' }),
  sandbox: async () => (await import('./sandbox/double.ts')).erc4626Double,
  // Nobody is asked by a name.
  ownHosts: /^$/,
  // Where Ethereum is asked is said once for all who ask.
  addresses: () => ({}),
  signingSecrets: () => ({}),
  dangers: () => [],
  async open(_given, parts) {
    const { createVaultStrategies } = await import('./adapter/strategies/desk.ts');
    return { strategies: createVaultStrategies({ ...parts, signer: parts.signer.forUse('vaults') }) };
  },
});
