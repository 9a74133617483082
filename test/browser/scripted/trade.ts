import { randomUUID } from 'node:crypto';
import {
  type Asset,
  assert,
  formatMoney,
  isStock,
  money,
  parseMoney,
  scaleUnits,
  unitsPerOne,
} from '@diboas/kernel';
import type { MoneyView, QuoteOf, QuoteRequest, TransactionView } from '@diboas/protocol';
import { repeatOf } from './recurring.ts';
import { type ScriptedWorld, wireInstant } from './world.ts';

type TradeRequest = Extract<QuoteRequest, { operation: 'BUY_CRYPTO' | 'SELL_CRYPTO' }>;
type TradeQuote = QuoteOf<'BUY_CRYPTO'> | QuoteOf<'SELL_CRYPTO'>;

/** What one whole coin costs in USDC at the scripted venue, and the network that it is the coin of. */
const COINS = {
  BTC: { price: 97_412_080_000n, network: 'bitcoin' },
  ETH: { price: 3_301_500_000n, network: 'ethereum' },
  SOL: { price: 212_400_000n, network: 'solana' },
  SUI: { price: 3_120_000n, network: 'sui' },
  AAPL: { price: 251_400_000n, network: 'ethereum' },
  NVDA: { price: 198_700_000n, network: 'ethereum' },
  SPY: { price: 601_300_000n, network: 'ethereum' },
  TSLA: { price: 402_500_000n, network: 'ethereum' },
} as const;

/** A tenth of a coin: what of a sale of Sui is less is not sold there. */
const SUI_STEP = 100_000_000n;

/** Our own fee and the venue's, in basis points of the dollars. */
const [OURS, THEIRS] = [25n, 60n];

const written = (asset: Asset, units: bigint): MoneyView => ({
  asset,
  amount: formatMoney(money(asset, units)),
});
const share = (units: bigint, bps: bigint): bigint => (units * bps) / 10_000n;

const balance = { kind: 'balance', type: 'INVESTING' } as const;

/** What a trade costs: what it brings is what the coin's price says, or the person's own. */
export function quoteTrade(world: ScriptedWorld, wanted: TradeRequest): TradeQuote {
  const { asset, order } = wanted;
  const { price: now, network } = COINS[asset];
  const price = order.type === 'limit' ? unitsOf('USDC', order.price) : now;
  const tolerance = order.type === 'market' ? BigInt(order.toleranceBps) : 0n;
  const at = Date.now() + world.aheadMs;
  const quoted = {
    ...{ id: randomUUID(), from: balance, to: balance },
    provider: { id: 'northvenue', name: 'Northvenue' },
    estimate: { fromSeconds: 1, toSeconds: 30, source: 'provider' as const, days: null },
    ...{ asksIdentity: world.asksIdentity, createdAt: wireInstant(at) },
    opensAt: isStock(asset) ? world.exchangeOpensAt : null,
    expiresAt: wireInstant(at + world.quoteLifeMs),
  };
  const told = {
    order:
      order.type === 'market'
        ? order
        : {
            ...{ type: 'limit' as const, price: written('USDC', price) },
            goodTill: wireInstant(at + order.goodTillDays * 86_400_000),
          },
    price: written('USDC', price),
    rest: null,
  };
  const one = unitsPerOne(asset);
  if (wanted.operation === 'BUY_CRYPTO') {
    const paid = unitsOf('USDC', wanted.amount);
    const coins = (dollars: bigint): bigint => (dollars * one) / price;
    const least = coins(paid) - share(coins(paid), tolerance);
    const total = written('USDC', paid + share(paid, OURS) + share(paid, THEIRS));
    const repeat = repeatOf(wanted, total);
    return {
      ...{ operation: wanted.operation, ...quoted, ...(repeat ? { repeat } : {}) },
      trade: {
        ...{ ...told, gross: written(asset, least), expected: written(asset, coins(paid)) },
        worst: written('USDC', price + share(price, tolerance)),
      },
      pay: {
        amount: written('USDC', paid),
        fees: feesOn(paid),
        total,
      },
      receive: { ...written(asset, least), network },
    };
  }
  const sold = unitsOf(asset, wanted.amount);
  const rest = asset === 'SUI' ? sold % SUI_STEP : 0n;
  const brings = scaleUnits(sold - rest, { numerator: price, denominator: one, rounding: 'down' });
  const least = brings - share(brings, tolerance);
  const kept = share(least, OURS) + share(least, THEIRS);
  return {
    ...{ operation: wanted.operation, gain: world.saleGain, ...quoted },
    trade: {
      ...{ ...told, gross: written('USDC', least), expected: written('USDC', brings - kept) },
      worst: written('USDC', price - share(price, tolerance)),
      rest: rest > 0n ? written(asset, rest) : null,
    },
    pay: { amount: written(asset, sold), fees: [], total: written(asset, sold) },
    receive: { ...written('USDC', least - kept), network: wanted.network ?? 'solana', fees: feesOn(least) },
  };
}

function unitsOf(asset: Asset, text: string): bigint {
  const parsed = parseMoney(asset, text);
  assert(parsed.ok, 'the app asks for exact amounts', { text });
  return parsed.value.units;
}

function feesOn(dollars: bigint): TradeQuote['pay']['fees'] {
  return [
    {
      ...{ tier: 'platform', amount: written('USDC', share(dollars, OURS)), takenBy: 'diBoaS' },
      ...{ purpose: 'arranging', basis: { kind: 'rate', bps: Number(OURS), of: written('USDC', dollars) } },
    },
    {
      ...{ tier: 'provider', amount: written('USDC', share(dollars, THEIRS)), takenBy: 'Northvenue' },
      ...{ purpose: 'conversion', basis: { kind: 'quoted', by: 'Northvenue' } },
    },
  ];
}

/** What becomes of a confirmed trade at first: set aside, and placed at the venue. */
export function placed(transaction: TransactionView, quote: TradeQuote): TransactionView {
  const { createdAt: at } = transaction;
  return {
    ...transaction,
    ...{ provider: quote.provider, action: null, state: 'processing', where: 'set_aside' },
    ...{ status: 'SENT_TO_PROVIDER', activity: 'ORDER_PLACED' },
    lateAt: quote.trade.order.type === 'limit' ? quote.trade.order.goodTill : null,
    attempts: [
      { number: 1, provider: quote.provider.id, reference: 'ord-1', state: 'accepted', startedAt: at },
    ],
    steps: [
      { key: 'instructed', state: 'done', at },
      { key: 'set_aside', state: 'done', at },
      { key: 'placed', state: 'done', at },
      { key: 'traded', state: 'now', at: null },
    ],
  };
}

/** What becomes of a confirmed trade whose exchange is closed: set aside, and sent to nobody until it opens. */
export function waitsFor(opensAt: string, transaction: TransactionView): TransactionView {
  return {
    ...transaction,
    ...{ action: null, state: 'accepted', where: 'set_aside' },
    ...{ status: 'BALANCE_RESERVED', waits: { for: 'market', until: opensAt }, attempts: [] },
    steps: [
      { key: 'instructed', state: 'done', at: transaction.createdAt },
      { key: 'set_aside', state: 'done', at: transaction.createdAt },
      { key: 'placed', state: 'now', at: null },
      { key: 'traded', state: 'next', at: null },
    ],
  };
}

/** So much of it was traded until now, at the price that was named: `percent` of 100. */
export function filled(transaction: TransactionView, percent: bigint): TransactionView {
  const { trade, pay } = transaction;
  assert(trade, 'what is filled is a trade', { id: transaction.id });
  const part = ({ asset, amount }: MoneyView): MoneyView =>
    written(asset, (unitsOf(asset, amount) * percent) / 100n);
  const done = { paid: part(pay.total), received: part(trade.expected), price: trade.price };
  const [version, updatedAt] = [transaction.version + 1, wireInstant()];
  return { ...transaction, version, updatedAt, trade: { ...trade, filled: done } };
}

/** All of it was. */
export function tradedInPart(transaction: TransactionView): TransactionView {
  const done = filled(transaction, 100n);
  const at = done.updatedAt;
  const { pay, trade } = done;
  const zero = written(pay.total.asset, 0n);
  return {
    ...done,
    ...{ status: 'COMPLETED', activity: null, state: 'completed', where: 'in_your_balance', ended: true },
    ...{ lateAt: null },
    steps: done.steps.map((step) => (step.key === 'traded' ? { ...step, state: 'done', at } : step)),
    receipt: {
      ...{ quoted: pay.total, charged: pay.total, difference: zero, returned: zero, paid: pay.total },
      delivered: trade?.filled?.received ?? null,
      ...{ networkReference: null, takenBack: null, cameBack: null },
    },
  };
}
