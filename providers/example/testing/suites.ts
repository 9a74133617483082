import { createHmac } from 'node:crypto';
import { assert, type Instant, isNetwork, MINUTE_MS, money, SECOND_MS } from '@diboas/kernel';
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
import { exampleDouble } from '../sandbox/double.ts';

const SECRET = 'secret-of-the-contract';
const double = seeDouble(exampleDouble);

const GOODS = [
  { asset: 'USDC', network: 'solana', destination: '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin' },
  { asset: 'USDC', network: 'ethereum', destination: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed' },
  { asset: 'BTC', network: 'bitcoin', destination: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4' },
  { asset: 'ETH', network: 'ethereum', destination: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed' },
  { asset: 'SOL', network: 'solana', destination: '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin' },
] as const;

/** From the smallest to half of the largest purchase that the sandbox takes, which one test doubles. */
const cents = fc.integer({ min: 100, max: 500_000 }).filter((amount) => !MAGIC_CENTS.has(amount % 100));

const wishes: fc.Arbitrary<OrderWish> = fc
  .record({ amount: cents, goods: fc.constantFrom(...GOODS), method: fc.constantFrom('card', 'bank') })
  .map(({ amount, goods: { asset, network, destination }, method }) => ({
    ...{ pay: money('USD', BigInt(amount)), chargeMax: money('USD', BigInt(amount) * 2n + 1_000n) },
    ...{ payNetwork: 'fiat' as const, deliver: money(asset, 1n), network, destination, method },
  }));

const DRIVER: SandboxDriver = {
  ordersPath: '/v1/sessions',
  ways: { waiting: 'made', paid: 'process', sent: 'complete', failed: 'reject', taken_back: 'return' },
  double: double.kind,
  secrets: { EXAMPLE_API_KEY: 'test_contract', EXAMPLE_WEBHOOK_SECRET: SECRET },
  orders: ordersOf,
  isEventOf(body, reference, status) {
    const { session } = JSON.parse(body);
    return session.id === reference && session.status === status;
  },
  sign: (body, at) => signed(body, at, SECRET),
  forge: (body, at) => signed(body, at, 'secret of somebody else'),
  withStatus: (body, status) => body.replace(/("status":)"[a-z_]+"/g, `$1"${status}"`),
};

/** What the contract suite of an on-ramp asks of Example. */
export const onRamp: OnRampSuite = {
  secrets: DRIVER.secrets,
  vendorVersion: '1',
  vectors: new URL('../vectors/on-ramp.json', import.meta.url),
  ...{ name: 'Example', wishes, known: 'at_once', keys: 'honoured' },
  cancelling: { tooLate: 'paid', event: 'cancelled' },
  takenBack: 'taken_back',
  preparing: { expiresMs: 10 * MINUTE_MS, provenMs: 15 * MINUTE_MS },
  statuses: [
    { status: 'waiting', stage: 'open', end: null, milestone: 'order_open' },
    { status: 'paid', stage: 'working', end: null, milestone: 'payment_confirmed' },
    { status: 'sent', stage: 'ended', end: 'done', milestone: 'crypto_delivered' },
    { status: 'failed', stage: 'ended', end: 'declined', milestone: 'failed' },
    { status: 'taken_back', stage: 'ended', end: 'done', milestone: 'taken_back' },
  ],
  openWorld: (manifest) => openSandboxWorld('onRamp', manifest, DRIVER),
};

function ordersOf(control: Control, attemptId: string): WorldOrder[] {
  const sessions = double.opened().sessions.list();
  const ours = sessions.filter(({ ourReference }) => ourReference?.endsWith(`/${attemptId}`) === true);
  return ours.map(({ id, price, network, address }) => {
    const executed = control.executions().filter(({ reference }) => reference === id);
    assert(isNetwork(network), 'the world knows networks that we know');
    return {
      ...{ reference: id, pay: exactly('USD', price.amount), network, destination: address },
      ...{ charged: amountOf(executed, 'payment'), delivered: amountOf(executed, 'delivery') },
      returned: amountOf(executed, 'refund'),
    };
  });
}

/** Signed as Example's documentation says, by neither the adapter nor the sandbox. */
function signed(body: string, at: Instant, secret: string): RawWebhook {
  const time = Math.floor(at / SECOND_MS);
  const v1 = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  const headers = { 'content-type': 'application/json', 'example-signature': `t=${time},v1=${v1}` };
  return { headers, body: Buffer.from(body), receivedAt: at };
}
