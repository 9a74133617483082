import { createPrivateKey, createPublicKey } from 'node:crypto';
import { HOUR_MS } from '@diboas/kernel';
import { defineProvider, httpOrigin, listOf, word } from '@diboas/providers-kit';
import { z } from 'zod';
import { readPublicKey } from './adapter/wire/signature.ts';

const bridgeId = z.string().regex(/^[A-Za-z0-9_-]{1,42}$/, 'must be an id of Bridge');
const publicKey = z
  .string()
  .refine((text) => readPublicKey(text) !== null, 'must be a public RSA key in PEM');

export const bridge = defineProvider({
  id: 'bridge',
  name: 'Bridge',
  // "Bridge guarantees idempotent behavior for 24 hours": api-reference/introduction/idempotence. An hour is left for the
  // request's own way and for clocks. Later the key is refused with 422, and whether it was ever executed is looked up.
  keyLifetimeMs: 23 * HOUR_MS,
  // It says so of answers, and of nothing that was refused before it was carried out.
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    BRIDGE_BASE_URL: httpOrigin.default('https://api.bridge.xyz'),
    BRIDGE_API_KEY: word,
    BRIDGE_WEBHOOK_KEY: listOf(publicKey, 'key'),
    BRIDGE_CUSTOMER_ID: bridgeId,
    BRIDGE_WALLET_ID: bridgeId,
    BRIDGE_WALLET_NETWORK: z.enum(['solana', 'ethereum']).default('solana'),
  }),
  says: {
    BRIDGE_BASE_URL: "where Bridge is called; Bridge's own address where none is given",
    BRIDGE_API_KEY: 'the key by which Bridge knows us, of the mode that `WORLD` says: `sk-test` or `sk-live`',
    BRIDGE_WEBHOOK_KEY:
      'what webhooks of Bridge are checked with, as it shows it for our endpoint: `new,old` while that is made anew',
    BRIDGE_CUSTOMER_ID: 'the customer of Bridge that we are ourselves, whose wallet payouts come out of',
    BRIDGE_WALLET_ID: 'the wallet at Bridge that payouts come out of',
    BRIDGE_WALLET_NETWORK:
      'where the USDC in that wallet lies: solana or ethereum; solana where none is given',
  },
  pemSettings: ['BRIDGE_WEBHOOK_KEY'],
  secrets: {
    BRIDGE_API_KEY: (source) => `sk-test-${source.token()}`,
    BRIDGE_SIGNING_KEY: (source) => source.rsa(),
    BRIDGE_WEBHOOK_KEY: (_source, made) => publicHalfOf(made.BRIDGE_SIGNING_KEY ?? ''),
  },
  heldByProvider: ['BRIDGE_SIGNING_KEY'],
  settingsAt: (sandboxUrl) => ({
    BRIDGE_BASE_URL: sandboxUrl,
    ...{ BRIDGE_CUSTOMER_ID: 'cust_diboas', BRIDGE_WALLET_ID: 'bw_diboas' },
  }),
  sandbox: async () => (await import('./sandbox/double.ts')).bridgeDouble,
  ownHosts: /(^|\.)bridge\.xyz\.?$/,
  addresses: ({ BRIDGE_BASE_URL }) => ({ BRIDGE_BASE_URL }),
  // Bridge chooses its keys itself; ours is the public half.
  signingSecrets: () => ({}),
  hasTestMode: ({ BRIDGE_API_KEY }) => BRIDGE_API_KEY.startsWith('sk-test'),
  dangers({ BRIDGE_API_KEY }, world) {
    if (world === 'live' && !BRIDGE_API_KEY.startsWith('sk-live'))
      return [
        'BRIDGE_API_KEY must begin with sk-live when WORLD=live; for a key of the sandbox set WORLD=sandbox.',
      ];
    if (world === 'sandbox' && BRIDGE_API_KEY.startsWith('sk-live'))
      return ['BRIDGE_API_KEY is a live key: set WORLD=live, or give a key that begins with sk-test.'];
    return [];
  },
  async open(given, parts) {
    const { createBridgeOffRamp } = await import('./adapter/off-ramp/desk.ts');
    return {
      offRamp: createBridgeOffRamp({
        ...parts,
        baseUrl: given.BRIDGE_BASE_URL,
        apiKey: given.BRIDGE_API_KEY,
        webhookKeys: given.BRIDGE_WEBHOOK_KEY,
        wallet: {
          customer: given.BRIDGE_CUSTOMER_ID,
          id: given.BRIDGE_WALLET_ID,
          network: given.BRIDGE_WALLET_NETWORK,
        },
      }),
    };
  },
});

/** The other half of a key in PKCS #8, as one word. */
function publicHalfOf(signingKey: string): string {
  const key = createPrivateKey({ key: Buffer.from(signingKey, 'base64'), format: 'der', type: 'pkcs8' });
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
}
