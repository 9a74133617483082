import { createECDH, createPrivateKey } from 'node:crypto';
import { MINUTE_MS } from '@diboas/kernel';
import { defineProvider, httpBase, listOf, word } from '@diboas/providers-kit';
import { z } from 'zod';

export const privy = defineProvider({
  id: 'privy',
  name: 'Privy',
  // A request says itself how long it may be acted on: an hour. Ten minutes are left for its own way and for clocks.
  keyLifetimeMs: 50 * MINUTE_MS,
  // "Regardless if the request succeeds or errors", for a day: docs.privy.io/guide/server-wallets/idempotency-key. A request whose
  // time is over is refused whatever became of it before.
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    PRIVY_URL: httpBase.default('https://api.privy.io'),
    PRIVY_APP_ID: word,
    PRIVY_APP_SECRET: word,
    PRIVY_AUTHORIZATION_KEY: z
      .string()
      .refine(isPrivateKey, 'must be a P-256 key in PKCS #8, as base64 and without a header'),
    PRIVY_WEBHOOK_SECRET: listOf(
      z.string().regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, 'must be whsec_ and the key in base64'),
      'secret',
    ),
    PRIVY_PAYING_WALLETS: z
      .string()
      .regex(/^[a-zA-Z0-9_-]{1,40}$/, 'must be up to 40 letters, digits, - and _'),
  }),
  says: {
    PRIVY_URL: "where Privy is called; Privy's own address where none is given",
    PRIVY_APP_ID: 'the app that our wallets are in',
    PRIVY_APP_SECRET: 'what Privy knows us by',
    PRIVY_AUTHORIZATION_KEY:
      'the key that owns our wallets and signs what is done with them: P-256 in PKCS #8, as base64',
    PRIVY_WEBHOOK_SECRET: 'what Privy signs its webhooks with: `new,old` while one is rolled',
    PRIVY_PAYING_WALLETS:
      'the beginning of the external ids of the wallets that sends are paid from, one a network: `<this>-bitcoin`, and so on',
  },
  secrets: {
    PRIVY_APP_ID: (source) => source.uuid(),
    PRIVY_APP_SECRET: (source) => source.token(),
    PRIVY_AUTHORIZATION_KEY: (source) => inPkcs8(source.p256()),
    PRIVY_WEBHOOK_SECRET: (source) => `whsec_${Buffer.from(source.token()).toString('base64')}`,
    PRIVY_PAYING_WALLETS: (source) => `paying-${source.uuid().slice(0, 8)}`,
  },
  settingsAt: (sandboxUrl) => ({ PRIVY_URL: sandboxUrl }),
  sandbox: async () => (await import('./sandbox/double.ts')).privyDouble,
  ownHosts: /(^|\.)privy\.io\.?$/,
  addresses: ({ PRIVY_URL }) => ({ PRIVY_URL }),
  signingSecrets: ({ PRIVY_WEBHOOK_SECRET }) => ({ PRIVY_WEBHOOK_SECRET }),
  dangers: () => [],
  async open(given, parts) {
    const { createPrivyWallet } = await import('./adapter/wallet/desk.ts');
    return {
      wallet: createPrivyWallet({
        ...parts,
        baseUrl: given.PRIVY_URL,
        appId: given.PRIVY_APP_ID,
        appSecret: given.PRIVY_APP_SECRET,
        authorizationKey: given.PRIVY_AUTHORIZATION_KEY,
        webhookSecrets: given.PRIVY_WEBHOOK_SECRET,
        payingWallets: given.PRIVY_PAYING_WALLETS,
      }),
    };
  },
});

function isPrivateKey(text: string): boolean {
  try {
    const key = createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
  } catch {
    // Node throws for whatever is no key.
    return false;
  }
}

/** @param privateKey the 32 bytes in hex */
function inPkcs8(privateKey: string): string {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(privateKey, 'hex');
  const point = pair.getPublicKey();
  const [x = '', y = '', d = ''] = [
    point.subarray(1, 33),
    point.subarray(33),
    Buffer.from(privateKey, 'hex'),
  ].map((part) => part.toString('base64url'));
  const key = createPrivateKey({ key: { kty: 'EC', crv: 'P-256', x, y, d }, format: 'jwk' });
  return key.export({ format: 'der', type: 'pkcs8' }).toString('base64');
}
