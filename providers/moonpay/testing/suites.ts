import { createHmac } from 'node:crypto';
import {
  ASSETS,
  type Asset,
  assert,
  type Instant,
  type Money,
  money,
  type Network,
  SECOND_MS,
  unitsPerOne,
} from '@diboas/kernel';
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
import { moonpayDouble } from '../sandbox/double.ts';

const WEBHOOK_KEY = 'wk_of_the_contract';
const double = seeDouble(moonpayDouble);

const SOLANA = '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin';
const ETHEREUM = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
const SUI = `0x${'ab'.repeat(32)}`;

/** What the sandbox sells, with its fixed prices in cents, and how many digits of an amount MoonPay writes. */
const GOODS: readonly {
  readonly asset: Asset;
  readonly network: Network;
  readonly destination: string;
  readonly cents: { readonly USD: bigint; readonly EUR: bigint };
}[] = [
  { asset: 'USDC', network: 'solana', destination: SOLANA, cents: { USD: 100n, EUR: 92n } },
  { asset: 'USDC', network: 'ethereum', destination: ETHEREUM, cents: { USD: 100n, EUR: 92n } },
  { asset: 'USDC', network: 'sui', destination: SUI, cents: { USD: 100n, EUR: 92n } },
  {
    ...{ asset: 'BTC', network: 'bitcoin', destination: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4' },
    cents: { USD: 10_000_000n, EUR: 9_200_000n },
  },
  { asset: 'ETH', network: 'ethereum', destination: ETHEREUM, cents: { USD: 400_000n, EUR: 368_000n } },
  { asset: 'SOL', network: 'solana', destination: SOLANA, cents: { USD: 20_000n, EUR: 18_400n } },
  { asset: 'SUI', network: 'sui', destination: SUI, cents: { USD: 400n, EUR: 368n } },
];
const DIGITS_MAX = 8;

/** What so many cents buy: down to the last digit that MoonPay writes. */
function bought(asset: Asset, cents: bigint, centsPerOne: bigint): Money {
  const finer = 10n ** BigInt(Math.max(0, ASSETS[asset].decimals - DIGITS_MAX));
  return money(asset, ((cents * unitsPerOne(asset)) / centsPerOne / finer) * finer);
}

/** From the smallest to half of the largest purchase that the sandbox takes, which one test doubles. */
const amounts = fc.integer({ min: 2_000, max: 1_500_000 }).filter((amount) => !MAGIC_CENTS.has(amount % 100));

const ways = fc.constantFrom(
  ...([
    ['USD', 'card'],
    ['USD', 'apple_pay'],
    ['USD', 'google_pay'],
    ['EUR', 'card'],
    ['EUR', 'bank'],
  ] as const),
);

const wishes: fc.Arbitrary<OrderWish> = fc
  .record({ amount: amounts, goods: fc.constantFrom(...GOODS), way: ways })
  .map(({ amount, goods: { asset, network, destination, cents }, way: [fiat, method] }) => ({
    ...{ pay: money(fiat, BigInt(amount)), chargeMax: money(fiat, BigInt(amount) * 2n + 1_000n) },
    ...{ payNetwork: 'fiat' as const, network, destination, method },
    deliver: bought(asset, BigInt(amount), cents[fiat]),
  }));

const DRIVER: SandboxDriver = {
  ordersPath: '/v1/transactions',
  submits: { method: 'GET', path: '/v3/currencies/*' },
  ways: {
    // The person presses a step after they came. The suite's own wish is paid by bank, which is waited for.
    waitingPayment: 'step',
    pending: 'process',
    completed: 'complete',
    failed: 'reject',
  },
  double: double.kind,
  secrets: {
    MOONPAY_PUBLISHABLE_KEY: 'pk_test_contract',
    MOONPAY_SECRET_KEY: 'sk_test_contract',
    MOONPAY_WEBHOOK_KEY: WEBHOOK_KEY,
  },
  orders: ordersOf,
  isEventOf(body, reference, status) {
    const { data } = JSON.parse(body);
    return data.externalTransactionId === reference && data.status === status;
  },
  sign: (body, at) => signed(body, at, WEBHOOK_KEY),
  forge: (body, at) => signed(body, at, 'secret of somebody else'),
  // The first status of a body is the transaction's; those of its stages come after it.
  withStatus: (body, status) => body.replace(/("status":)"[a-zA-Z_]+"/, `$1"${status}"`),
};

/** What the contract suite of an on-ramp asks of MoonPay. */
export const onRamp: OnRampSuite = {
  secrets: DRIVER.secrets,
  vendorVersion: 'widget API v3',
  vectors: new URL('../vectors/on-ramp.json', import.meta.url),
  ...{ name: 'MoonPay', wishes, keys: 'honoured', known: 'when_begun', made: 'by_visit' },
  // transaction.test.ts has the other: waitingAuthorization is only for cards.
  statuses: [
    { status: 'waitingPayment', stage: 'open', end: null, milestone: 'order_open' },
    { status: 'pending', stage: 'working', end: null, milestone: 'payment_confirmed' },
    { status: 'completed', stage: 'ended', end: 'done', milestone: 'crypto_delivered' },
    { status: 'failed', stage: 'ended', end: 'declined', milestone: 'failed' },
  ],
  openWorld: (manifest) => openSandboxWorld('onRamp', manifest, DRIVER),
};

function ordersOf(control: Control, attemptId: string): WorldOrder[] {
  const purchases = double.opened().purchases.list();
  const ours = purchases.filter(({ externalTransactionId }) =>
    externalTransactionId?.endsWith(`_${attemptId}`),
  );
  return ours.map(({ id, externalTransactionId, fiat, code, price, address }) => {
    const executed = control.executions().filter(({ metadata }) => metadata.purchase === id);
    const network = NETWORKS[code];
    assert(externalTransactionId && network, 'an order of ours is complete');
    return {
      ...{ reference: externalTransactionId, pay: exactly(fiat.toUpperCase(), price.base) },
      ...{ network, destination: address },
      ...{ charged: amountOf(executed, 'payment'), delivered: amountOf(executed, 'delivery') },
    };
  });
}

const NETWORKS: Readonly<Record<string, Network>> = {
  ...{ usdc: 'ethereum', usdc_sol: 'solana', usdc_sui: 'sui' },
  ...{ btc: 'bitcoin', eth: 'ethereum', sol: 'solana', sui: 'sui' },
};

/** Signed as MoonPay's documentation says, by neither the adapter nor the sandbox. */
function signed(body: string, at: Instant, secret: string): RawWebhook {
  const time = Math.floor(at / SECOND_MS);
  const s = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  const headers = { 'content-type': 'application/json', 'moonpay-signature-v2': `t=${time},s=${s}` };
  return { headers, body: Buffer.from(body), receivedAt: at };
}
