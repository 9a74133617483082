/** What can be done to orders. One client id makes one order for ever; a second request by it is answered with the first order. */
import { accept, assert, type Outcome, refuse } from '@diboas/kernel';
import { type AdvanceRefusal, type AdvanceTo, createUuid, type Faults, faultPlan } from '@diboas/sandbox-kit';
import { balanceOf, restOf } from './accounts.ts';
import { readSize } from './decimals.ts';
import { type OrderRefusal, orderRefusal } from './errors.ts';
import { createFilling, type Filling, type FillingParts } from './filling.ts';
import type { Level } from './market.ts';
import { restAtLimit } from './matching.ts';
import { filledOf, hasEnded, type OrderStatus, type TradedOrder } from './order.ts';
import { checkOrder, type OrderParams } from './order-params.ts';
import { type Product, productOf } from './products.ts';

export interface Orders {
  create(params: OrderParams): Outcome<TradedOrder, OrderRefusal>;
  get(id: string): TradedOrder | undefined;
  /** Newest first. */
  list(): readonly TradedOrder[];
  /** Null when it is being cancelled; otherwise Coinbase's word for why not. */
  cancel(id: string): string | null;
  /** Moves it to this status; FILLED fills what is left of it at its limit, and an end settles what was filled. */
  bring(id: string, status: OrderStatus): TradedOrder;
  /** Fills half of what is left, at its limit. */
  fillHalf(id: string): TradedOrder;
  advance(id: string, to: AdvanceTo): Outcome<TradedOrder, AdvanceRefusal>;
}

export const ORDERS_PATH = '/api/v3/brokerage/orders';
const CREATION = { provider: 'coinbase-advanced', method: 'POST', path: ORDERS_PATH };

type OrdersParts = FillingParts & { readonly faults: Faults };

export function createOrders(parts: OrdersParts): Orders {
  const filling = createFilling(parts);
  const bring: Orders['bring'] = (id, status) => {
    const order = must(filling, id);
    const rest = status === 'FILLED' ? restAtLimit(order) : null;
    const next = rest ? filling.filled(order, [rest], false) : order;
    const settlesAt = next.fills.length > 0 && hasEnded({ status }) ? parts.clock.now() : next.settlesAt;
    return filling.keep({ ...next, status, settlesAt });
  };
  const fillHalf: Orders['fillHalf'] = (id) => {
    const order = must(filling, id);
    const rest = restAtLimit(order);
    if (rest === null) return order;
    return filling.keep(filling.filled({ ...order, status: 'OPEN' }, [halfOf(rest, order)], false));
  };
  return {
    ...{ get: filling.get, list: filling.list, bring, fillHalf },
    create: (params) => createOrder(params, parts, filling),
    cancel: (id) => cancelOrder(id, parts, filling),
    advance(id, to) {
      const order = filling.get(id);
      if (order === undefined) return refuse('unknown_session');
      if (hasEnded(order) || to === 'return') return refuse('not_in_this_phase');
      return accept(to === 'process' ? fillHalf(id) : bring(id, STATUS_BY[to]));
    },
  };
}

const STATUS_BY = { pay: 'OPEN', complete: 'FILLED', reject: 'FAILED' } as const satisfies Partial<
  Record<AdvanceTo, OrderStatus>
>;

function must(filling: Filling, id: string): TradedOrder {
  const order = filling.get(id);
  assert(order, 'the order is there', { id });
  return order;
}

function createOrder(
  params: OrderParams,
  { clock, random, faults, market }: OrdersParts,
  filling: Filling,
): Outcome<TradedOrder, OrderRefusal> {
  const all = filling.list();
  const known = all.find(({ clientOrderId }) => clientOrderId === params.clientOrderId);
  if (known) return accept(known);
  const now = clock.now();
  const price = (product: Product) => market.price(product, now);
  const checked = checkOrder(params, { now, price, settingOf: market.setting });
  if (!checked.ok) return checked;
  const plan = faultPlan(faults, CREATION);
  const order: TradedOrder = {
    ...params,
    ...{ id: createUuid(random), createdAt: now, status: 'OPEN', fills: [], settlesAt: null },
    ...{ rejectReason: null, plan },
  };
  const { whole, held } = balanceOf(order.side === 'BUY' ? 'USDC' : checked.value.base, all);
  if (whole - held < restOf(order, filledOf(order))) return refuse(orderRefusal('INSUFFICIENT_FUND'));
  if (plan.rejectAt !== null) return accept(filling.keep({ ...order, status: 'FAILED' }));
  const first = filling.matched(order);
  const isOver = params.configuration.endsWith('_ioc') && first.status !== 'FILLED';
  return accept(filling.keep(isOver ? { ...first, status: 'CANCELLED' } : first));
}

function cancelOrder(id: string, { market }: OrdersParts, filling: Filling): string | null {
  const order = filling.get(id);
  if (order === undefined) return 'UNKNOWN_CANCEL_ORDER';
  if (order.status === 'FILLED') return 'ORDER_IS_FULLY_FILLED';
  if (order.status === 'CANCEL_QUEUED') return 'DUPLICATE_CANCEL_REQUEST';
  if (hasEnded(order)) return 'INVALID_CANCEL_REQUEST';
  const product = productOf(order.product);
  const isQueued = product !== undefined && market.setting(product).filling === 'hold';
  filling.keep({ ...order, status: isQueued ? 'CANCEL_QUEUED' : 'CANCELLED' });
  return null;
}

/** On the product's step. */
function halfOf({ price, size }: Level, order: TradedOrder): Level {
  const step = readSize(productOf(order.product)?.baseIncrement ?? '1') ?? 1n;
  return { price, size: size / 2n - ((size / 2n) % step) };
}
