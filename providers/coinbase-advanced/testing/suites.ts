import { generateKeyPairSync } from 'node:crypto';
import { type Money, money, SECOND_MS, unitsPerOne } from '@diboas/kernel';
import {
  type ExchangeSuite,
  type MarketDataSuite,
  type MarketState,
  openSandboxWorld,
  type SandboxDriver,
  tradesToWish,
  type WorldOrder,
} from '@diboas/providers-kit/contract';
import { seeDouble } from '@diboas/sandbox-kit/testing';
import { coinbaseAdvancedDouble } from '../sandbox/double.ts';
import { movedBy } from '../sandbox/executed.ts';
import type { Setting } from '../sandbox/market.ts';
import type { OrderStatus, TradedOrder } from '../sandbox/order.ts';
import { PRODUCTS } from '../sandbox/products.ts';

const SECRETS = {
  COINBASE_ADVANCED_API_KEY_ID: '11111111-2222-4333-8444-555555555555',
  COINBASE_ADVANCED_API_KEY_SECRET: generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()
    .trim(),
};

const double = seeDouble(coinbaseAdvancedDouble);

const USDC_ONE = unitsPerOne('USDC');

const { wishes, trades } = tradesToWish({ feeBps: 60n, mostOf: roomy });

/** Room for an order that is made anew for twice as much, which one test does. */
function roomy({ asset, units }: Money): Money {
  return money(asset, units * 3n);
}

const STATES: Readonly<Record<MarketState, Partial<Setting>>> = {
  plain: { standing: 'online', filling: 'all', book: 'good', shiftBps: 0 },
  halted: { standing: 'trading_disabled' },
  half: { filling: 'half' },
  hold: { filling: 'hold' },
  crossed: { book: 'crossed' },
  empty: { book: 'empty' },
  old: { book: 'old' },
};

function setAll(setting: Partial<Setting>): void {
  for (const product of PRODUCTS) double.opened().market.set(product, setting);
}

const brought = (status: OrderStatus) => (_control: unknown, reference: string) =>
  double.opened().trades.bring(reference, status);

const DRIVER: SandboxDriver = {
  ordersPath: '/api/v3/brokerage/orders',
  asksPaths: ['/api/v3/brokerage/products', '/api/v3/brokerage/transaction_summary'],
  ways: {
    OPEN: 'made',
    PENDING: brought('PENDING'),
    QUEUED: brought('QUEUED'),
    CANCEL_QUEUED: brought('CANCEL_QUEUED'),
    EDIT_QUEUED: brought('EDIT_QUEUED'),
    FILLED: brought('FILLED'),
    CANCELLED: brought('CANCELLED'),
    EXPIRED: brought('EXPIRED'),
    FAILED: brought('FAILED'),
  },
  double: double.kind,
  secrets: SECRETS,
  orders: (_control, attemptId) =>
    double
      .opened()
      .trades.list()
      .filter(({ clientOrderId }) => clientOrderId === attemptId)
      .map(worldOrder),
  isEventOf: null,
  sign: unsigned,
  forge: unsigned,
  withStatus: (body, status) => body.replace(/("status":)"[A-Z_]+"/g, `$1"${status}"`),
};

function unsigned(body: string, at: number) {
  return { headers: { 'content-type': 'application/json' }, body: Buffer.from(body), receivedAt: at };
}

function worldOrder(order: TradedOrder): WorldOrder {
  const { taken, given } = movedBy(order);
  const hasMoved = order.fills.length > 0;
  return {
    ...{ reference: order.id, pay: paidBy(order), destination: null },
    network: order.side === 'BUY' ? 'bitcoin' : 'solana',
    charged: hasMoved ? taken : null,
    delivered: hasMoved ? given : null,
  };
}

/** What was asked for, in what leaves: written by hand, in the whole numbers that the wishes are made of. */
function paidBy({ side, baseSize, quoteSize, limitPrice }: TradedOrder): Money {
  if (quoteSize !== null) return money('USDC', unitsIn(quoteSize, 6));
  const base = unitsIn(baseSize ?? '', 8);
  if (side === 'SELL') return money('BTC', base);
  return money('USDC', (base * unitsIn(limitPrice ?? '', 2) * 100n) / 1_000_000n);
}

function unitsIn(text: string, digits: number): bigint {
  const [whole = '', part = ''] = text.split('.');
  return BigInt(whole + part.padEnd(digits, '0').slice(0, digits));
}

const STANDING = { stage: 'open', end: null, milestone: 'order_open' } as const;

/** What the contract suite of an exchange asks of Coinbase Advanced. */
export const exchange: ExchangeSuite = {
  ...{ name: 'Coinbase Advanced', secrets: SECRETS, wishes, known: 'at_once', keys: 'honoured' },
  ...{ vendorVersion: 'v3', vectors: new URL('../vectors/exchange.json', import.meta.url) },
  listLagMs: 60 * SECOND_MS,
  cancelling: { tooLate: 'FILLED', event: null },
  trades,
  bounds: { tooSmall: 990_000n, tooLarge: 4_900_000n * USDC_ONE },
  ends: { filled: 'FILLED', cancelled: 'CANCELLED', expired: 'EXPIRED' },
  settleMs: SECOND_MS,
  market: {
    set: (state) => setAll(STATES[state]),
    move: (bps) => setAll({ shiftBps: bps }),
    fillHalf: (reference) => double.opened().trades.fillHalf(reference),
  },
  statuses: [
    { status: 'OPEN', ...STANDING },
    { status: 'PENDING', ...STANDING },
    { status: 'QUEUED', ...STANDING },
    { status: 'CANCEL_QUEUED', ...STANDING },
    { status: 'EDIT_QUEUED', ...STANDING },
    { status: 'FILLED', stage: 'ended', end: 'done', milestone: 'order_filled' },
    { status: 'CANCELLED', stage: 'ended', end: 'cancelled', milestone: 'order_cancelled' },
    { status: 'EXPIRED', stage: 'ended', end: 'lapsed', milestone: 'order_expired' },
    { status: 'FAILED', stage: 'ended', end: 'other', milestone: 'order_failed' },
  ],
  openWorld: (manifest) => openSandboxWorld('exchange', manifest, DRIVER),
};

/** What the suite of market data asks of it. */
export const marketData: MarketDataSuite = {
  ...{ name: 'Coinbase Advanced', double: coinbaseAdvancedDouble, secrets: SECRETS, vendorVersion: 'v3' },
  vectors: new URL('../vectors/market-data.json', import.meta.url),
  pairs: [
    { base: 'BTC', quote: 'USDC' },
    { base: 'ETH', quote: 'USDC' },
    { base: 'SOL', quote: 'USDC' },
    { base: 'SUI', quote: 'USDC' },
  ],
};
