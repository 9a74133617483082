/** An order as the sandbox keeps it, and as Kraken shows it. Prices in ticks, volumes in units of the eighth digit, costs of the sixth. */
import { type Instant, SECOND_MS } from '@diboas/kernel';
import { formatDecimal, type OrderPlan, type ShownOrder } from '@diboas/sandbox-kit';
import type { Side } from './market.ts';
import { pairNamed } from './market.ts';
import { COST_DECIMALS, LOT_DECIMALS, type Pair, VOLUME_IN_COST } from './pairs.ts';

export type OrderStatus = 'pending' | 'open' | 'closed' | 'canceled' | 'expired';
export type TimeInForce = 'GTC' | 'IOC' | 'GTD';

/** A part of an order that met somebody else's. */
export interface Fill {
  readonly id: string;
  readonly number: number;
  readonly at: Instant;
  readonly price: string;
  readonly volume: string;
  readonly cost: string;
  readonly fee: string;
  readonly isMaker: boolean;
}

export interface Order {
  readonly id: string;
  readonly clientId: string | null;
  readonly pair: string;
  readonly side: Side;
  readonly price: string;
  readonly volume: string;
  readonly timeInForce: TimeInForce;
  readonly expiresAt: Instant | null;
  readonly createdAt: Instant;
  readonly closedAt: Instant | null;
  readonly status: OrderStatus;
  readonly reason: string | null;
  readonly fills: readonly Fill[];
  readonly plan: OrderPlan;
  /** A cancel was taken, and has not got through. */
  readonly isBeingCancelled?: true;
}

export function isLive({ status }: Order): boolean {
  return status === 'pending' || status === 'open';
}

export function sumOf(fills: readonly Fill[], figure: 'volume' | 'cost' | 'fee'): bigint {
  return fills.reduce((sum, fill) => sum + BigInt(fill[figure]), 0n);
}

export function pairOf(order: Order): Pair {
  const pair = pairNamed(order.pair);
  if (pair === undefined) throw new Error(`there is no pair ${order.pair}`);
  return pair;
}

const seconds = (at: Instant): number => at / SECOND_MS;

/** The object of `OpenOrders`, `ClosedOrders` and `QueryOrders`. */
export function orderObject(order: Order, { withTrades }: { withTrades: boolean }): object {
  const { side, fills, reason, closedAt } = order;
  const pair = pairOf(order);
  const price = formatDecimal(BigInt(order.price), pair.priceDecimals);
  const volume = formatDecimal(BigInt(order.volume), LOT_DECIMALS);
  const [executed, cost, fee] = (['volume', 'cost', 'fee'] as const).map((one) => sumOf(fills, one));
  const descr = { pair: pair.name, type: side, ordertype: 'limit', price, price2: '0', leverage: 'none' };
  return {
    ...{ refid: null, userref: 0, cl_ord_id: order.clientId, status: order.status, reason },
    ...{ opentm: seconds(order.createdAt), starttm: 0, expiretm: Math.floor(seconds(order.expiresAt ?? 0)) },
    ...(closedAt === null ? {} : { closetm: seconds(closedAt) }),
    descr: { ...descr, order: `${side} ${volume} ${pair.name} @ limit ${price}`, close: '' },
    vol: volume,
    vol_exec: formatDecimal(executed ?? 0n, LOT_DECIMALS),
    cost: formatDecimal(cost ?? 0n, COST_DECIMALS),
    fee: formatDecimal(fee ?? 0n, COST_DECIMALS),
    ...{ price: averagePrice(order, pair), stopprice: '0.00000', limitprice: '0.00000' },
    ...{ misc: fills.length > 0 && executed !== BigInt(order.volume) ? 'partial' : '', oflags: 'fciq' },
    ...(withTrades && fills.length > 0 ? { trades: fills.map(({ id }) => id) } : {}),
  };
}

function averagePrice({ fills }: Order, { priceDecimals }: Pair): string {
  const volume = sumOf(fills, 'volume');
  const cost = sumOf(fills, 'cost');
  return formatDecimal(
    volume === 0n ? 0n : (cost * VOLUME_IN_COST * 10n ** BigInt(priceDecimals)) / volume,
    priceDecimals,
  );
}

/** The object of `QueryTrades`. */
export function tradeObject(order: Order, fill: Fill): object {
  const pair = pairOf(order);
  return {
    ...{ ordertxid: order.id, postxid: '', pair: pair.name, time: seconds(fill.at), type: order.side },
    ...{ ordertype: 'limit', price: formatDecimal(BigInt(fill.price), pair.priceDecimals) },
    cost: formatDecimal(BigInt(fill.cost), COST_DECIMALS),
    fee: formatDecimal(BigInt(fill.fee), COST_DECIMALS),
    vol: formatDecimal(BigInt(fill.volume), LOT_DECIMALS),
    ...{ margin: '0.00000', leverage: '0', misc: '', trade_id: fill.number, maker: fill.isMaker },
  };
}

/** For the control API. Nobody is led to a page for an order. */
export function shownOrder(order: Order): ShownOrder {
  const { status, side, fills } = order;
  const isPart = isLive(order) && fills.length > 0;
  const total = formatDecimal(sumOf(fills, 'cost') + sumOf(fills, 'fee'), COST_DECIMALS);
  return {
    ...{ ...order, provider: 'kraken', status, phase: isPart ? 'partial' : status, method: side },
    ...{ price: { total }, hostedPath: '/' },
  };
}
