/** What the tests of Privy's double share: a sandbox, a caller who signs as the vendor's own client does, and a receiver. */
import { assert, createSeededRandom, MINUTE_MS, type Network } from '@diboas/kernel';
import { createSandbox, type Sandbox, testConfig } from '@diboas/sandbox';
import { createRealTimers } from '@diboas/sandbox-kit';
import { type ReceivedWebhook, seeDouble, startReceiver } from '@diboas/sandbox-kit/testing';
import { generateAuthorizationSignature } from '@privy-io/node';
import { pino } from 'pino';
import { SECRETS } from '../../testing/suites.ts';
import { type PrivyDouble, privyDouble } from '../double.ts';

interface Body {
  readonly id: string;
  readonly address: string;
  readonly owner_id: string | null;
  readonly status: string;
  readonly transaction_hash: string | null;
  readonly data: Readonly<Record<string, string>>;
  readonly transactions: readonly Body[];
  readonly error: string;
  readonly code: string;
}

export interface Answer {
  readonly status: number;
  // Whatever Privy's bodies hold: each test looks into its own.
  readonly body: Body;
}

/** How a request is made; what is left out is as it should be. */
export interface Asked {
  readonly headers?: Readonly<Record<string, string>>;
  readonly key?: string;
  readonly expiry?: number;
  /** What is signed in the place of what is sent. */
  readonly signed?: object;
  /** Signatures before the good one. */
  readonly others?: readonly string[];
}

export interface PrivyWorld {
  readonly sandbox: Sandbox;
  readonly url: string;
  readonly received: readonly ReceivedWebhook[];
  double(): PrivyDouble;
  get(path: string): Promise<Answer>;
  post(path: string, body: object, asked?: Asked): Promise<Answer>;
  /** The wallet that orders are paid from on a network. */
  paying(network: Network): { readonly id: string; readonly address: string };
  close(): Promise<void>;
}

/** @param chains where the chains are; a network that is left out has none. */
export async function openPrivyWorld(chains: Partial<Record<Network, string>> = {}): Promise<PrivyWorld> {
  const receiver = await startReceiver();
  const seen = seeDouble({
    ...privyDouble,
    open: (parts) => privyDouble.open({ ...parts, chainUrl: (network) => chains[network] ?? null }),
  });
  const sandbox = createSandbox({
    doubles: [seen.kind],
    config: testConfig({ privy: { secrets: SECRETS, webhookUrl: receiver.url } }, { stepMs: 50 }),
    clock: { now: () => Date.now() },
    timers: createRealTimers(),
    random: createSeededRandom(11),
    logger: pino({ level: 'silent' }),
  });
  await sandbox.listen();
  const url = sandbox.urlOf('privy');
  const basic = Buffer.from(`${SECRETS.PRIVY_APP_ID}:${SECRETS.PRIVY_APP_SECRET}`).toString('base64');
  const whose = { authorization: `Basic ${basic}`, 'privy-app-id': SECRETS.PRIVY_APP_ID };
  const call = async (path: string, init: RequestInit): Promise<Answer> => {
    const answer = await fetch(url + path, init);
    return { status: answer.status, body: JSON.parse(await answer.text()) };
  };
  return {
    ...{ sandbox, url, received: receiver.received, double: seen.opened },
    get: (path) => call(path, { headers: whose }),
    post(
      path,
      body,
      { headers = {}, key, expiry = Date.now() + MINUTE_MS, signed = body, others = [] } = {},
    ) {
      const ofRequest = {
        'privy-app-id': SECRETS.PRIVY_APP_ID,
        ...(key === undefined ? {} : { 'privy-idempotency-key': key }),
        'privy-request-expiry': `${expiry}`,
      };
      const signature = generateAuthorizationSignature({
        authorizationPrivateKey: SECRETS.PRIVY_AUTHORIZATION_KEY,
        input: { version: 1, method: 'POST', url: url + path, body: signed, headers: ofRequest },
      });
      const all = {
        ...whose,
        ...ofRequest,
        'privy-authorization-signature': [...others, signature].join(),
        ...headers,
      };
      return call(path, { method: 'POST', headers: all, body: JSON.stringify(body) });
    },
    paying(network) {
      const found = seen.opened().wallets.find(`ext_wal_${SECRETS.PRIVY_PAYING_WALLETS}-${network}`);
      assert(found, 'there is a paying wallet on every network', { network });
      return found;
    },
    async close() {
      await sandbox.close();
      await receiver.close();
    },
  };
}
