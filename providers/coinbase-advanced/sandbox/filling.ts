/** Orders as they are kept, and what the market does to them: looked at whenever somebody asks, and every second while somebody listens. */
import { assert, type Clock, type Instant, type Random } from '@diboas/kernel';
import { createUuid, type Executions, type Log, type Pace, type Store } from '@diboas/sandbox-kit';
import { commissionOf, RATES } from './accounts.ts';
import { valueAt, writePrice, writeSize } from './decimals.ts';
import { executionsOf } from './executed.ts';
import type { Level, Market } from './market.ts';
import { matchOrder, spoiled } from './matching.ts';
import { hasEnded, type TradedOrder } from './order.ts';
import { productOf } from './products.ts';

export interface FillingParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly executions: Executions;
  readonly pace: Pace;
  readonly market: Market;
  /** Told of each order that changed. */
  readonly onChange: (order: TradedOrder) => void;
}

export interface Filling {
  keep(order: TradedOrder): TradedOrder;
  /** With what the market did until now. */
  get(id: string): TradedOrder | undefined;
  /** Newest first, likewise. */
  list(): readonly TradedOrder[];
  /** The order with these fills, which settle a step later. */
  filled(order: TradedOrder, levels: readonly Level[], isTaker: boolean): TradedOrder;
  /** The order with what the book fills of it now. */
  matched(order: TradedOrder): TradedOrder;
}

export function createFilling({
  store,
  clock,
  random,
  log,
  executions,
  pace,
  market,
  onChange,
}: FillingParts): Filling {
  const shelf = store.shelf<TradedOrder>('coinbase_advanced_orders');
  const keep = (order: TradedOrder): TradedOrder => {
    const before = shelf.get(order.id);
    shelf.put(order.id, order);
    if (before?.status !== order.status)
      log.add('status', 'coinbase-advanced', `${order.id} is ${order.status}`, { order: order.id });
    if (hasEnded(order) && !(before && hasEnded(before)))
      for (const execution of executionsOf(order)) executions.add(execution);
    onChange(order);
    return order;
  };
  const filled: Filling['filled'] = (order, levels, isTaker) => {
    const now = clock.now();
    const fills = levels
      .filter(({ size }) => size > 0n)
      .map((level) => fillOf(spoiled(level, order), { order, isTaker, now, id: createUuid(random) }));
    if (fills.length === 0) return order;
    return { ...order, fills: [...order.fills, ...fills], settlesAt: now + pace.stepMs };
  };
  const matched = (order: TradedOrder): TradedOrder => {
    const product = productOf(order.product);
    assert(product, 'an order is of a product', { order });
    const { filling } = market.setting(product);
    if (filling === 'hold') return order;
    const { levels, isWhole } = matchOrder(order, market.book(product, clock.now()));
    const half = levels.map(({ price, size }) => ({ price, size: size / 2n }));
    // What rested is found by whoever comes then.
    const isTaker = clock.now() === order.createdAt;
    const next = filled(order, filling === 'half' ? half : levels, isTaker);
    return isWhole && filling === 'all' && next.fills.length > 0 ? { ...next, status: 'FILLED' } : next;
  };
  const caughtUp = (order: TradedOrder): TradedOrder => {
    if (order.status !== 'OPEN') return order;
    const isOver = order.endTime !== null && order.endTime <= clock.now();
    const next = isOver ? { ...order, status: 'EXPIRED' as const } : matched(order);
    return next === order ? order : keep(next);
  };
  return {
    ...{ keep, filled, matched },
    get(id) {
      const order = shelf.get(id);
      return order && caughtUp(order);
    },
    list: () => shelf.list().map(caughtUp).toReversed(),
  };
}

function fillOf(
  { price, size }: Level,
  { order, isTaker, now, id }: { order: TradedOrder; isTaker: boolean; now: Instant; id: string },
): TradedOrder['fills'][number] {
  const value = valueAt(size, price);
  const overcharge = order.side === 'BUY' ? commissionOf(value, BigInt(order.plan.chargeBps ?? 0)) : 0n;
  const commission = commissionOf(value, isTaker ? RATES.taker : RATES.maker) + overcharge;
  return {
    ...{ id, at: now, isTaker, price: writePrice(price) },
    ...{ size: writeSize(size), commission: writeSize(commission) },
  };
}
