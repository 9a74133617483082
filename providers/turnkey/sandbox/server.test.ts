import { createRequire } from 'node:module';
import { HOUR_MS, MINUTE_MS } from '@diboas/kernel';
import { ed25519 } from '@noble/curves/ed25519.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ORGANIZATION, openTurnkeyWorld, type TurnkeyWorld, WALLET } from './testing/world.ts';

/** The vendor's own. It is required, because its types would bring the globals of browsers into all of the house. */
const {
  verifyTurnkeyWebhookSignature: verifyAtVendor,
}: { verifyTurnkeyWebhookSignature(asked: object): object } = createRequire(import.meta.url)(
  '@turnkey/crypto',
);

let world: TurnkeyWorld;
beforeAll(async () => {
  world = await openTurnkeyWorld();
});
beforeEach(() => world.sandbox.control.reset());
afterAll(() => world.close());

const ACCOUNTS = [
  {
    ...{ curve: 'CURVE_SECP256K1', pathFormat: 'PATH_FORMAT_BIP32', path: "m/84'/1'/0'/0/0" },
    addressFormat: 'ADDRESS_FORMAT_BITCOIN_REGTEST_P2WPKH',
  },
  {
    ...{ curve: 'CURVE_SECP256K1', pathFormat: 'PATH_FORMAT_BIP32', path: "m/44'/60'/0'/0/0" },
    addressFormat: 'ADDRESS_FORMAT_ETHEREUM',
  },
  {
    ...{ curve: 'CURVE_ED25519', pathFormat: 'PATH_FORMAT_BIP32', path: "m/44'/501'/0'/0'" },
    addressFormat: 'ADDRESS_FORMAT_SOLANA',
  },
  {
    ...{ curve: 'CURVE_ED25519', pathFormat: 'PATH_FORMAT_BIP32', path: "m/44'/784'/0'/0'/0'" },
    addressFormat: 'ADDRESS_FORMAT_SUI',
  },
];

function createWallet(parameters: object = {}, timestampMs?: number) {
  const asked = { walletName: 'somebody', accounts: ACCOUNTS, ...parameters };
  return world.submit('create_wallet', 'ACTIVITY_TYPE_CREATE_WALLET', asked, timestampMs);
}

const bodyOf = (timestampMs: number, more: object = {}) =>
  JSON.stringify({
    ...{
      type: 'ACTIVITY_TYPE_CREATE_WALLET',
      timestampMs: String(timestampMs),
      organizationId: ORGANIZATION,
    },
    parameters: { walletName: 'somebody', accounts: ACCOUNTS },
    ...more,
  });

describe('a stamp', () => {
  it.each([
    ['none', '', 'no valid authentication signature found for request'],
    ['nonsense', 'nonsense', 'malformed activity stamp'],
    ['a stranger', stampOf({ publicKey: '02'.repeat(33) }), 'could not find public key in organization'],
  ])('of %s is refused', async (_who, stamp, message) => {
    const { status, body } = await world.post('/public/v1/submit/create_wallet', bodyOf(Date.now()), stamp);
    expect({ status, code: body.code, message: body.message }).toEqual({ status: 401, code: 16, message });
  });

  it('over other bytes is refused', async () => {
    const body = bodyOf(Date.now());
    const stamp = world.stamp(`${body} `);
    expect(await world.post('/public/v1/submit/create_wallet', body, stamp)).toMatchObject({
      status: 401,
      body: { message: 'could not verify api key signature' },
    });
  });
});

describe('a submission', () => {
  it('of the same bytes is the same activity, also fifty times at once, and of another time another one', async () => {
    const body = bodyOf(Date.now());
    const post = () => world.post('/public/v1/submit/create_wallet', body);
    const answers = await Promise.all(Array.from({ length: 50 }, post));
    const ids = new Set(answers.map((one) => JSON.stringify(one.body.activity)));
    expect(ids.size).toBe(1);
    const other = await world.post('/public/v1/submit/create_wallet', bodyOf(Date.now() - 5));
    expect(other.body.activity.id).not.toBe(answers[0]?.body.activity.id);
    expect((await world.query('list_activities')).body.activities).toHaveLength(2);
  });

  it.each([
    ['an hour old', -HOUR_MS],
    ['six minutes ahead', 6 * MINUTE_MS],
  ])('that is %s is refused, and one that was taken is the same activity for ever', async (_when, ms) => {
    expect(await createWallet({}, Date.now() + ms)).toMatchObject({ status: 400, body: { code: 3 } });
    expect((await world.query('list_activities')).body.activities).toEqual([]);
  });

  it.each([
    ['another organization', { organizationId: WALLET }, 404],
    ['no organization', { organizationId: 'mine' }, 400],
    ['another type', { type: 'ACTIVITY_TYPE_CREATE_WALLET_V9' }, 400],
    ['a parameter that nobody knows', { parameters: { walletName: 'a', accounts: [], colour: 'red' } }, 400],
  ])('with %s is refused', async (_what, more, status) => {
    const answer = await world.post('/public/v1/submit/create_wallet', bodyOf(Date.now(), more));
    expect(answer.status).toBe(status);
  });

  it.each([
    [
      'a path of another curve',
      { path: 'm/44/501', curve: 'CURVE_ED25519', addressFormat: 'ADDRESS_FORMAT_SOLANA' },
    ],
    ['another curve', { path: 'm/0', curve: 'CURVE_ED25519', addressFormat: 'ADDRESS_FORMAT_ETHEREUM' }],
  ])('with %s makes nothing', async (_what, account) => {
    const answer = await createWallet({ accounts: [{ pathFormat: 'PATH_FORMAT_BIP32', ...account }] });
    expect(answer.status).toBe(400);
    expect((await world.query('list_activities')).body.activities).toEqual([]);
  });
});

describe('a wallet', () => {
  it('has addresses of its own on four networks', async () => {
    const [one, two] = [await createWallet(), await createWallet()];
    const of = ({ body }: typeof one) =>
      body.activity.result.createWalletResult as unknown as { addresses: string[] };
    expect(of(one).addresses).toEqual([
      expect.stringMatching(/^bcrt1q/),
      expect.stringMatching(/^0x[0-9a-fA-F]{40}$/),
      expect.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/),
      expect.stringMatching(/^0x[0-9a-f]{64}$/),
    ]);
    expect(new Set([...of(one).addresses, ...of(two).addresses]).size).toBe(8);
  });

  it('that orders are paid from is there from the beginning, and the same in every world', async () => {
    const { body } = await world.query('list_wallet_accounts', { walletId: WALLET });
    const addresses: readonly string[] = body.accounts.map(({ address }) => address);
    // And on three of them one more for each of eight uses, which signs what others make.
    expect(new Set(addresses).size).toBe(4 + 3 * 8);
    expect(addresses.slice(0, 4)).toEqual(
      ['bitcoin', 'ethereum', 'solana', 'sui'].map((network) => world.paying(network as 'sui')),
    );
    const other = await openTurnkeyWorld();
    expect(other.paying('sui')).toBe(world.paying('sui'));
    await other.close();
  });

  it('signs what it does not read, for Sui', async () => {
    const { body } = await world.query('list_wallet_accounts', { walletId: WALLET });
    const sui = body.accounts.find(({ addressFormat }) => addressFormat === 'ADDRESS_FORMAT_SUI');
    const signed = await world.submit('sign_raw_payload', 'ACTIVITY_TYPE_SIGN_RAW_PAYLOAD_V2', {
      ...{ signWith: sui?.address, payload: '00ff'.repeat(16), encoding: 'PAYLOAD_ENCODING_HEXADECIMAL' },
      hashFunction: 'HASH_FUNCTION_NOT_APPLICABLE',
    });
    const { r, s } = signed.body.activity.result.signRawPayloadResult ?? {};
    const [signature, message, key] = [`${r}${s}`, '00ff'.repeat(16), sui?.publicKey ?? ''].map((hex) =>
      Uint8Array.from(Buffer.from(hex, 'hex')),
    );
    expect(ed25519.verify(signature as Uint8Array, message as Uint8Array, key as Uint8Array)).toBe(true);
  });
});

describe('what goes wrong', () => {
  it.each([
    ['server_error_before', 500, 0],
    ['server_error_after', 500, 1],
    ['refuse', 402, 0],
    ['rate_limit', 429, 0],
  ] as const)(
    'met by %s is %i, with %i made, and the same body gives the activity',
    async (kind, status, made) => {
      const body = bodyOf(Date.now());
      world.sandbox.control.setFaults([{ kind, remaining: 1 }]);
      expect((await world.post('/public/v1/submit/create_wallet', body)).status).toBe(status);
      expect((await world.query('list_activities')).body.activities).toHaveLength(made);
      const again = await world.post('/public/v1/submit/create_wallet', body);
      expect(again.body.activity.status).toBe('ACTIVITY_STATUS_COMPLETED');
      expect((await world.query('list_activities')).body.activities).toHaveLength(1);
    },
  );

  it('is saved as a failure of the activity', async () => {
    world.sandbox.control.setFaults([{ kind: 'reject_session', at: 'payment', remaining: 1 }]);
    const { body } = await createWallet();
    expect(body.activity).toMatchObject({ status: 'ACTIVITY_STATUS_FAILED', failure: { code: 3 } });
  });

  it('needs somebody, whose yes carries it out and whose no ends it', async () => {
    const type = 'ACTIVITY_TYPE_CREATE_WALLET';
    await world.submit('create_policy', 'ACTIVITY_TYPE_CREATE_POLICY_V3', {
      ...{ policyName: 'two of us', effect: 'EFFECT_ALLOW', condition: `activity.type == '${type}'` },
      consensus: 'approvers.count() > 1',
    });
    const [one, two] = [(await createWallet()).body.activity, (await createWallet()).body.activity];
    expect([one.status, two.status]).toEqual(Array(2).fill('ACTIVITY_STATUS_CONSENSUS_NEEDED'));
    world.sandbox.control.advance(one.id, 'process');
    world.sandbox.control.advance(two.id, 'reject');
    const statusOf = async (activityId: string) =>
      (await world.query('get_activity', { activityId })).body.activity.status;
    expect(await statusOf(one.id)).toBe('ACTIVITY_STATUS_COMPLETED');
    expect(await statusOf(two.id)).toBe('ACTIVITY_STATUS_REJECTED');
  });

  it('is denied by a policy, and one that says more than is read here is not taken', async () => {
    const policy = (more: object) =>
      world.submit('create_policy', 'ACTIVITY_TYPE_CREATE_POLICY_V3', {
        ...{ policyName: 'never', effect: 'EFFECT_DENY', ...more },
      });
    expect((await policy({ condition: "eth.tx.to == '0x0'" })).status).toBe(501);
    await policy({ condition: "activity.type == 'ACTIVITY_TYPE_CREATE_WALLET'" });
    expect(await createWallet()).toMatchObject({ status: 403, body: { code: 7 } });
  });

  it('is late: pending for a while, and then done', async () => {
    world.sandbox.control.setFaults([{ kind: 'failed_then_paid', ms: 50, remaining: 1 }]);
    const { activity } = (await createWallet()).body;
    expect(activity.status).toBe('ACTIVITY_STATUS_PENDING');
    await vi.waitFor(
      async () => {
        const found = await world.query('get_activity', { activityId: activity.id });
        expect(found.body.activity.status).toBe('ACTIVITY_STATUS_COMPLETED');
      },
      { timeout: 15_000, interval: 20 },
    );
  });
});

describe('a webhook', () => {
  it('is signed as the vendor itself verifies it, with the key of the public page', async () => {
    const before = world.received.length;
    const { activity } = (await createWallet()).body;
    const event = await vi.waitFor(
      () => {
        const found = world.received.slice(before).find(({ body }) => JSON.parse(body).id === activity.id);
        if (!found) throw new Error('it has not arrived');
        return found;
      },
      { timeout: 15_000, interval: 10 },
    );
    const page = await fetch(`${world.url}/public/v1/discovery/webhooks/jwks`);
    const jwks: { keys: { kid: string; x: string }[] } = JSON.parse(await page.text());
    const verificationKeys = jwks.keys.map(({ kid, x }) => ({
      keyId: kid,
      publicKey: Buffer.from(x, 'base64url').toString('hex'),
    }));
    const headers = event.headers as Record<string, string>;
    const asked = { headers, verificationKeys, maxTimestampAgeMs: 5 * MINUTE_MS };
    expect(verifyAtVendor({ ...asked, body: event.body })).toMatchObject({ ok: true });
    expect(verifyAtVendor({ ...asked, body: `${event.body} ` })).toMatchObject({ ok: false });
  });
});

function stampOf(parts: object): string {
  const stamp = { publicKey: '', scheme: 'SIGNATURE_SCHEME_TK_API_P256', signature: '00', ...parts };
  return Buffer.from(JSON.stringify(stamp)).toString('base64url');
}
