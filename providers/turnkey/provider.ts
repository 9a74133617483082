import { createECDH } from 'node:crypto';
import { MINUTE_MS } from '@diboas/kernel';
import { defineProvider, httpBase, word } from '@diboas/providers-kit';
import { z } from 'zod';

export const turnkey = defineProvider({
  id: 'turnkey',
  name: 'Turnkey',
  // "Less than an hour old": docs.turnkey.com/faq. What was made of a request is the same for ever; what was not yet is not
  // taken later. Ten minutes are left for the request's own way and for clocks.
  keyLifetimeMs: 50 * MINUTE_MS,
  // The bytes of a request that failed in its check are judged anew: only an activity is remembered.
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    TURNKEY_URL: httpBase.default('https://api.turnkey.com'),
    TURNKEY_ORGANIZATION_ID: word,
    TURNKEY_API_PRIVATE_KEY: z
      .string()
      .regex(/^[0-9a-f]{64}$/i, 'must be a P-256 key: 64 hexadecimal digits'),
    TURNKEY_API_PUBLIC_KEY: z
      .string()
      .regex(/^0[23][0-9a-f]{64}$/i, 'must be the compressed public half: 66 hexadecimal digits'),
    TURNKEY_WALLET_ID: word,
  }),
  says: {
    TURNKEY_URL: "where Turnkey is called; Turnkey's own address where none is given",
    TURNKEY_ORGANIZATION_ID: 'the organization that our wallets are in',
    TURNKEY_API_PRIVATE_KEY: 'the key that requests are stamped with: P-256, in hex',
    TURNKEY_API_PUBLIC_KEY: 'its public half, by which Turnkey knows us: compressed, in hex',
    TURNKEY_WALLET_ID:
      'the wallet that sends are paid from, with an account on every network, and a second one on Ethereum and Solana that swaps are signed with',
  },
  secrets: {
    TURNKEY_ORGANIZATION_ID: (source) => source.uuid(),
    TURNKEY_API_PRIVATE_KEY: (source) => source.p256(),
    TURNKEY_API_PUBLIC_KEY: (_source, made) => publicHalfOf(made.TURNKEY_API_PRIVATE_KEY ?? ''),
    TURNKEY_WALLET_ID: (source) => source.uuid(),
  },
  settingsAt: (sandboxUrl) => ({ TURNKEY_URL: sandboxUrl }),
  sandbox: async () => (await import('./sandbox/double.ts')).turnkeyDouble,
  ownHosts: /(^|\.)turnkey\.com\.?$/,
  addresses: ({ TURNKEY_URL }) => ({ TURNKEY_URL }),
  // Turnkey signs with keys of its own, which everybody may read.
  signingSecrets: () => ({}),
  dangers: () => [],
  async open(given, parts) {
    const [{ createTurnkeySigner }, { createTurnkeyWallet }] = await Promise.all([
      import('./adapter/signer/desk.ts'),
      import('./adapter/wallet/desk.ts'),
    ]);
    const options = {
      ...parts,
      baseUrl: given.TURNKEY_URL,
      organizationId: given.TURNKEY_ORGANIZATION_ID,
      apiPrivateKey: given.TURNKEY_API_PRIVATE_KEY,
      apiPublicKey: given.TURNKEY_API_PUBLIC_KEY,
      walletId: given.TURNKEY_WALLET_ID,
    };
    return { wallet: createTurnkeyWallet(options), signer: createTurnkeySigner(options) };
  },
});

function publicHalfOf(privateKey: string): string {
  const key = createECDH('prime256v1');
  key.setPrivateKey(privateKey, 'hex');
  return key.getPublicKey('hex', 'compressed');
}
