/** What the sandbox's tests share: a sandbox on virtual time, the real Stripe SDK, and an application that receives. */
import { createServer } from 'node:http';
import { createSeededRandom } from '@diboas/kernel';
import { type Config, createSandbox, type Sandbox, testConfig } from '@diboas/sandbox';
import { createVirtualTime, type VirtualTime } from '@diboas/sandbox-kit';
import { START, seeDouble } from '@diboas/sandbox-kit/testing';
import { pino } from 'pino';
import qs from 'qs';
import Stripe from 'stripe';
import { stripeDouble } from '../double.ts';
import type { Session } from '../session.ts';

export const WALLET = '7YttLkHDoNj9wyDur5pM1ejNaAvT9X4eqaYcHQqtj2G5';

/** For tests alone: anybody can read them here. */
export const SECRETS = { STRIPE_API_KEY: 'sk_test_sandbox', STRIPE_WEBHOOK_SECRET: 'whsec_sandbox' };

export interface Received {
  readonly body: string;
  readonly signature: string;
}

export interface World extends AsyncDisposable {
  readonly sandbox: Sandbox;
  /** Where Stripe's double listens. */
  readonly url: string;
  /** What the double keeps, newest first. */
  sessions(): readonly Session[];
  readonly time: VirtualTime;
  readonly stripe: Stripe;
  readonly received: Received[];
  /** Statuses that the application answers with, first to last; 200 when the list is empty. */
  readonly answers: number[];
  createSession(params?: object, idempotencyKey?: string): Promise<SessionAnswer>;
  getSession(id: string): Promise<SessionAnswer>;
  /** A GET with parameters: `rawRequest` wants them in the path. */
  get<Answer>(path: string, params?: object): Promise<Answer>;
}

/** The parts of Stripe's session object that tests look at. */
export interface SessionAnswer {
  readonly id: string;
  readonly object: string;
  readonly status: string;
  readonly client_secret: string;
  readonly created: number;
  readonly livemode: boolean;
  readonly redirect_url: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly transaction_details: Readonly<Record<string, unknown>>;
  readonly lastResponse: { readonly headers: Readonly<Record<string, string>> };
}

export function cardParams(changes: object = {}) {
  return {
    source_amount: '100.00',
    source_currency: 'usd',
    destination_currency: 'usdc',
    destination_network: 'solana',
    wallet_addresses: { solana: WALLET },
    lock_wallet_address: true,
    metadata: { transaction: 'tx-1' },
    ...changes,
  };
}

export async function createWorld(changes: Partial<Config> = {}, timeoutMs = 80_000): Promise<World> {
  const time = createVirtualTime(START);
  const received: Received[] = [];
  const answers: number[] = [];
  const application = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({
      body: Buffer.concat(chunks).toString('utf8'),
      signature: String(request.headers['stripe-signature']),
    });
    response.writeHead(answers.shift() ?? 200).end();
  });
  await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve));
  const address = application.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const double = seeDouble(stripeDouble);
  const webhookUrl = `http://127.0.0.1:${port}/webhooks/stripe`;
  const sandbox = createSandbox({
    doubles: [double.kind],
    config: testConfig({ stripe: { secrets: SECRETS, webhookUrl } }, changes),
    clock: time.clock,
    timers: time.timers,
    random: createSeededRandom(7),
    logger: pino({ level: 'silent' }),
  });
  await sandbox.listen();
  const stripe = stripeClient(sandbox.urlOf('stripe'), timeoutMs);
  return {
    ...{ sandbox, time, stripe, received, answers, url: sandbox.urlOf('stripe') },
    sessions: () => double.opened().sessions.list(),
    createSession: (params = {}, idempotencyKey) =>
      stripe.rawRequest(
        'POST',
        '/v1/crypto/onramp_sessions',
        cardParams(params),
        idempotencyKey === undefined ? {} : { idempotencyKey },
      ),
    getSession: (id) => stripe.rawRequest('GET', `/v1/crypto/onramp_sessions/${id}`),
    get: (path, params = {}) => stripe.rawRequest('GET', `${path}?${qs.stringify(params)}`),
    async [Symbol.asyncDispose]() {
      await sandbox.close();
      application.closeAllConnections();
      await new Promise((resolve) => application.close(resolve));
    },
  };
}

/** Without retries of its own, so that each test sees exactly what the sandbox did. */
export function stripeClient(url: string, timeout = 80_000, key = 'sk_test_sandbox'): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe(key, {
    host: hostname,
    port,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 0,
    timeout,
  });
}

/** The error that a call to the SDK ends with. */
export async function failureOf(
  call: Promise<unknown>,
): Promise<InstanceType<typeof Stripe.errors.StripeError>> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('the call was expected to fail');
}
