import { createHmac, generateKeyPairSync } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  assert,
  createSeededRandom,
  type Instant,
  isNetwork,
  type Money,
  money,
  parseMoney,
  SECOND_MS,
  unitsPerOne,
} from '@diboas/kernel';
import type { RawWebhook } from '@diboas/orchestration';
import {
  describeProviderContract,
  type ProviderWorld,
  type Purchase,
  type WorldFault,
  type WorldOrder,
} from '@diboas/providers/contract';
import {
  type Control,
  createSandbox,
  createVirtualTime,
  type Execution,
  type FaultInput,
  testConfig,
  type VirtualTime,
} from '@diboas/sandbox';
import fc from 'fast-check';
import { pino } from 'pino';
import { vi } from 'vitest';
import {
  findClosedPort,
  type LoopbackServer,
  type ReceivedRequest,
  startLoopbackServer,
} from '../contract/loopback-server.ts';
import { createCoinbaseOnramp } from './onramp.ts';

const START: Instant = Date.UTC(2026, 10, 23, 5, 0, 0);
const STEP_MS = 1_000;
const SECRET = 'secret of the subscription';
const API_KEY_ID = '11111111-2222-4333-8444-555555555555';
const SESSIONS = '/platform/v2/onramp/sessions';
const SOLANA = '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin';
const ETHEREUM = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';

/** What the sandbox sells, with its fixed prices in cents. */
const GOODS = [
  { asset: 'USDC', network: 'solana', destination: SOLANA, cents: 100n },
  { asset: 'USDC', network: 'ethereum', destination: ETHEREUM, cents: 100n },
  {
    asset: 'BTC',
    network: 'bitcoin',
    destination: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
    cents: 10_000_000n,
  },
  { asset: 'ETH', network: 'ethereum', destination: ETHEREUM, cents: 400_000n },
  { asset: 'SOL', network: 'solana', destination: SOLANA, cents: 20_000n },
] as const;

/** Amounts that end in these cents make the sandbox refuse, or stop half-way, on purpose. */
const MAGIC_CENTS: ReadonlySet<number> = new Set([13, 14, 15, 17]);

/** The sandbox takes purchases of up to 25,000.00 dollars, fees included. */
const cents = fc.integer({ min: 200, max: 2_400_000 }).filter((amount) => !MAGIC_CENTS.has(amount % 100));

const purchases: fc.Arbitrary<Purchase> = fc
  .record({ amount: cents, goods: fc.constantFrom(...GOODS), method: fc.constantFrom('card', 'bank') })
  .map(({ amount, goods, method }) => ({
    pay: money('USD', BigInt(amount)),
    deliver: money(goods.asset, (BigInt(amount) * unitsPerOne(goods.asset)) / goods.cents),
    network: goods.network,
    destination: goods.destination,
    method,
  }));

const FAULTS: Readonly<Record<WorldFault, FaultInput>> = {
  reject: { kind: 'refuse' },
  rate_limit: { kind: 'rate_limit' },
  timeout_before: { kind: 'timeout_before' },
  timeout_after: { kind: 'timeout_after' },
  server_error_before: { kind: 'server_error_before' },
  server_error_after: { kind: 'server_error_after' },
  reset_before: { kind: 'reset_before' },
  reset_after: { kind: 'reset_after' },
};

describeProviderContract({
  name: 'Coinbase',
  purchases,
  // Coinbase has no name for a session that nobody has come to: its list of transactions begins with the person.
  known: 'when_begun',
  // transaction.test.ts has the others: AWAITING_PAYMENT is only for banks, AWAITING_AUTH the sandbox never shows.
  statuses: [
    { status: 'ONRAMP_TRANSACTION_STATUS_CREATED', stage: 'open', milestone: 'order_open' },
    { status: 'ONRAMP_TRANSACTION_STATUS_IN_PROGRESS', stage: 'processing', milestone: 'payment_confirmed' },
    { status: 'ONRAMP_TRANSACTION_STATUS_SUCCESS', stage: 'succeeded', milestone: 'crypto_delivered' },
    { status: 'ONRAMP_TRANSACTION_STATUS_FAILED', stage: 'failed', milestone: 'failed' },
  ],
  openWorld,
});

/** The sandbox in a time of its own, so that an order moves only when it is told to. */
async function openWorld(): Promise<ProviderWorld> {
  const time = createVirtualTime(START);
  const mailbox = await startLoopbackServer(() => ({ status: 200, body: '{}' }));
  // An EC key here; the sandbox's own tests use the other kind.
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const apiKeySecret = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const sandbox = createSandbox({
    config: testConfig({
      stepMs: STEP_MS,
      autoPay: false,
      coinbaseApiKeyId: API_KEY_ID,
      coinbaseApiKeySecret: apiKeySecret,
      coinbaseWebhookSecret: SECRET,
      coinbaseWebhookUrl: `${mailbox.url}/coinbase`,
    }),
    clock: time.clock,
    timers: time.timers,
    random: createSeededRandom(3),
    logger: pino({ level: 'silent' }),
  });
  await sandbox.listen();
  const nowhere = await findClosedPort();
  const proxies: LoopbackServer[] = [];
  const { control } = sandbox;
  return {
    async createAdapter({ reach, timeoutMs, rewrite }) {
      const target = reach === 'world' ? sandbox.coinbaseUrl : nowhere;
      const proxy = rewrite
        ? await startLoopbackServer((request) => passOn(request, { to: target, rewrite }))
        : null;
      if (proxy) proxies.push(proxy);
      const baseUrl = proxy?.url ?? target;
      return createCoinbaseOnramp({
        ...{ apiKeyId: API_KEY_ID, apiKeySecret, webhookSecret: SECRET, timeoutMs },
        platformUrl: `${baseUrl}/platform`,
        developerUrl: baseUrl,
        market: { country: 'US', subdivision: 'NY' },
        now: () => time.clock.now(),
      });
    },
    now: () => time.clock.now(),
    reset: () => control.reset(),
    strikeNext(fault) {
      control.setFaults([{ ...FAULTS[fault], remaining: 1, match: { method: 'POST', path: SESSIONS } }]);
    },
    orders: (attemptId) => ordersOf(control, attemptId),
    bring: (reference, status) => bring({ control, time }, reference, status),
    awaitEvent: (reference, status) => awaitEvent(mailbox, { reference, status, now: time.clock.now }),
    sign: (body, at) => signed(body, at, SECRET),
    forge: (body, at) => signed(body, at, 'secret of somebody else'),
    withStatus: (body, status) => body.replace(/("status":)"ONRAMP_[A-Z_]+"/g, `$1"${status}"`),
    async close() {
      await Promise.all([...proxies.map((proxy) => proxy.close()), mailbox.close(), sandbox.close()]);
    },
  };
}

/** Everything as it came, also the host that the token was made for, which `fetch` would not let through. */
async function passOn(
  { method, path, headers, body }: ReceivedRequest,
  { to, rewrite }: { to: string; rewrite: (body: string) => string },
) {
  return await new Promise<{ status: number; body: string }>((resolve, reject) => {
    const outgoing = httpRequest(`${to}${path}`, { method, headers, agent: false }, (incoming) => {
      text(incoming).then(
        (answer) => resolve({ status: incoming.statusCode ?? 0, body: rewrite(answer) }),
        reject,
      );
    });
    outgoing.on('error', reject).end(body);
  });
}

/** The attempt's id is inside the reference: 16 bytes of it are the transaction's, the next 16 the attempt's. */
function ordersOf(control: Control, attemptId: string): WorldOrder[] {
  const bytes = Buffer.from(attemptId.replaceAll('-', ''), 'hex');
  const ours = control.coinbaseSessions().filter(({ partnerUserRef }) => {
    const packed = Buffer.from(partnerUserRef?.slice('db1-'.length) ?? '', 'base64url');
    return packed.subarray(16).equals(bytes);
  });
  return ours.map((session) => {
    const executed = control
      .executions()
      .filter(({ metadata }) => metadata.transactionId === session.transactionId);
    const { partnerUserRef, price, network, address } = session;
    assert(partnerUserRef && price && isNetwork(network), 'an order of ours is complete');
    return {
      reference: partnerUserRef,
      pay: exactly('USD', price.subtotal),
      network,
      destination: address,
      charged: amountOf(executed, 'payment'),
      delivered: amountOf(executed, 'delivery'),
    };
  });
}

/** Null before it happened; twice would be a double execution. */
function amountOf(executed: readonly Execution[], kind: Execution['kind']): Money | null {
  const [one, ...more] = executed.filter((execution) => execution.kind === kind);
  assert(more.length === 0, 'the world executed something twice', { kind });
  return one ? exactly(one.asset.toUpperCase() as Money['asset'], one.amount) : null;
}

function exactly(asset: Money['asset'], text_: string): Money {
  const amount = parseMoney(asset, text_);
  assert(amount.ok, 'the world writes exact amounts', { asset, text_ });
  return amount.value;
}

function bring(
  { control, time }: { control: Control; time: VirtualTime },
  reference: string,
  status: string,
) {
  if (status === 'ONRAMP_TRANSACTION_STATUS_CREATED') {
    // The person opens the link a step after it was made, and nobody pays for them.
    time.advance(STEP_MS);
    return;
  }
  const ways: Readonly<Record<string, 'process' | 'complete' | 'reject'>> = {
    ONRAMP_TRANSACTION_STATUS_IN_PROGRESS: 'process',
    ONRAMP_TRANSACTION_STATUS_SUCCESS: 'complete',
    ONRAMP_TRANSACTION_STATUS_FAILED: 'reject',
  };
  const way = ways[status];
  assert(way, 'the sandbox knows every status of the suite', { status });
  assert(control.advance(reference, way).ok, 'the sandbox moved the order', { way });
}

async function awaitEvent(
  mailbox: LoopbackServer,
  { reference, status, now }: { reference: string; status: string; now: () => Instant },
): Promise<RawWebhook> {
  const request = await vi.waitFor(
    () => {
      const found = mailbox.received.find((one) => isEventOf(one, reference, status));
      assert(found, 'the event has not arrived yet');
      return found;
    },
    { timeout: 10_000, interval: 5 },
  );
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
  return { headers, body: request.body, receivedAt: now() };
}

function isEventOf({ body }: ReceivedRequest, reference: string, status: string): boolean {
  const event = JSON.parse(body.toString('utf8'));
  return event.partnerUserRef === reference && event.status === status;
}

/** Signed as Coinbase's documentation says, by neither the adapter nor the sandbox. */
function signed(body: string, at: Instant, secret: string): RawWebhook {
  const time = Math.floor(at / SECOND_MS);
  const headers = { 'content-type': 'application/json', 'x-event-id': 'event-1' };
  const names = Object.keys(headers).join(' ');
  const values = Object.values(headers).join('.');
  const v1 = createHmac('sha256', secret).update(`${time}.${names}.${values}.${body}`).digest('hex');
  return {
    headers: { ...headers, 'x-hook0-signature': `t=${time},h=${names},v1=${v1}` },
    body: Buffer.from(body),
    receivedAt: at,
  };
}
