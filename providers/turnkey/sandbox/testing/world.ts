/** What the tests of Turnkey's double share: a sandbox, a caller who stamps, and a receiver. */
import { createECDH, createPrivateKey, sign } from 'node:crypto';
import { assert, createSeededRandom, type Network } from '@diboas/kernel';
import { type Config, createSandbox, type Sandbox, testConfig } from '@diboas/sandbox';
import { createRealTimers } from '@diboas/sandbox-kit';
import { type ReceivedWebhook, seeDouble, startReceiver } from '@diboas/sandbox-kit/testing';
import { pino } from 'pino';
import { vi } from 'vitest';
import { type TurnkeyDouble, turnkeyDouble } from '../double.ts';

export const ORGANIZATION = '7298cfe0-4dab-40a2-afeb-4a4c2eaaffff';
export const WALLET = '11111111-2222-4333-8444-555555555555';
/** For tests alone: anybody can read them here. */
const [PRIVATE_KEY, PUBLIC_KEY] = [
  '0a'.repeat(32),
  '039d346aabe1466db5006749ae5251f75912a2336b5022540f29f1dbdc98ea3236',
];

export interface Answer {
  readonly status: number;
  // Whatever Turnkey's bodies hold: each test looks into its own.
  readonly body: Body;
}

interface Body {
  readonly activity: {
    readonly id: string;
    readonly status: string;
    readonly fingerprint: string;
    readonly result: Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;
    readonly failure?: { readonly message: string };
  };
  readonly activities: readonly { readonly id: string }[];
  readonly accounts: readonly {
    readonly address: string;
    readonly addressFormat: string;
    readonly publicKey: string;
  }[];
  readonly txStatus: string;
  readonly eth?: { readonly txHash: string };
  readonly solana?: { readonly signature: string };
  readonly code: number;
  readonly message: string;
  readonly keys: readonly { readonly kid: string; readonly x: string }[];
}

export interface TurnkeyWorld {
  readonly sandbox: Sandbox;
  readonly url: string;
  readonly received: readonly ReceivedWebhook[];
  double(): TurnkeyDouble;
  /** Posts this body with a good stamp, or with that one. */
  post(path: string, body: string, stamp?: string): Promise<Answer>;
  /** The stamp that this body is good with. */
  stamp(body: string): string;
  submit(name: string, type: string, parameters: object, timestampMs?: number): Promise<Answer>;
  query(name: string, asked?: object): Promise<Answer>;
  /** The account of the paying wallet on a network. */
  paying(network: Network): string;
  /** The status that a send has come to, once it is that one. */
  until(sendId: string, status: string): Promise<Body>;
  close(): Promise<void>;
}

/** @param chains where the chains are; a network that is left out has none. */
export async function openTurnkeyWorld(
  chains: Partial<Record<Network, string>> = {},
  changes: Partial<Config> = {},
): Promise<TurnkeyWorld> {
  const receiver = await startReceiver();
  const { received } = receiver;
  const seen = seeDouble({
    ...turnkeyDouble,
    open: (parts) => turnkeyDouble.open({ ...parts, chainUrl: (network) => chains[network] ?? null }),
  });
  const secrets = {
    ...{ TURNKEY_ORGANIZATION_ID: ORGANIZATION, TURNKEY_WALLET_ID: WALLET },
    ...{ TURNKEY_API_PRIVATE_KEY: PRIVATE_KEY, TURNKEY_API_PUBLIC_KEY: PUBLIC_KEY },
  };
  const sandbox = createSandbox({
    doubles: [seen.kind],
    config: testConfig({ turnkey: { secrets, webhookUrl: receiver.url } }, { stepMs: 50, ...changes }),
    clock: { now: () => Date.now() },
    timers: createRealTimers(),
    random: createSeededRandom(11),
    logger: pino({ level: 'silent' }),
  });
  await sandbox.listen();
  const url = sandbox.urlOf('turnkey');
  const post = async (path: string, body: string, stamp?: string): Promise<Answer> => {
    const headers = { 'X-Stamp': stamp ?? stampOf(body) };
    const answer = await fetch(url + path, { method: 'POST', headers, body });
    return { status: answer.status, body: JSON.parse(await answer.text()) };
  };
  let asked = 0;
  const query: TurnkeyWorld['query'] = (name, more = {}) =>
    post(`/public/v1/query/${name}`, JSON.stringify({ organizationId: ORGANIZATION, ...more }));
  return {
    ...{ sandbox, url, received, post, query, stamp: stampOf, double: seen.opened },
    submit(name, type, parameters, timestampMs) {
      asked += 1;
      // Each is another request, however quickly they come.
      const at = timestampMs ?? Date.now() - 60_000 + asked;
      const envelope = { type, timestampMs: String(at), organizationId: ORGANIZATION, parameters };
      return post(`/public/v1/submit/${name}`, JSON.stringify(envelope));
    },
    paying(network) {
      const found = seen.opened().payingAddresses?.find((one) => one.network === network);
      assert(found, 'the paying wallet has an account on every network', { network });
      return found.address;
    },
    until: (sendTransactionStatusId, status) =>
      vi.waitFor(
        async () => {
          const { body } = await query('get_send_transaction_status', { sendTransactionStatusId });
          assert(body.txStatus === status, 'it has not come to this', { status, body: JSON.stringify(body) });
          return body;
        },
        { timeout: 30_000, interval: 50 },
      ),
    async close() {
      await sandbox.close();
      await receiver.close();
    },
  };
}

/** As the page on stamps says it: the signature is over the bytes, and stands in DER. */
function stampOf(body: string): string {
  const key = createECDH('prime256v1');
  key.setPrivateKey(PRIVATE_KEY, 'hex');
  const point = key.getPublicKey();
  const [x = '', y = ''] = [point.subarray(1, 33), point.subarray(33)].map((half) =>
    half.toString('base64url'),
  );
  const d = Buffer.from(PRIVATE_KEY, 'hex').toString('base64url');
  const privateKey = createPrivateKey({ key: { kty: 'EC', crv: 'P-256', x, y, d }, format: 'jwk' });
  const signature = sign('sha256', Buffer.from(body), privateKey).toString('hex');
  const stamp = { publicKey: PUBLIC_KEY, scheme: 'SIGNATURE_SCHEME_TK_API_P256', signature };
  return Buffer.from(JSON.stringify(stamp)).toString('base64url');
}
