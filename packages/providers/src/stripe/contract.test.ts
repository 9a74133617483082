import { createHmac } from 'node:crypto';
import {
  assert,
  createSeededRandom,
  type Instant,
  type Money,
  money,
  type Network,
  parseMoney,
  SECOND_MS,
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
import { createStripeOnramp } from './onramp.ts';

const START: Instant = Date.UTC(2026, 10, 23, 5, 0, 0);
const STEP_MS = 1_000;
const SECRET = 'whsec_contract';
const API_KEY = 'sk_test_contract';
const SESSIONS = '/v1/crypto/onramp_sessions';

const GOODS = [
  { asset: 'USDC', network: 'solana', destination: '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin' },
  { asset: 'USDC', network: 'ethereum', destination: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed' },
  { asset: 'BTC', network: 'bitcoin', destination: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4' },
  { asset: 'ETH', network: 'ethereum', destination: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed' },
  { asset: 'SOL', network: 'solana', destination: '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin' },
] as const;

/** Amounts that end in these cents make the sandbox refuse, or stop half-way, on purpose. */
const MAGIC_CENTS: ReadonlySet<number> = new Set([13, 14, 15, 17]);

/** From the smallest to the largest purchase that the sandbox takes: 1.00 to 100,000.00 dollars. */
const cents = fc.integer({ min: 100, max: 10_000_000 }).filter((amount) => !MAGIC_CENTS.has(amount % 100));

const purchases: fc.Arbitrary<Purchase> = fc
  .record({ cents, goods: fc.constantFrom(...GOODS), method: fc.constantFrom('card', 'bank') })
  .map(({ cents: amount, goods, method }) => ({
    pay: money('USD', BigInt(amount)),
    deliver: money(goods.asset, 1n),
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
  name: 'Stripe',
  purchases,
  known: 'at_once',
  statuses: [
    { status: 'initialized', stage: 'open', milestone: 'order_open' },
    { status: 'requires_payment', stage: 'open', milestone: 'order_open' },
    { status: 'fulfillment_processing', stage: 'processing', milestone: 'payment_confirmed' },
    { status: 'fulfillment_complete', stage: 'succeeded', milestone: 'crypto_delivered' },
    { status: 'rejected', stage: 'failed', milestone: 'failed' },
  ],
  openWorld,
});

/** The sandbox in a time of its own, so that an order moves only when it is told to. */
async function openWorld(): Promise<ProviderWorld> {
  const time = createVirtualTime(START);
  const mailbox = await startLoopbackServer(() => ({ status: 200, body: '{}' }));
  const sandbox = createSandbox({
    config: testConfig({
      stepMs: STEP_MS,
      autoPay: false,
      stripeApiKey: API_KEY,
      stripeWebhookSecret: SECRET,
      stripeWebhookUrl: `${mailbox.url}/stripe`,
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
      const target = reach === 'world' ? sandbox.stripeUrl : nowhere;
      const proxy = rewrite
        ? await startLoopbackServer((request) => passOn(request, { to: target, rewrite }))
        : null;
      if (proxy) proxies.push(proxy);
      const baseUrl = proxy?.url ?? target;
      return createStripeOnramp({
        ...{ apiKey: API_KEY, webhookSecret: SECRET, baseUrl, timeoutMs },
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
    forge: (body, at) => signed(body, at, 'whsec_of_somebody_else'),
    withStatus: (body, status) => body.replace(/("status":\s*)"[a-z_]+"/g, `$1"${status}"`),
    async close() {
      await Promise.all([...proxies.map((proxy) => proxy.close()), mailbox.close(), sandbox.close()]);
    },
  };
}

async function passOn(
  { method, path, headers, body }: ReceivedRequest,
  { to, rewrite }: { to: string; rewrite: (body: string) => string },
) {
  const kept = ['authorization', 'content-type', 'idempotency-key', 'stripe-version'];
  const passed = kept.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]]] : []));
  const answer = await fetch(`${to}${path}`, {
    method,
    headers: Object.fromEntries(passed),
    body: method === 'POST' ? body.toString('utf8') : null,
  });
  return { status: answer.status, body: rewrite(await answer.text()) };
}

function ordersOf(control: Control, attemptId: string): WorldOrder[] {
  const ours = control.sessions().filter((session) => session.metadata.diboas_attempt_id === attemptId);
  return ours.map((session) => {
    const executed = control.executions().filter((execution) => execution.reference === session.id);
    assert(session.sourceAmount && session.network && session.walletAddress, 'an order of ours is complete');
    return {
      reference: session.id,
      pay: exactly('USD', session.sourceAmount),
      network: session.network as Network,
      destination: session.walletAddress,
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

function exactly(asset: Money['asset'], text: string): Money {
  const amount = parseMoney(asset, text);
  assert(amount.ok, 'the world writes exact amounts', { asset, text });
  return amount.value;
}

function bring(
  { control, time }: { control: Control; time: VirtualTime },
  reference: string,
  status: string,
) {
  if (status === 'initialized') return;
  if (status === 'requires_payment') {
    // The person opens the page a step after the session was made, and nobody pays for them.
    time.advance(STEP_MS);
    return;
  }
  const ways: Readonly<Record<string, 'process' | 'complete' | 'reject'>> = {
    fulfillment_processing: 'process',
    fulfillment_complete: 'complete',
    rejected: 'reject',
  };
  const way = ways[status];
  assert(way, 'the sandbox knows every status of the suite', { status });
  assert(control.advance(reference, way).ok, 'the sandbox moved the order', { way });
}

async function awaitEvent(
  mailbox: LoopbackServer,
  { reference, status, now }: { reference: string; status: string; now: () => Instant },
): Promise<RawWebhook | null> {
  // Stripe sends no event for a session that was only made.
  if (status === 'initialized') return null;
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
  const { object } = JSON.parse(body.toString('utf8')).data;
  return object.id === reference && object.status === status;
}

/** Signed as Stripe's documentation says, by neither the SDK nor the sandbox. */
function signed(body: string, at: Instant, secret: string): RawWebhook {
  const time = Math.floor(at / SECOND_MS);
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return {
    headers: { 'stripe-signature': `t=${time},v1=${signature}` },
    body: Buffer.from(body),
    receivedAt: at,
  };
}
