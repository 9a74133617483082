/**
 * Orders for shares as a broker keeps them: each has a limit, stands until the exchange closes, and meets the market whenever somebody
 * looks. How an order is shown, and by which words, is each provider's own.
 */
import { accept, type Instant, type Outcome, type Random, refuse } from '@diboas/kernel';
import type { FaultSubject, Faults } from '../faults/faults.ts';
import type { Executions } from '../keeping/executions.ts';
import type { Store } from '../keeping/store.ts';
import { faultPlan, type OrderPlan } from '../orders/order-plan.ts';
import type { AdvanceRefusal, AdvanceTo, ShownOrder } from '../orders/orders.ts';
import { divideRoundingUp, formatDecimal } from '../text/decimal.ts';
import { createUuid } from '../text/token.ts';
import { nextClose } from './session.ts';
import { SHARES, type Share, type ShareMarket } from './share-market.ts';

/** Digits after the point of shares, of prices, and of dollars. */
export const SHARE_DIGITS = 6;
export const CENT_DIGITS = 2;
export const DOLLAR_DIGITS = 6;
const SHARE_ONE = 1_000_000n;

/** A part of an order that met somebody: millionths of a share, cents, millionths of a dollar; as texts. */
export interface ShareFill {
  readonly id: string;
  readonly at: Instant;
  readonly shares: string;
  readonly price: string;
  readonly dollars: string;
  readonly fee: string;
}

/** `being_cancelled`: a cancel is in the queue. `failed` is a broker's no after it had taken it. */
export type KeptStanding = 'open' | 'being_cancelled' | 'filled' | 'cancelled' | 'expired' | 'failed';

export interface KeptShareOrder {
  readonly id: string;
  readonly clientId: string;
  readonly share: Share;
  readonly side: 'buy' | 'sell';
  readonly shares: string;
  readonly limit: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly standing: KeptStanding;
  /** The provider's own word for how it stands, where somebody has set one. */
  readonly shown: string | null;
  readonly fills: readonly ShareFill[];
  readonly plan: OrderPlan;
  /** Whether the exchange was closed when it came. */
  readonly cameClosed: boolean;
}

export type ShareParams = Pick<KeptShareOrder, 'clientId' | 'share' | 'side' | 'shares' | 'limit'>;

export interface ShareOrders {
  place(params: ShareParams): Outcome<KeptShareOrder, 'used_id' | 'not_covered' | 'not_tradable'>;
  /** With what the market did until now. */
  get(id: string): KeptShareOrder | undefined;
  /** Newest first, likewise. */
  list(): readonly KeptShareOrder[];
  /** False where there is nothing to cancel any more. */
  cancel(id: string): boolean;
  /** Brings an order there; `shown` is the provider's own word for it. */
  bring(id: string, standing: KeptStanding, shown: string | null): void;
  /** Fills half of what is left, at its limit. */
  fillHalf(id: string): void;
  advance(id: string, to: AdvanceTo): Outcome<KeptShareOrder, AdvanceRefusal>;
  /** What lies there, in millionths. */
  balance(asset: Share | 'USD'): bigint;
}

export interface ShareOrdersParts {
  readonly name: string;
  readonly store: Store;
  readonly random: Random;
  readonly faults: Faults;
  readonly executions: Executions;
  readonly market: ShareMarket;
  readonly creation: FaultSubject;
  readonly feeBps: bigint;
  now(): Instant;
}

/** So much lies there before anybody fills it, in whole units. */
export const SHARES_AT_FIRST: Readonly<Record<Share | 'USD', bigint>> = {
  ...{ USD: 20_000_000n, AAPL: 40_000n, NVDA: 50_000n, SPY: 20_000n, TSLA: 25_000n },
};

export function hasShareEnded({ standing }: Pick<KeptShareOrder, 'standing'>): boolean {
  return standing !== 'open' && standing !== 'being_cancelled';
}

export function sumOfShareFills(
  { fills }: Pick<KeptShareOrder, 'fills'>,
  figure: 'shares' | 'dollars' | 'fee',
): bigint {
  return fills.reduce((sum, fill) => sum + BigInt(fill[figure]), 0n);
}

export function leftOfShares(order: Pick<KeptShareOrder, 'shares' | 'fills'>): bigint {
  const left = BigInt(order.shares) - sumOfShareFills(order, 'shares');
  return left > 0n ? left : 0n;
}

/** What left and what came: millionths of a dollar or of a share. */
export function movedShares(order: KeptShareOrder): { readonly taken: bigint; readonly given: bigint } {
  const sum = (figure: 'shares' | 'dollars' | 'fee') => sumOfShareFills(order, figure);
  return order.side === 'buy'
    ? { taken: sum('dollars') + sum('fee'), given: sum('shares') }
    : { taken: sum('shares'), given: sum('dollars') - sum('fee') };
}

export function createShareOrders(parts: ShareOrdersParts): ShareOrders {
  const { now, random } = parts;
  const desk = createDesk(parts);
  const orders: ShareOrders = {
    place(params) {
      const all = orders.list();
      if (all.some(({ clientId }) => clientId === params.clientId)) return refuse('used_id');
      if (!parts.market.setting().isTradable) return refuse('not_tradable');
      if (!isCovered(params, { all, feeBps: parts.feeBps })) return refuse('not_covered');
      const made = { standing: 'open' as const, shown: null, fills: [], createdAt: now() };
      const order = { ...params, ...made, id: createUuid(random), expiresAt: nextClose(now() + 1) };
      const plan = faultPlan(parts.faults, parts.creation);
      const cameClosed = !parts.market.session().isOpen;
      return accept(desk.settle(desk.keep({ ...order, plan, cameClosed })));
    },
    get: (id) => orders.list().find((one) => one.id === id),
    list: () => desk.all().toReversed(),
    cancel(id) {
      const order = orders.get(id);
      if (order === undefined || hasShareEnded(order)) return false;
      const isHeld = parts.market.setting().filling === 'hold';
      desk.keep({ ...order, standing: isHeld ? 'being_cancelled' : 'cancelled' });
      return true;
    },
    bring(id, standing, shown) {
      const order = orders.get(id);
      if (order === undefined) return;
      const rest = standing === 'filled' ? leftOfShares(order) : 0n;
      const filled = rest > 0n ? desk.filled(order, rest, BigInt(order.limit)) : order;
      desk.keep({ ...filled, standing, shown });
    },
    fillHalf(id) {
      const order = orders.get(id);
      if (order === undefined || hasShareEnded(order)) return;
      desk.keep(desk.filled(order, halfOf(order), BigInt(order.limit)));
    },
    advance(id, to) {
      const order = orders.get(id);
      if (order === undefined) return refuse('unknown_session');
      if (hasShareEnded(order) || to === 'return') return refuse('not_in_this_phase');
      if (to === 'process') orders.fillHalf(id);
      else orders.bring(id, ADVANCED[to], null);
      return accept(orders.get(id) ?? order);
    },
    balance: (asset) => balanceOf(asset, desk.all()),
  };
  return orders;
}

const ADVANCED = { pay: 'open', complete: 'filled', reject: 'failed' } as const;

interface Desk {
  keep(order: KeptShareOrder): KeptShareOrder;
  filled(order: KeptShareOrder, shares: bigint, price: bigint): KeptShareOrder;
  settle(order: KeptShareOrder): KeptShareOrder;
  all(): readonly KeptShareOrder[];
}

function createDesk({ name, store, executions, market, random, feeBps, now }: ShareOrdersParts): Desk {
  const shelf = store.shelf<KeptShareOrder>(`${name}_orders`);
  const desk: Desk = {
    keep(order) {
      const before = shelf.get(order.id);
      shelf.put(order.id, order);
      if (hasShareEnded(order) && !(before && hasShareEnded(before))) execute(executions, name, order);
      return order;
    },
    filled(order, shares, price) {
      const fill = fillOf(order, { shares, price, feeBps });
      return { ...order, fills: [...order.fills, { ...fill, id: createUuid(random), at: now() }] };
    },
    settle(order) {
      if (hasShareEnded(order) || order.shown !== null) return order;
      if (order.plan.rejectAt !== null) return desk.keep({ ...order, standing: 'failed' });
      const { filling } = market.setting();
      if (filling === 'hold') return order;
      if (order.standing === 'being_cancelled') return desk.keep({ ...order, standing: 'cancelled' });
      if (now() >= order.expiresAt) return desk.keep({ ...order, standing: 'expired' });
      const { bid, ask } = market.best(order.share);
      const [limit, price] = [BigInt(order.limit), order.side === 'buy' ? ask : bid];
      const meets = order.side === 'buy' ? price <= limit : price >= limit;
      if (!market.session().isOpen || !meets) return order;
      // Of what rests nobody takes the half again and again.
      if (filling === 'half')
        return order.fills.length > 0 ? order : desk.keep(desk.filled(order, halfOf(order), price));
      return desk.keep({ ...desk.filled(order, leftOfShares(order), price), standing: 'filled' });
    },
    all: () => shelf.list().map(desk.settle),
  };
  return desk;
}

/** In parts of ten thousand, so that what it costs is a whole number of millionths. */
function halfOf(order: KeptShareOrder): bigint {
  return inParts(leftOfShares(order) / 2n);
}

function inParts(shares: bigint): bigint {
  return shares - (shares % 100n);
}

/** Faults make more be taken than was agreed, or less be given. */
function fillOf(
  { side, plan }: KeptShareOrder,
  { shares, price, feeBps }: { shares: bigint; price: bigint; feeBps: bigint },
): Omit<ShareFill, 'id' | 'at'> {
  const [more, less] = [BigInt(plan.chargeBps ?? 0), BigInt(-plan.deliverBps)];
  const changed = (units: bigint, bps: bigint) => units + (units * bps) / 10_000n;
  const met =
    side === 'buy'
      ? { shares: inParts(changed(shares, -less)), price: more === 0n ? price : changed(price, more) + 1n }
      : { shares: inParts(changed(shares, more)), price: less === 0n ? price : changed(price, -less) - 1n };
  const dollars = (met.shares * met.price + 50n) / 100n;
  const fee = divideRoundingUp(dollars * feeBps, 10_000n);
  return { shares: `${met.shares}`, price: `${met.price}`, dollars: `${dollars}`, fee: `${fee}` };
}

function balanceOf(asset: Share | 'USD', all: readonly KeptShareOrder[]): bigint {
  return all.reduce((sum, order) => {
    const { taken, given } = movedShares(order);
    const [leaves, comes] = order.side === 'buy' ? ['USD', order.share] : [order.share, 'USD'];
    return sum - (leaves === asset ? taken : 0n) + (comes === asset ? given : 0n);
  }, SHARES_AT_FIRST[asset] * SHARE_ONE);
}

/** Whether what lies there and is set aside for no other order is enough. */
function isCovered(
  params: ShareParams,
  { all, feeBps }: { all: readonly KeptShareOrder[]; feeBps: bigint },
): boolean {
  const needed = ({ side, limit }: ShareParams, shares: bigint): bigint =>
    side === 'sell' ? shares : divideRoundingUp(shares * BigInt(limit) * (10_000n + feeBps), 1_000_000n);
  const asset = params.side === 'buy' ? 'USD' : params.share;
  const held = all
    .filter((one) => !hasShareEnded(one) && one.side === params.side)
    .filter((one) => asset === 'USD' || one.share === params.share)
    .reduce((sum, one) => sum + needed(one, leftOfShares(one)), 0n);
  return balanceOf(asset, all) - held >= needed(params, BigInt(params.shares));
}

/** What really happened of an order, once it has ended. */
function execute(executions: Executions, provider: string, order: KeptShareOrder): void {
  if (order.fills.length === 0) return;
  const { taken, given } = movedShares(order);
  const { id: reference, clientId, side, share } = order;
  const common = {
    ...{ provider, reference, idempotency_key: clientId, network: null, destination: null },
    ...{ transaction_id: null, metadata: { diboas_attempt_id: clientId } },
  };
  const [paid, got] = side === 'buy' ? ['usdc', share.toLowerCase()] : [share.toLowerCase(), 'usdc'];
  executions.add({ ...common, kind: 'payment', amount: formatDecimal(taken, DOLLAR_DIGITS), asset: paid });
  executions.add({ ...common, kind: 'delivery', amount: formatDecimal(given, DOLLAR_DIGITS), asset: got });
}

/** What lies with the broker at first, as the server's books have it. */
export const SHARE_FLOATS = [
  { asset: 'USDC' as const, network: 'solana' as const, units: SHARES_AT_FIRST.USD * 1_000_000n },
  ...SHARES.map((asset) => ({
    ...{ asset, network: 'ethereum' as const },
    units: SHARES_AT_FIRST[asset] * 10n ** 18n,
  })),
];

/** For the control API. Nobody is led to a page for an order. */
export function shownShareOrder(provider: string, order: KeptShareOrder, status: string): ShownOrder {
  const { id, createdAt, side, standing, cameClosed } = order;
  const total = formatDecimal(movedShares(order).taken, DOLLAR_DIGITS);
  return {
    ...{ provider, id, createdAt, status, phase: standing, method: side },
    ...{ price: { total }, hostedPath: '/' },
    ...{ cameClosed },
  };
}
