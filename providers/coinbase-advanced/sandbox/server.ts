/**
 * Coinbase's Advanced Trade API as docs.cdp.coinbase.com has it: products, books, candles, orders, fills, accounts and fees.
 * Beside it `POST /sandbox/market` sets what whoever tries something wants of the market.
 */

import { type ApiKey, isAuthorised } from '@diboas/coinbase/double/bearer-token';
import { type Clock, SECOND_MS } from '@diboas/kernel';
import type {
  ExecutionFaults,
  FaultOf,
  ProviderWire,
  Store,
  WireAnswer,
  WireRequest,
} from '@diboas/sandbox-kit';
import { z } from 'zod';
import { balanceOf, HELD, RATES } from './accounts.ts';
import { writePrice, writeSize } from './decimals.ts';
import {
  type AdvancedError,
  ERRORS,
  errorAnswer,
  jsonAnswer,
  orderRefusal,
  refusedAnswer,
} from './errors.ts';
import type { Market } from './market.ts';
import { fillObjects, orderObject } from './order.ts';
import { readOrderParams } from './order-params.ts';
import { ORDERS_PATH, type Orders } from './orders.ts';
import { pageOf } from './page.ts';
import { PRODUCTS, productObject, productOf, STANDINGS } from './products.ts';

export interface AdvancedWireParts {
  readonly apiKey: ApiKey;
  readonly clock: Clock;
  readonly store: Store;
  readonly market: Market;
  readonly trades: Orders;
}

const API = '/api/v3/brokerage';

export function createAdvancedWire(parts: AdvancedWireParts): ProviderWire {
  const failed = (error: AdvancedError) => () => errorAnswer(error);
  return {
    name: 'coinbase-advanced',
    isApi: (path) => path.startsWith(API),
    async handle(request, struck) {
      if (request.path === '/sandbox/market') return steer(parts, request);
      if (!isKnown(parts, request, struck)) return errorAnswer(ERRORS.UNAUTHORIZED);
      await struck.wait();
      return request.method === 'POST' ? post(parts, request, struck) : get(parts, request, struck);
    },
    rateLimited: failed(ERRORS.RATE_LIMITED),
    unavailable: failed(ERRORS.UNAVAILABLE),
    tooLarge: failed(ERRORS.INVALID_ARGUMENT),
    broken: failed(ERRORS.INTERNAL),
  };
}

function isKnown(
  { apiKey, clock }: AdvancedWireParts,
  request: WireRequest,
  struck: ExecutionFaults,
): boolean {
  const uri = `${request.method} ${request.headers.host ?? ''}${request.path}`;
  const by = { key: apiKey, uri, now: clock.now() - struck.behindMs, claim: 'uri' as const };
  return isAuthorised(request.headers.authorization, by);
}

function post(parts: AdvancedWireParts, request: WireRequest, struck: ExecutionFaults): WireAnswer {
  const { fault } = struck;
  if (fault?.kind === 'server_error_before' || fault?.kind === 'saved_server_error')
    return errorAnswer(ERRORS.INTERNAL);
  const body = parsed(request.body);
  if (fault?.kind === 'refuse') return refusedAnswer(orderRefusal(wordOf(fault)), {});
  const answer =
    request.path === ORDERS_PATH
      ? create(parts, body)
      : request.path === `${ORDERS_PATH}/batch_cancel`
        ? cancel(parts, body)
        : errorAnswer(ERRORS.NOT_FOUND);
  return fault?.kind === 'server_error_after' ? errorAnswer(ERRORS.INTERNAL) : answer;
}

function create({ trades, store }: AdvancedWireParts, body: unknown): WireAnswer {
  const params = readOrderParams(body);
  if (params === null) return errorAnswer(ERRORS.INVALID_ARGUMENT);
  const made = store.together(() => trades.create(params));
  const configuration = { [params.configuration]: params.asked };
  if (!made.ok) return refusedAnswer(made.refusal, configuration);
  const { id, product, side, clientOrderId } = made.value;
  const said = { order_id: id, product_id: product, side, client_order_id: clientOrderId };
  return jsonAnswer(200, {
    success: true,
    success_response: { ...said, attached_order_id: '' },
    order_configuration: configuration,
  });
}

const cancelSchema = z.object({ order_ids: z.array(z.string()).min(1).max(100) });

function cancel({ trades }: AdvancedWireParts, body: unknown): WireAnswer {
  const asked = cancelSchema.safeParse(body);
  if (!asked.success) return errorAnswer(ERRORS.INVALID_ARGUMENT);
  const results = asked.data.order_ids.map((id) => {
    const refusal = trades.cancel(id);
    const failure_reason = refusal ?? 'UNKNOWN_CANCEL_FAILURE_REASON';
    return { success: refusal === null, failure_reason, order_id: id };
  });
  return jsonAnswer(200, { results });
}

function get(parts: AdvancedWireParts, request: WireRequest, { fault }: ExecutionFaults): WireAnswer {
  if (fault !== null) return errorAnswer(fault.kind === 'refuse' ? ERRORS.INVALID_ARGUMENT : ERRORS.INTERNAL);
  const path = request.path.slice(API.length);
  const query = new URLSearchParams(request.query);
  return ofOrders(parts, path, query) ?? ofMarket(parts, path, query) ?? errorAnswer(ERRORS.NOT_FOUND);
}

function ofOrders(
  { trades, clock }: AdvancedWireParts,
  path: string,
  query: URLSearchParams,
): WireAnswer | null {
  const now = clock.now();
  if (path === '/orders/historical/batch') {
    const since = Date.parse(query.get('start_date') ?? '1970-01-01T00:00:00Z');
    const list = trades.list().filter(({ createdAt }) => createdAt >= since);
    const page = pageOf(list, query);
    if (page === null) return errorAnswer(ERRORS.INVALID_ARGUMENT);
    const { items, cursor } = page;
    return jsonAnswer(200, {
      ...{ orders: items.map((order) => orderObject(order, now)), sequence: '0' },
      ...{ has_next: cursor !== '', cursor },
    });
  }
  if (path === '/orders/historical/fills') {
    const ids = query.getAll('order_ids');
    const orders = trades.list().filter(({ id }) => ids.length === 0 || ids.includes(id));
    const page = pageOf(orders.flatMap(fillObjects), query);
    if (page === null) return errorAnswer(ERRORS.INVALID_ARGUMENT);
    return jsonAnswer(200, { fills: page.items, cursor: page.cursor });
  }
  const [, id = null] = /^\/orders\/historical\/([^/]+)$/.exec(path) ?? [];
  if (id === null) return null;
  const order = trades.get(id);
  return order ? jsonAnswer(200, { order: orderObject(order, now) }) : errorAnswer(ERRORS.NOT_FOUND);
}

function ofMarket(
  { market, clock, trades }: AdvancedWireParts,
  path: string,
  query: URLSearchParams,
): WireAnswer | null {
  const now = clock.now();
  const shown = (product: (typeof PRODUCTS)[number]) =>
    productObject(product, {
      price: writePrice(market.price(product, now)),
      standing: market.setting(product).standing,
    });
  if (path === '/products')
    return jsonAnswer(200, { products: PRODUCTS.map(shown), num_products: PRODUCTS.length });
  if (path === '/product_book') {
    const product = productOf(query.get('product_id') ?? '');
    return product ? jsonAnswer(200, market.bookObject(product, now)) : errorAnswer(ERRORS.NOT_FOUND);
  }
  if (path === '/transaction_summary') return feesAnswer();
  if (path === '/accounts') {
    const orders = trades.list();
    const accounts = HELD.map((asset) => accountObject(asset, balanceOf(asset, orders)));
    return jsonAnswer(200, { accounts, has_next: false, cursor: '', size: accounts.length });
  }
  const [, id = '', more = ''] = /^\/products\/([^/]+)(\/candles)?$/.exec(path) ?? [];
  const product = productOf(id);
  if (product === undefined) return null;
  return more === '' ? jsonAnswer(200, shown(product)) : candlesAnswer(market, product, query);
}

const GRANULARITIES: Readonly<Record<string, number>> = {
  ...{ ONE_MINUTE: 60, FIVE_MINUTE: 300, FIFTEEN_MINUTE: 900, THIRTY_MINUTE: 1_800 },
  ...{ ONE_HOUR: 3_600, TWO_HOUR: 7_200, SIX_HOUR: 21_600, ONE_DAY: 86_400 },
};

/** "The maximum is 350" candles. */
const CANDLES_MAX = 350;

function candlesAnswer(
  market: Market,
  product: (typeof PRODUCTS)[number],
  query: URLSearchParams,
): WireAnswer {
  const everyMs = (GRANULARITIES[query.get('granularity') ?? ''] ?? 0) * SECOND_MS;
  const [from, to] = ['start', 'end'].map((name) => Number(query.get(name)) * SECOND_MS);
  if (everyMs === 0 || !from || !to || (to - from) / everyMs > CANDLES_MAX)
    return errorAnswer(ERRORS.INVALID_ARGUMENT);
  return jsonAnswer(200, { candles: market.candles(product, { from, to, everyMs }) });
}

function feesAnswer(): WireAnswer {
  const rate = (bps: bigint) => writeSize(bps * 10n ** 14n);
  return jsonAnswer(200, {
    ...{ total_volume: 0, total_fees: 0 },
    fee_tier: {
      ...{ pricing_tier: 'Advanced 1', usd_from: '0', usd_to: '10000' },
      ...{ taker_fee_rate: rate(RATES.taker), maker_fee_rate: rate(RATES.maker) },
    },
  });
}

function accountObject(asset: string, { whole, held }: { whole: bigint; held: bigint }): object {
  return {
    ...{ uuid: `account-${asset}`, name: `${asset} Wallet`, currency: asset },
    available_balance: { value: writeSize(whole - held), currency: asset },
    ...{ default: true, active: true, type: 'ACCOUNT_TYPE_CRYPTO', ready: true },
    hold: { value: writeSize(held), currency: asset },
  };
}

const steerSchema = z.strictObject({
  product_id: z.string(),
  shiftBps: z.int().min(-5_000).max(10_000).optional(),
  standing: z.enum(STANDINGS).optional(),
  filling: z.enum(['all', 'half', 'hold']).optional(),
  book: z.enum(['good', 'thin', 'crossed', 'empty', 'old']).optional(),
});

function steer({ market, store }: AdvancedWireParts, { method, body }: WireRequest): WireAnswer {
  const asked = steerSchema.safeParse(parsed(body));
  const product = asked.success ? productOf(asked.data.product_id) : undefined;
  if (method !== 'POST' || !asked.success || !product) return errorAnswer(ERRORS.INVALID_ARGUMENT);
  const { product_id: _id, shiftBps, standing, filling, book } = asked.data;
  store.together(() =>
    market.set(product, {
      ...(shiftBps === undefined ? {} : { shiftBps }),
      ...(standing === undefined ? {} : { standing }),
      ...(filling === undefined ? {} : { filling }),
      ...(book === undefined ? {} : { book }),
    }),
  );
  return jsonAnswer(200, market.setting(product));
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The faults' own word for a declined card; every other code stands as it was given. */
function wordOf({ code }: FaultOf<'refuse'>): string {
  return code === 'card_declined' ? 'INSUFFICIENT_FUND' : code;
}
