import { createHmac, generateKeyPairSync } from 'node:crypto';
import { assert, type Instant, isNetwork, money, SECOND_MS, unitsPerOne } from '@diboas/kernel';
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
import { coinbaseDouble } from '../sandbox/double.ts';

const SECRET = 'secret-of-the-subscription';
const API_KEY_ID = '11111111-2222-4333-8444-555555555555';
// An EC key here; the sandbox's own tests use the other kind.
const API_KEY_SECRET = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()
  .trim();
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

/** The sandbox takes wishes of up to 25,000.00 dollars, fees included. */
const cents = fc.integer({ min: 200, max: 2_400_000 }).filter((amount) => !MAGIC_CENTS.has(amount % 100));

const wishes: fc.Arbitrary<OrderWish> = fc
  .record({ amount: cents, goods: fc.constantFrom(...GOODS), method: fc.constantFrom('card', 'bank') })
  .map(({ amount, goods, method }) => ({
    ...{ pay: money('USD', BigInt(amount)), payNetwork: 'fiat' as const },
    chargeMax: money('USD', BigInt(amount) * 2n + 1_000n),
    deliver: money(goods.asset, (BigInt(amount) * unitsPerOne(goods.asset)) / goods.cents),
    network: goods.network,
    destination: goods.destination,
    method,
  }));

const double = seeDouble(coinbaseDouble);

const DRIVER: SandboxDriver = {
  ordersPath: '/platform/v2/onramp/sessions',
  ways: {
    // The person opens the link a step after it was made.
    ONRAMP_TRANSACTION_STATUS_CREATED: 'step',
    ONRAMP_TRANSACTION_STATUS_IN_PROGRESS: 'process',
    ONRAMP_TRANSACTION_STATUS_SUCCESS: 'complete',
    ONRAMP_TRANSACTION_STATUS_FAILED: 'reject',
  },
  double: double.kind,
  secrets: {
    COINBASE_API_KEY_ID: API_KEY_ID,
    COINBASE_API_KEY_SECRET: API_KEY_SECRET,
    COINBASE_WEBHOOK_SECRET: SECRET,
  },
  orders: ordersOf,
  isEventOf(body, reference, status) {
    const event = JSON.parse(body);
    return event.partnerUserRef === reference && event.status === status;
  },
  sign: (body, at) => signed(body, at, SECRET),
  forge: (body, at) => signed(body, at, 'secret of somebody else'),
  withStatus: (body, status) => body.replace(/("status":)"ONRAMP_[A-Z_]+"/g, `$1"${status}"`),
};

/** What the contract suite of an on-ramp asks of Coinbase, which ignores keys as its specification lets expect. */
export const onRamp: OnRampSuite = {
  secrets: DRIVER.secrets,
  vendorVersion: 'CDP API v2',
  vectors: new URL('../vectors/on-ramp.json', import.meta.url),
  name: 'Coinbase',
  keys: 'ignored',
  wishes,
  // Coinbase has no name for a session that nobody has come to: its list of transactions begins with the person.
  known: 'when_begun',
  // transaction.test.ts has the others: AWAITING_PAYMENT is only for banks, AWAITING_AUTH the sandbox never shows.
  statuses: [
    { status: 'ONRAMP_TRANSACTION_STATUS_CREATED', stage: 'open', end: null, milestone: 'order_open' },
    {
      status: 'ONRAMP_TRANSACTION_STATUS_IN_PROGRESS',
      stage: 'working',
      end: null,
      milestone: 'payment_confirmed',
    },
    {
      status: 'ONRAMP_TRANSACTION_STATUS_SUCCESS',
      stage: 'ended',
      end: 'done',
      milestone: 'crypto_delivered',
    },
    { status: 'ONRAMP_TRANSACTION_STATUS_FAILED', stage: 'ended', end: 'declined', milestone: 'failed' },
  ],
  openWorld: (manifest) => openSandboxWorld('onRamp', manifest, DRIVER),
};

/** The same, should Coinbase honour keys after all. */
export const onRampWithKeys: OnRampSuite = {
  ...onRamp,
  name: 'Coinbase, should it honour keys after all,',
  keys: 'honoured',
  vectors: new URL('../vectors/on-ramp-with-keys.json', import.meta.url),
  openWorld: (manifest) =>
    openSandboxWorld('onRamp', manifest, {
      ...DRIVER,
      standing: [{ kind: 'honoured_keys', match: { provider: 'coinbase' } }],
    }),
};

/**
 * The attempt's id is inside the reference. Its last 62 bits, which no other id has, stand there unchanged at the end of
 * 244, in letters of six bits.
 */
function ordersOf(control: Control, attemptId: string): WorldOrder[] {
  const mask = (1n << 62n) - 1n;
  const tail = BigInt(`0x${attemptId.replaceAll('-', '')}`) & mask;
  const ours = double
    .opened()
    .sessions.list()
    .filter(({ partnerUserRef }) => {
      const packed = Buffer.from(partnerUserRef?.replace('db1-', 'AAA') ?? '', 'base64url').toString('hex');
      return (BigInt(`0x0${packed}`) & mask) === tail;
    });
  return ours.map(({ partnerUserRef, price, network, address, transactionId }) => {
    const executed = control.executions().filter(({ metadata }) => metadata.transactionId === transactionId);
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
