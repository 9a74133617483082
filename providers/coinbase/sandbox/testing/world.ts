/** What the tests of Coinbase's double share: a sandbox on virtual time, a caller with a key, and a receiver. */
import { createPrivateKey, sign } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createSeededRandom, type Instant } from '@diboas/kernel';
import { type Config, createSandbox, type Sandbox, testConfig } from '@diboas/sandbox';
import { createVirtualTime, type VirtualTime } from '@diboas/sandbox-kit';
import { START, seeDouble } from '@diboas/sandbox-kit/testing';
import { pino } from 'pino';
import { coinbaseDouble } from '../double.ts';
import type { CoinbaseSession } from '../session.ts';

export const SESSIONS = '/platform/v2/onramp/sessions';
export const WALLET = '7YttLkHDoNj9wyDur5pM1ejNaAvT9X4eqaYcHQqtj2G5';
export const KEY_1 = '8e03978e-40d5-43e8-bc93-6894a57f9324';
export const API_KEY = {
  id: '5a9d0b0c-0000-4000-8000-000000000001',
  // The seed is the text "diboas sandbox coinbase test key".
  secret: 'ZGlib2FzIHNhbmRib3ggY29pbmJhc2UgdGVzdCBrZXmX10k6YXPtSJRU+gXMbew76MNs3nSR9HWe3Z6sB9JLRg==',
};

/** For tests alone: anybody can read them here. */
export const SECRETS = {
  COINBASE_API_KEY_ID: API_KEY.id,
  COINBASE_API_KEY_SECRET: API_KEY.secret,
  COINBASE_WEBHOOK_SECRET: 'coinbase-webhooks-sandbox',
};

export interface Answer {
  readonly status: number;
  readonly body: AnswerBody;
}

/** The parts of Coinbase's bodies that tests look into; which of them are there depends on what was asked. */
interface AnswerBody {
  readonly session: { readonly onrampUrl: string };
  readonly quote: {
    readonly paymentTotal: string;
    readonly paymentSubtotal: string;
    readonly fees: readonly { readonly amount: string }[];
  };
  readonly transactions: readonly {
    readonly status: string;
    readonly purchase_amount: { readonly value: string };
  }[];
}

export interface Received {
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

export interface CoinbaseWorld extends AsyncDisposable {
  readonly sandbox: Sandbox;
  /** Where Coinbase's double listens. */
  readonly url: string;
  /** What the double keeps, newest first; among them those that were made for a quote alone. */
  sessions(): readonly CoinbaseSession[];
  readonly time: VirtualTime;
  readonly received: Received[];
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  create(changes?: object, key?: string): Promise<Answer>;
  transactions(ref: string, query?: string): Promise<Answer>;
}

export interface CallOptions {
  readonly body?: string;
  readonly key?: string | undefined;
  /** Instead of the good token. */
  readonly authorization?: string;
}

/** 100 USDC by card, for somebody called user-1. */
export function sessionBody(changes: object = {}): object {
  return {
    purchaseCurrency: 'USDC',
    destinationNetwork: 'solana',
    destinationAddress: WALLET,
    purchaseAmount: '100',
    paymentCurrency: 'USD',
    paymentMethod: 'CARD',
    country: 'US',
    subdivision: 'NY',
    redirectUrl: 'https://app.example/back',
    partnerUserRef: 'user-1',
    ...changes,
  };
}

export async function createCoinbaseWorld(changes: Partial<Config> = {}): Promise<CoinbaseWorld> {
  const time = createVirtualTime(START);
  const received: Received[] = [];
  const application = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({ body: Buffer.concat(chunks).toString('utf8'), headers: request.headers });
    response.writeHead(200).end();
  });
  await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve));
  const address = application.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const double = seeDouble(coinbaseDouble);
  const webhookUrl = `http://127.0.0.1:${port}/webhooks/coinbase`;
  const sandbox = createSandbox({
    doubles: [double.kind],
    config: testConfig({ coinbase: { secrets: SECRETS, webhookUrl } }, changes),
    clock: time.clock,
    timers: time.timers,
    random: createSeededRandom(7),
    logger: pino({ level: 'silent' }),
  });
  await sandbox.listen();
  const call = async (method: string, path: string, options: CallOptions = {}): Promise<Answer> => {
    const url = new URL(sandbox.urlOf('coinbase') + path);
    const uri = `${method} ${url.host}${url.pathname}`;
    const answer = await fetch(url, {
      method,
      headers: {
        authorization: options.authorization ?? `Bearer ${tokenFor({ uris: [uri] }, time.clock.now())}`,
        ...(options.key === undefined ? {} : { 'x-idempotency-key': options.key }),
      },
      ...(options.body === undefined ? {} : { body: options.body }),
    });
    return { status: answer.status, body: JSON.parse(await answer.text()) };
  };
  return {
    ...{ sandbox, time, received, call, url: sandbox.urlOf('coinbase') },
    sessions: () => double.opened().sessions.list(),
    create: (bodyChanges = {}, key) =>
      call('POST', SESSIONS, { body: JSON.stringify(sessionBody(bodyChanges)), key }),
    transactions: (ref, query = '?pageSize=10') =>
      call('GET', `/onramp/v1/buy/user/${ref}/transactions${query}`),
    async [Symbol.asyncDispose]() {
      await sandbox.close();
      application.closeAllConnections();
      await new Promise((resolve) => application.close(resolve));
    },
  };
}

/** A token by the sandbox's own test key; what is given stands over what would be right. */
export function tokenFor(claims: object, now: Instant, header: object = {}): string {
  const bytes = Buffer.from(API_KEY.secret, 'base64');
  const [d, x] = [bytes.subarray(0, 32).toString('base64url'), bytes.subarray(32).toString('base64url')];
  const key = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', d, x }, format: 'jwk' });
  const seconds = Math.floor(now / 1_000);
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const head = encode({ alg: 'EdDSA', kid: API_KEY.id, typ: 'JWT', nonce: 'n', ...header });
  const times = { iat: seconds, nbf: seconds, exp: seconds + 120 };
  const payload = encode({ sub: API_KEY.id, iss: 'cdp', ...times, ...claims });
  const signature = sign(null, Buffer.from(`${head}.${payload}`), key).toString('base64url');
  return `${head}.${payload}.${signature}`;
}
