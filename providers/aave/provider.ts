/** Aave v3 on Ethereum: contracts on a network, called by transactions of ours. There is no company that is asked, and no key. */
import { HOUR_MS } from '@diboas/kernel';
import { defineProvider, listOf } from '@diboas/providers-kit';
import { z } from 'zod';

const codeHash = z.string().regex(/^[0-9a-f]{64}$/, 'must be SHA-256 of code, in hex');

export const aave = defineProvider({
  id: 'aave',
  name: 'Aave',
  // What was signed is carried out once, whoever remembers it.
  keyLifetimeMs: HOUR_MS,
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    AAVE_NETWORK: z.enum(['ethereum']),
    AAVE_CODE: listOf(codeHash, 'hash').default([]),
  }),
  says: {
    AAVE_NETWORK:
      'on which network something is put into Aave: ethereum, by the first provider that signs. Nothing is put in there when left out',
    AAVE_CODE:
      'SHA-256 of the code of contracts of Aave that somebody of yours has looked at, with commas between; nothing is put in where other code runs',
  },
  secrets: {},
  settingsAt: () => ({ AAVE_NETWORK: 'ethereum' }),
  sandbox: async () => (await import('./sandbox/double.ts')).aaveDouble,
  ownHosts: /(^|\.)aave\.com\.?$/,
  // Where Ethereum is asked is said once for all who ask.
  addresses: () => ({}),
  signingSecrets: () => ({}),
  dangers: () => [],
  async open({ AAVE_CODE: knownCode }, parts) {
    const { createAaveStrategies } = await import('./adapter/strategies/desk.ts');
    return {
      strategies: createAaveStrategies({ ...parts, knownCode, signer: parts.signer.forUse('lending') }),
    };
  },
});
