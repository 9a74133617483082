/** An order as the sandbox keeps it, and as Coinbase shows it. */
import { formatInstant, type Instant } from '@diboas/kernel';
import type { OrderPlan, ShownOrder } from '@diboas/sandbox-kit';
import { PRICE_ONE, readPrice, readSize, valueAt, writePrice, writeSize } from './decimals.ts';

export type OrderStatus =
  | 'PENDING'
  | 'QUEUED'
  | 'OPEN'
  | 'CANCEL_QUEUED'
  | 'EDIT_QUEUED'
  | 'FILLED'
  | 'CANCELLED'
  | 'EXPIRED'
  | 'FAILED'
  | 'UNKNOWN_ORDER_STATUS';

export type Configuration = 'market_market_ioc' | 'sor_limit_ioc' | 'limit_limit_gtc' | 'limit_limit_gtd';

export interface Fill {
  readonly id: string;
  readonly at: Instant;
  /** Decimal texts. */
  readonly price: string;
  readonly size: string;
  readonly commission: string;
  readonly isTaker: boolean;
}

export interface TradedOrder {
  readonly id: string;
  readonly clientOrderId: string;
  readonly product: string;
  readonly side: 'BUY' | 'SELL';
  readonly configuration: Configuration;
  /** Exactly as it was asked for. */
  readonly asked: Readonly<Record<string, unknown>>;
  readonly createdAt: Instant;
  readonly baseSize: string | null;
  readonly quoteSize: string | null;
  readonly limitPrice: string | null;
  readonly endTime: Instant | null;
  readonly status: OrderStatus;
  readonly fills: readonly Fill[];
  /** When what was filled is ours to use; null while nothing was. */
  readonly settlesAt: Instant | null;
  readonly rejectReason: string | null;
  readonly plan: OrderPlan;
}

/** What was filled so far, in the digits of sizes. */
export interface Filled {
  readonly size: bigint;
  readonly value: bigint;
  readonly fees: bigint;
}

export function filledOf({ fills }: Pick<TradedOrder, 'fills'>): Filled {
  return fills.reduce<Filled>(
    (sum, fill) => {
      const size = readSize(fill.size) ?? 0n;
      return {
        size: sum.size + size,
        value: sum.value + valueAt(size, readPrice(fill.price) ?? 0n),
        fees: sum.fees + (readSize(fill.commission) ?? 0n),
      };
    },
    { size: 0n, value: 0n, fees: 0n },
  );
}

export function hasEnded({ status }: Pick<TradedOrder, 'status'>): boolean {
  return status === 'FILLED' || status === 'CANCELLED' || status === 'EXPIRED' || status === 'FAILED';
}

const TIME_IN_FORCE: Readonly<Record<Configuration, string>> = {
  market_market_ioc: 'IMMEDIATE_OR_CANCEL',
  sor_limit_ioc: 'IMMEDIATE_OR_CANCEL',
  limit_limit_gtc: 'GOOD_UNTIL_CANCELLED',
  limit_limit_gtd: 'GOOD_UNTIL_DATE_TIME',
};

/** The order object of GET /orders/historical/{order_id}, without what only futures have. */
export function orderObject(order: TradedOrder, now: Instant): object {
  const { size, value, fees } = filledOf(order);
  const average = size === 0n ? 0n : (value * PRICE_ONE) / size;
  const whole = order.baseSize === null ? null : readSize(order.baseSize);
  const completion = order.status === 'FILLED' ? 100n : whole === null ? 0n : (size * 100n) / whole;
  const after = order.side === 'BUY' ? value + fees : value - fees;
  return {
    ...{ order_id: order.id, product_id: order.product, user_id: 'diboas', side: order.side },
    order_configuration: { [order.configuration]: order.asked },
    ...{ client_order_id: order.clientOrderId, status: order.status },
    time_in_force: TIME_IN_FORCE[order.configuration],
    ...{ created_time: formatInstant(order.createdAt), completion_percentage: String(completion) },
    ...{ filled_size: writeSize(size), average_filled_price: writePrice(average), fee: '' },
    ...{ number_of_fills: String(order.fills.length), filled_value: writeSize(value) },
    ...{ pending_cancel: order.status === 'CANCEL_QUEUED', size_in_quote: order.quoteSize !== null },
    ...{ total_fees: writeSize(fees), size_inclusive_of_fees: false },
    ...{ total_value_after_fees: writeSize(after), trigger_status: 'INVALID_ORDER_TYPE' },
    order_type: order.configuration === 'market_market_ioc' ? 'MARKET' : 'LIMIT',
    reject_reason: order.rejectReason ?? 'REJECT_REASON_UNSPECIFIED',
    settled: order.settlesAt !== null && order.settlesAt <= now,
    ...{ product_type: 'SPOT', reject_message: '', cancel_message: '' },
  };
}

/** What the channel `user` of the WebSocket says of an order, without what only futures have. */
export function newsObject(order: TradedOrder): object {
  const { size, value, fees } = filledOf(order);
  const whole = order.baseSize === null ? size : (readSize(order.baseSize) ?? 0n);
  const average = size === 0n ? 0n : (value * PRICE_ONE) / size;
  return {
    ...{ order_id: order.id, client_order_id: order.clientOrderId, status: order.status },
    ...{ cumulative_quantity: writeSize(size), leaves_quantity: writeSize(whole - size) },
    ...{ avg_price: writePrice(average), total_fees: writeSize(fees), filled_value: writeSize(value) },
    ...{ product_id: order.product, creation_time: formatInstant(order.createdAt), order_side: order.side },
    order_type: order.configuration === 'market_market_ioc' ? 'Market' : 'Limit',
    ...{ cancel_reason: '', reject_reason: order.rejectReason ?? '', product_type: 'SPOT' },
    ...{ number_of_fills: String(order.fills.length), time_in_force: TIME_IN_FORCE[order.configuration] },
    ...{ limit_price: order.limitPrice ?? '0', trigger_status: 'INVALID_ORDER_TYPE' },
    end_time: order.endTime === null ? '0001-01-01T00:00:00Z' : formatInstant(order.endTime),
  };
}

/** The objects of GET /orders/historical/fills, newest first. */
export function fillObjects(order: TradedOrder): object[] {
  return order.fills.toReversed().map((fill) => ({
    ...{ entry_id: fill.id, trade_id: `trade-${fill.id}`, order_id: order.id },
    ...{ trade_time: formatInstant(fill.at), trade_type: 'FILL', price: fill.price, size: fill.size },
    ...{ commission: fill.commission, product_id: order.product },
    ...{ sequence_timestamp: formatInstant(fill.at), liquidity_indicator: fill.isTaker ? 'TAKER' : 'MAKER' },
    ...{ size_in_quote: false, user_id: 'diboas', side: order.side },
  }));
}

/** For the control API. Nobody is led to a page for an order. */
export function shownOrder(order: TradedOrder): ShownOrder {
  const { size, value } = filledOf(order);
  return {
    ...{ provider: 'coinbase-advanced', id: order.id, createdAt: order.createdAt },
    ...{ status: order.status, phase: order.status, method: order.configuration, hostedPath: '/' },
    price: { total: order.quoteSize ?? `${order.baseSize} ${order.product}` },
    ...{ filledSize: writeSize(size), filledValue: writeSize(value) },
  };
}
