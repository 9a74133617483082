/** All orders of the account: how they meet the book, rest, end, and what lies there for them. */
import { accept, type Instant, type Outcome, type Random, refuse, smallerUnits } from '@diboas/kernel';
import {
  type AdvanceRefusal,
  type AdvanceTo,
  createToken,
  divideRoundingUp,
  type Executions,
  type Faults,
  faultPlan,
  formatDecimal,
  type Store,
} from '@diboas/sandbox-kit';
import { AT_FIRST } from './balances.ts';
import { ERRORS, invalid } from './errors.ts';
import type { Level, Market } from './market.ts';
import { type Fill, isLive, type Order, type OrderStatus, pairOf, sumOf } from './order.ts';
import type { OrderParams } from './order-params.ts';
import { COST_DECIMALS, LOT_DECIMALS, VOLUME_IN_COST } from './pairs.ts';

/** What whoever takes pays, and whoever was there before, in hundredths of a percent. */
export const FEES_BPS = { taker: 40n, maker: 25n } as const;

/** What is left when nobody says more: the rest of an order of which a part was filled. */
type Reason = 'User requested' | 'Order expired' | 'Canceled by exchange' | null;

export interface KrakenOrders {
  place(params: OrderParams): Outcome<Order, string>;
  get(id: string): Order | undefined;
  /** Newest first. */
  list(): readonly Order[];
  /** Takes it off the book; it stays there while the book is held, and is cancelled then if nobody has filled it. */
  cancel(order: Order): Outcome<'done' | 'pending', string>;
  /** Fills so much of it at its own price, as if somebody had come; all that is left where nothing is said. */
  fill(order: Order, volume?: bigint): Order;
  /** Brings an order to this status, as whoever trades there and time would. */
  bring(id: string, status: OrderStatus): void;
  advance(id: string, to: AdvanceTo): Outcome<Order, AdvanceRefusal>;
  /** What lies there of an asset, by Kraken's name of it, in units of the eighth digit. */
  balance(asset: string): bigint;
}

/** What a fault on the making of an order is matched against. */
const CREATION = { provider: 'kraken', method: 'POST', path: '/0/private/AddOrder' };

export interface OrdersParts {
  readonly faults: Faults;
  readonly store: Store;
  readonly random: Random;
  readonly executions: Executions;
  readonly market: Market;
  now(): Instant;
}

export function createKrakenOrders(parts: OrdersParts): KrakenOrders {
  const book = createBook(parts);
  const { settled, keep } = book;
  const orders: KrakenOrders = {
    place(params) {
      if (
        settled().some((one) => isLive(one) && params.clientId !== null && one.clientId === params.clientId)
      )
        return refuse(invalid('cl_ord_id in use'));
      if (!isCovered(params, settled())) return refuse(ERRORS.INSUFFICIENT_FUNDS);
      const plan = faultPlan(parts.faults, CREATION);
      const made = { closedAt: null, status: 'pending' as const, reason: null, fills: [] };
      const id = named('O', parts.random);
      return accept(book.settle(keep({ ...params, ...made, plan, createdAt: parts.now(), id })));
    },
    get: (id) => settled().find((one) => one.id === id),
    list: () => settled().toReversed(),
    cancel(order) {
      if (!isLive(order)) return refuse(ERRORS.UNKNOWN_ORDER);
      if (parts.market.steeredAt(pairOf(order)).filling !== 'hold') {
        book.end(order, 'canceled', 'User requested');
        return accept('done');
      }
      keep({ ...order, isBeingCancelled: true });
      return accept('pending');
    },
    bring(id, status) {
      const order = orders.get(id);
      if (order === undefined || !isLive(order)) return;
      if (status === 'closed') orders.fill(order);
      else if (status === 'canceled') book.end(order, 'canceled', 'User requested');
      else if (status === 'expired') book.end(order, 'expired', 'Order expired');
      else keep({ ...order, status });
    },
    fill: (order, volume = leftOf(order)) =>
      isLive(order) ? book.fill(order, { price: BigInt(order.price), volume }, true) : order,
    advance(id, to) {
      const order = orders.get(id);
      if (order === undefined) return refuse('unknown_session');
      if (!isLive(order) || to === 'return') return refuse('not_in_this_phase');
      if (to === 'reject') return accept(book.end(order, 'canceled', 'Canceled by exchange'));
      return accept(
        orders.fill(order, to === 'complete' ? leftOf(order) : divideRoundingUp(leftOf(order), 2n)),
      );
    },
    balance: (asset) => balanceOf(settled(), asset),
  };
  return orders;
}

/** How an order gets from one moment to the next. */
interface Book {
  keep(order: Order): Order;
  end(order: Order, status: OrderStatus, reason: Reason): Order;
  /** So much of it meets somebody at this price. */
  fill(order: Order, level: Level, isMaker: boolean): Order;
  /** Brings one order to where it is by now: into the book, past its time, or to whoever has come. */
  settle(order: Order): Order;
  settled(): readonly Order[];
}

function createBook({ store, random, executions, market, now }: OrdersParts): Book {
  const shelf = store.shelf<Order>('kraken_orders');
  const book: Book = {
    keep(order) {
      const before = shelf.get(order.id);
      shelf.put(order.id, order);
      if (!isLive(order) && (before === undefined || isLive(before))) execute(executions, order);
      return order;
    },
    end(order, status, reason) {
      const closedAt = status === 'expired' ? Math.min(order.expiresAt ?? now(), now()) : now();
      return book.keep({ ...order, status, reason, closedAt });
    },
    fill(order, level, isMaker) {
      const isWhole = level.volume === leftOf(order);
      const name = { id: named('T', random), number: numberOf(shelf.list()), at: now() };
      const next = { ...order, fills: [...order.fills, fillOf(order, { level, isMaker, ...name })] };
      return isWhole ? book.end(next, 'closed', null) : book.keep({ ...next, status: 'open' });
    },
    settle(order) {
      if (!isLive(order)) return order;
      if (order.expiresAt !== null && now() >= order.expiresAt)
        return book.end(order, 'expired', 'Order expired');
      if (market.steeredAt(pairOf(order)).filling === 'hold') return order;
      if (order.isBeingCancelled === true) return book.end(order, 'canceled', 'User requested');
      const isNew = order.status === 'pending';
      const next = match(isNew ? book.keep({ ...order, status: 'open' }) : order, {
        market,
        book,
        isMaker: !isNew,
      });
      return isLive(next) && order.timeInForce === 'IOC' ? book.end(next, 'canceled', null) : next;
    },
    settled: () => shelf.list().map(book.settle),
  };
  return book;
}

/** Takes what others have in the book at its price or a better one; who was there before has their own price. */
function match(
  order: Order,
  { market, book, isMaker }: { market: Market; book: Book; isMaker: boolean },
): Order {
  const pair = pairOf(order);
  // Of what rests nobody takes the half again and again.
  const isHalf = market.steeredAt(pair).filling === 'half';
  const stays = isHalf ? leftOf(order) / (isMaker ? 1n : 2n) : 0n;
  let current = order;
  for (const { price, volume } of market.levels(pair, order.side)) {
    const left = leftOf(current) - stays;
    const fits = order.side === 'buy' ? price <= BigInt(order.price) : price >= BigInt(order.price);
    if (!fits || left <= 0n || !isLive(current)) break;
    const taken = smallerUnits(volume, left);
    market.take(pair, order.side, taken);
    current = book.fill(current, { price: isMaker ? BigInt(order.price) : price, volume: taken }, isMaker);
  }
  return current;
}

export function leftOf({ volume, fills }: Order): bigint {
  return BigInt(volume) - sumOf(fills, 'volume');
}

function fillOf(
  order: Order,
  {
    level,
    isMaker,
    at,
    id,
    number,
  }: { level: Level; isMaker: boolean; at: Instant; id: string; number: number },
): Fill {
  const cost = costOf(order, level);
  const fee = divideRoundingUp(cost * (isMaker ? FEES_BPS.maker : FEES_BPS.taker), 10_000n);
  const figures = { price: level.price, cost, ...amiss(order, { volume: level.volume, cost, fee }) };
  const texts = Object.fromEntries(Object.entries(figures).map(([name, units]) => [name, units.toString()]));
  return { ...(texts as Record<keyof typeof figures, string>), id, number, at, isMaker };
}

/** What a fault makes of a fill: more is taken, or less given, of the coin or of the dollars. */
function amiss(
  { side, plan }: Order,
  { volume, cost, fee }: { volume: bigint; cost: bigint; fee: bigint },
): { volume: bigint; fee: bigint } {
  const [more, less] = [BigInt(plan.chargeBps ?? 0), BigInt(-plan.deliverBps)];
  const share = (units: bigint, bps: bigint): bigint => (units * bps) / 10_000n;
  return side === 'buy'
    ? { volume: volume - share(volume, less), fee: fee + share(cost + fee, more) }
    : { volume: volume + share(volume, more), fee: fee + share(cost - fee, less) };
}

/** Rounded half up to the sixth digit. */
function costOf(order: Pick<Order, 'pair'>, { price, volume }: Level): bigint {
  const scale = VOLUME_IN_COST * 10n ** BigInt(pairOf(order as Order).priceDecimals);
  return (price * volume + scale / 2n) / scale;
}

function balanceOf(orders: readonly Order[], asset: string): bigint {
  const start = AT_FIRST.find((one) => one.name === asset)?.units ?? 0n;
  return orders.reduce((sum, order) => {
    const { side, fills } = order;
    const [volume, cost, fee] = [sumOf(fills, 'volume'), sumOf(fills, 'cost'), sumOf(fills, 'fee')];
    const sign = side === 'buy' ? 1n : -1n;
    if (asset === pairOf(order).base) return sum + sign * volume;
    return asset === 'USDC' ? sum - (sign * cost + fee) * VOLUME_IN_COST : sum;
  }, start);
}

/** Whether what lies there and is set aside for no other order is enough, with the fee of whoever takes. */
function isCovered(params: OrderParams, orders: readonly Order[]): boolean {
  const needed = (order: Pick<Order, 'pair' | 'side' | 'price'>, volume: bigint): bigint => {
    if (order.side === 'sell') return volume;
    const cost = costOf(order, { price: BigInt(order.price), volume });
    return (cost + divideRoundingUp(cost * FEES_BPS.taker, 10_000n)) * VOLUME_IN_COST;
  };
  const asset = params.side === 'buy' ? 'USDC' : pairOf(params as Order).base;
  const held = orders
    .filter(
      (one) => isLive(one) && one.side === params.side && (asset === 'USDC' || one.pair === params.pair),
    )
    .reduce((sum, one) => sum + needed(one, leftOf(one)), 0n);
  return balanceOf(orders, asset) - held >= needed(params, BigInt(params.volume));
}

/** What really happened of an order, once it has ended: what it took, and what it gave. */
function execute(executions: Executions, order: Order): void {
  const { side, fills, id, clientId } = order;
  if (fills.length === 0) return;
  const { asset } = pairOf(order);
  const [volume, cost, fee] = [sumOf(fills, 'volume'), sumOf(fills, 'cost'), sumOf(fills, 'fee')];
  const coins = { amount: formatDecimal(volume, LOT_DECIMALS), asset: asset.toLowerCase() };
  const dollars = {
    amount: formatDecimal(side === 'buy' ? cost + fee : cost - fee, COST_DECIMALS),
    asset: 'usdc',
  };
  const common = {
    ...{ provider: 'kraken', reference: id, idempotency_key: clientId, network: null, destination: null },
    ...{ transaction_id: null, metadata: { diboas_attempt_id: clientId ?? '' } },
  };
  executions.add({ ...common, kind: 'payment', ...(side === 'buy' ? dollars : coins) });
  executions.add({ ...common, kind: 'delivery', ...(side === 'buy' ? coins : dollars) });
}

function numberOf(orders: readonly Order[]): number {
  return orders.reduce((sum, { fills }) => sum + fills.length, 1);
}

/** As Kraken writes the names of orders and trades: OXXXXX-XXXXX-XXXXXX. */
function named(first: 'O' | 'T', random: Random): string {
  const text = createToken(random, 16)
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, 'X');
  return `${first}${text.slice(0, 5)}-${text.slice(5, 10)}-${text.slice(10, 16)}`;
}
