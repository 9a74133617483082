import { MINUTE_MS, type Money, money } from '@diboas/kernel';
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
import { krakenDouble } from '../sandbox/double.ts';
import type { Steering } from '../sandbox/market.ts';
import type { Order, OrderStatus } from '../sandbox/order.ts';
import { PAIRS } from '../sandbox/pairs.ts';

const double = seeDouble(krakenDouble);

const SECRETS = {
  KRAKEN_API_KEY: 'key-of-the-suite',
  KRAKEN_PRIVATE_KEY: Buffer.alloc(64, 7).toString('base64'),
};

const { wishes, trades } = tradesToWish({ feeBps: 40n, mostOf: withFee });

/** Of what is sold nothing more is taken, as the fee is kept of what it brings. */
function withFee({ asset, units }: Money): Money {
  return money(asset, asset === 'USDC' ? (units * 1_004n) / 1_000n : units);
}

const STATES: Readonly<Record<MarketState, Steering>> = {
  plain: { status: 'online', filling: 'all', book: 'good', shiftBps: 0 },
  halted: { status: 'cancel_only' },
  half: { filling: 'half' },
  hold: { filling: 'hold' },
  crossed: { book: 'crossed' },
  empty: { book: 'empty' },
  old: { book: 'old' },
};

function steerAll(to: Steering): void {
  for (const pair of PAIRS) double.opened().market.steer(pair, to);
}

const brought = (status: OrderStatus) => (_control: unknown, reference: string) =>
  double.opened().trading.bring(reference, status);

const DRIVER: SandboxDriver = {
  ordersPath: '/0/private/AddOrder',
  asksPaths: ['/0/public/', '/0/private/TradeVolume', '/0/private/OpenOrders', '/0/private/ClosedOrders'],
  ways: {
    open: 'made',
    pending: (_control, reference) => {
      steerAll({ filling: 'hold' });
      double.opened().trading.bring(reference, 'pending');
    },
    ...{ closed: brought('closed'), canceled: brought('canceled'), expired: brought('expired') },
  },
  double: double.kind,
  secrets: SECRETS,
  orders: (_control, attemptId) =>
    double
      .opened()
      .trading.list()
      .filter(({ clientId }) => clientId === attemptId)
      .map(worldOrder),
  isEventOf: null,
  sign: unsigned,
  forge: unsigned,
  withStatus: (body, status) => body.replace(/("status":)"[a-z]+"/g, `$1"${status}"`),
};

function unsigned(body: string, at: number) {
  return { headers: { 'content-type': 'application/json' }, body: Buffer.from(body), receivedAt: at };
}

function worldOrder({ id, side, price, volume, fills }: Order): WorldOrder {
  const isBuy = side === 'buy';
  const sum = (figure: 'volume' | 'cost' | 'fee') =>
    fills.reduce((total, fill) => total + BigInt(fill[figure]), 0n);
  const coins = money('BTC', sum('volume'));
  const dollars = money('USDC', isBuy ? sum('cost') + sum('fee') : sum('cost') - sum('fee'));
  // Cents times hundred-millionths, in millionths.
  const asked = money('USDC', (BigInt(price) * BigInt(volume)) / 10_000n);
  return {
    ...{ reference: id, pay: isBuy ? asked : money('BTC', BigInt(volume)), destination: null },
    network: isBuy ? 'bitcoin' : 'solana',
    charged: fills.length === 0 ? null : isBuy ? dollars : coins,
    delivered: fills.length === 0 ? null : isBuy ? coins : dollars,
  };
}

/** What the contract suite of an exchange asks of Kraken. */
export const exchange: ExchangeSuite = {
  secrets: SECRETS,
  vendorVersion: '0',
  chance: /(?<=^nonce=)[0-9]+/,
  vectors: new URL('../vectors/exchange.json', import.meta.url),
  ...{ name: 'Kraken', wishes, known: 'at_once', keys: 'honoured', listLagMs: MINUTE_MS },
  trades,
  bounds: { tooSmall: 300_000n, tooLarge: 900_000_000_000_000n },
  cancelling: { tooLate: 'closed', event: null },
  ends: { filled: 'closed', cancelled: 'canceled', expired: 'expired' },
  settleMs: 0,
  market: {
    set: (state) => steerAll(STATES[state]),
    move: (shiftBps) => steerAll({ shiftBps }),
    fillHalf(reference) {
      const { trading } = double.opened();
      trading.advance(reference, 'pay');
    },
  },
  statuses: [
    { status: 'open', stage: 'open', end: null, milestone: 'order_placed' },
    { status: 'pending', stage: 'open', end: null, milestone: 'order_placed' },
    { status: 'closed', stage: 'ended', end: 'done', milestone: 'trade_complete' },
    { status: 'canceled', stage: 'ended', end: 'cancelled', milestone: 'failed' },
    { status: 'expired', stage: 'ended', end: 'lapsed', milestone: 'failed' },
  ],
  openWorld: (manifest) => openSandboxWorld('exchange', manifest, DRIVER),
};

/** What the suite of market data asks of it. */
export const marketData: MarketDataSuite = {
  ...{ name: 'Kraken', double: krakenDouble, secrets: SECRETS, vendorVersion: '0' },
  vectors: new URL('../vectors/market-data.json', import.meta.url),
  pairs: [
    { base: 'BTC', quote: 'USDC' },
    { base: 'ETH', quote: 'USDC' },
    { base: 'SOL', quote: 'USDC' },
    { base: 'SUI', quote: 'USDC' },
  ],
};
