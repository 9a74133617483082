/** Kamino Earn: vaults on Solana. It says how they stand and what a transaction must name; there is no key, and it keeps nothing of ours. */
import { HOUR_MS } from '@diboas/kernel';
import { defineProvider, httpBase, listOf } from '@diboas/providers-kit';
import { z } from 'zod';

const codeHash = z.string().regex(/^[0-9a-f]{64}$/, 'must be SHA-256, in hex');

export const kamino = defineProvider({
  id: 'kamino',
  name: 'Kamino',
  // What was signed is carried out once, whoever remembers it.
  keyLifetimeMs: HOUR_MS,
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    KAMINO_NETWORK: z.enum(['solana']),
    KAMINO_URL: httpBase.default('https://api.kamino.finance'),
    KAMINO_CODE: listOf(codeHash, 'hash').default([]),
  }),
  says: {
    KAMINO_NETWORK:
      "on which network something is put into Kamino's vaults: solana, by the first provider that signs. Nothing is put in there when left out",
    KAMINO_URL: "where Kamino's public API is called; Kamino's own address where none is given",
    KAMINO_CODE:
      'SHA-256 of what says which code of the programs of Kamino runs, of what somebody of yours has looked at, with commas between; nothing is put in where other code runs',
  },
  secrets: {},
  settingsAt: (sandboxUrl) => ({ KAMINO_NETWORK: 'solana', KAMINO_URL: sandboxUrl }),
  sandbox: async () => (await import('./sandbox/double.ts')).kaminoDouble,
  ownHosts: /(^|\.)kamino\.(finance|com)\.?$/,
  addresses: ({ KAMINO_URL }) => ({ KAMINO_URL }),
  signingSecrets: () => ({}),
  dangers: () => [],
  async open({ KAMINO_URL: baseUrl, KAMINO_CODE: knownCode }, parts) {
    const { createKaminoStrategies } = await import('./adapter/strategies/desk.ts');
    const signer = parts.signer.forUse('vaults');
    return { strategies: createKaminoStrategies({ ...parts, baseUrl, knownCode, signer }) };
  },
});
