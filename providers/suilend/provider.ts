/** Suilend on Sui: a package on a network, called by transactions of ours. There is no company that is asked, and no key. */
import { HOUR_MS } from '@diboas/kernel';
import { defineProvider, listOf } from '@diboas/providers-kit';
import { z } from 'zod';
import { PUBLISHED } from './adapter/wire/contracts.ts';

/** SHA-256 of the modules of what stands in for it on the local chain. */
const STANDS_IN = '31c030625f79eb1b4e1d9c8f44a261a172c99362348130feddf75eb2e85690c6';

const objectId = z.string().regex(/^0x[0-9a-f]{64}$/, 'must be an id of Sui: 0x and 64 digits');
const codeHash = z.string().regex(/^[0-9a-f]{64}$/, 'must be SHA-256 of code, in hex');

export const suilend = defineProvider({
  id: 'suilend',
  name: 'Suilend',
  // What was signed is carried out once, whoever remembers it.
  keyLifetimeMs: HOUR_MS,
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    SUILEND_NETWORK: z.enum(['sui']),
    SUILEND_PACKAGE: objectId.default(PUBLISHED.packageId),
    SUILEND_MARKET: objectId.default(PUBLISHED.marketId),
    SUILEND_VERSION: z
      .string()
      .regex(/^\d{1,10}$/, 'must be a whole number')
      .default(PUBLISHED.version),
    SUILEND_CODE: listOf(codeHash, 'hash').default([]),
  }),
  says: {
    SUILEND_NETWORK:
      'on which network something is put into Suilend: sui, by the first provider that signs. Nothing is put in there when left out',
    SUILEND_PACKAGE: 'the package of Suilend that is called, by its id: the newest one',
    SUILEND_MARKET: 'the market of Suilend that is lent to, by its id',
    SUILEND_VERSION:
      'which version of the market that package is for: the market is left alone where it is another',
    SUILEND_CODE:
      'SHA-256 of the modules of that package that somebody of yours has looked at, with commas between; nothing is put in where other code runs',
  },
  secrets: {},
  // Of what stands in for it there, which has no code of Suilend's.
  settingsAt: () => ({ SUILEND_NETWORK: 'sui', SUILEND_CODE: STANDS_IN }),
  sandbox: async () => (await import('./sandbox/double.ts')).suilendDouble,
  ownHosts: /(^|\.)suilend\.fi\.?$/,
  // Where Sui is asked is said once for all who ask.
  addresses: () => ({}),
  signingSecrets: () => ({}),
  dangers: () => [],
  async open(given, parts) {
    const { createSuilendStrategies } = await import('./adapter/strategies/desk.ts');
    const market = {
      ...{ packageId: given.SUILEND_PACKAGE, marketId: given.SUILEND_MARKET },
      ...{ version: BigInt(given.SUILEND_VERSION), knownCode: given.SUILEND_CODE },
    };
    return {
      strategies: createSuilendStrategies({ ...parts, market, signer: parts.signer.forUse('reserves') }),
    };
  },
});
