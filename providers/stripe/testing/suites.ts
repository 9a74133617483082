import { createHmac } from 'node:crypto';
import { assert, type Instant, isNetwork, money, SECOND_MS } from '@diboas/kernel';
import type { RawWebhook } from '@diboas/orchestration';
import {
  amountOf,
  exactly,
  MAGIC_CENTS,
  type OnRampSuite,
  type OrderWish,
  openSandboxWorld,
  type SandboxDriver,
  type WorldOrder,
} from '@diboas/providers-kit/contract';
import type { Control } from '@diboas/sandbox';
import { seeDouble } from '@diboas/sandbox-kit/testing';
import fc from 'fast-check';
import { stripeDouble } from '../sandbox/double.ts';

const SECRET = 'whsec_contract';
const API_KEY = 'sk_test_contract';
const double = seeDouble(stripeDouble);

const GOODS = [
  { asset: 'USDC', network: 'solana', destination: '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin' },
  { asset: 'USDC', network: 'ethereum', destination: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed' },
  { asset: 'BTC', network: 'bitcoin', destination: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4' },
  { asset: 'ETH', network: 'ethereum', destination: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed' },
  { asset: 'SOL', network: 'solana', destination: '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin' },
] as const;

/** From the smallest to the largest purchase that the sandbox takes: 1.00 to 100,000.00 dollars. */
const cents = fc.integer({ min: 100, max: 10_000_000 }).filter((amount) => !MAGIC_CENTS.has(amount % 100));

const wishes: fc.Arbitrary<OrderWish> = fc
  .record({ cents, goods: fc.constantFrom(...GOODS), method: fc.constantFrom('card', 'bank') })
  .map(({ cents: amount, goods, method }) => ({
    ...{ pay: money('USD', BigInt(amount)), payNetwork: 'fiat' as const },
    chargeMax: money('USD', BigInt(amount) * 2n + 1_000n),
    deliver: money(goods.asset, 1n),
    network: goods.network,
    destination: goods.destination,
    method,
  }));

const DRIVER: SandboxDriver = {
  ordersPath: '/v1/crypto/onramp_sessions',
  ways: {
    initialized: 'made',
    requires_payment: 'step',
    fulfillment_processing: 'process',
    fulfillment_complete: 'complete',
    rejected: 'reject',
  },
  double: double.kind,
  secrets: { STRIPE_API_KEY: API_KEY, STRIPE_WEBHOOK_SECRET: SECRET },
  orders: ordersOf,
  isEventOf(body, reference, status) {
    const { object } = JSON.parse(body).data;
    return object.id === reference && object.status === status;
  },
  sign: (body, at) => signed(body, at, SECRET),
  forge: (body, at) => signed(body, at, 'whsec_of_somebody_else'),
  withStatus: (body, status) => body.replace(/("status":\s*)"[a-z_]+"/g, `$1"${status}"`),
};

/** What the contract suite of an on-ramp asks of Stripe. */
export const onRamp: OnRampSuite = {
  secrets: DRIVER.secrets,
  vendorVersion: '2026-10-28.endive',
  vectors: new URL('../vectors/on-ramp.json', import.meta.url),
  name: 'Stripe',
  wishes,
  known: 'at_once',
  keys: 'honoured',
  statuses: [
    { status: 'initialized', stage: 'open', end: null, milestone: 'order_open' },
    { status: 'requires_payment', stage: 'open', end: null, milestone: 'order_open' },
    { status: 'fulfillment_processing', stage: 'working', end: null, milestone: 'payment_confirmed' },
    { status: 'fulfillment_complete', stage: 'ended', end: 'done', milestone: 'crypto_delivered' },
    { status: 'rejected', stage: 'ended', end: 'declined', milestone: 'failed' },
  ],
  openWorld: (manifest) => openSandboxWorld('onRamp', manifest, DRIVER),
};

function ordersOf(control: Control, attemptId: string): WorldOrder[] {
  const ours = double
    .opened()
    .sessions.list()
    .filter((session) => session.metadata.diboas_attempt_id === attemptId);
  return ours.map(({ id, sourceAmount, network, walletAddress }) => {
    const executed = control.executions().filter((execution) => execution.reference === id);
    assert(sourceAmount && isNetwork(network) && walletAddress, 'an order of ours is complete');
    return {
      reference: id,
      pay: exactly('USD', sourceAmount),
      network,
      destination: walletAddress,
      charged: amountOf(executed, 'payment'),
      delivered: amountOf(executed, 'delivery'),
    };
  });
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
