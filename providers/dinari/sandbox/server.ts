/**
 * Dinari's API as its client (`@dinari/api-sdk` 0.15.0) calls it, as far as orders with a price, shares and the account go. Beside it
 * `POST /sandbox/market` sets what whoever tries something wants of the market.
 */
import { formatInstant } from '@diboas/kernel';
import {
  CENT_DIGITS,
  createShareWire,
  isSameSecret,
  isShare,
  type KeptShareOrder,
  type ProviderWire,
  SHARES,
  type Share,
  type ShareMarket,
  type ShareOrders,
  type Store,
  type WireAnswer,
  type WireRequest,
} from '@diboas/sandbox-kit';
import { errorAnswer } from './errors.ts';
import {
  cashObject,
  figure,
  fulfilmentObject,
  orderIdOf,
  orderObject,
  portfolioObject,
  requestObject,
  STOCK_IDS,
  shareOfId,
  stockObject,
  writeBody,
} from './objects.ts';
import { readLimitOrder } from './order-params.ts';

export interface DinariWireParts {
  readonly apiKeyId: string;
  readonly apiSecretKey: string;
  readonly accountId: string;
  readonly store: Store;
  readonly market: ShareMarket;
  readonly trades: ShareOrders;
}

const API = '/api/v2';

export function createDinariWire(parts: DinariWireParts): ProviderWire {
  return createShareWire({
    ...{ name: 'dinari', market: parts.market, store: parts.store, error: errorAnswer, refusedBy: 400 },
    isApi: (path) => path.startsWith(API),
    isKnown: (request) => isKnown(parts, request),
    answer(request) {
      const path = request.path.slice(API.length);
      return ofMarket(parts, request, path) ?? ofAccount(parts, request, path);
    },
    words: {
      ...{ 401: 'Unauthorized', 404: 'Not found', 413: 'Too large', 429: 'Too many requests' },
      ...{ 500: 'Internal server error', 503: 'Service unavailable' },
    },
  });
}

function isKnown({ apiKeyId, apiSecretKey }: DinariWireParts, { headers }: WireRequest): boolean {
  const isKey = isSameSecret(headers['x-api-key-id'] ?? '', apiKeyId);
  return isSameSecret(headers['x-api-secret-key'] ?? '', apiSecretKey) && isKey;
}

function ofMarket(
  { market }: DinariWireParts,
  { query, method }: WireRequest,
  path: string,
): WireAnswer | null {
  if (method !== 'GET') return null;
  if (path === '/market_data/market_hours/') return jsonAnswer(hoursObject(market));
  if (path === '/market_data/stocks/') {
    const asked = new URLSearchParams(query).getAll('symbols');
    const shares = asked.length === 0 ? SHARES : asked.filter(isShare);
    return listAnswer(shares.map((share) => stockObject(share, market.setting().isTradable)));
  }
  const [, id = '', what] =
    /^\/market_data\/stocks\/([^/]+)\/(current_quote|current_price)$/.exec(path) ?? [];
  const share = shareOfId(id);
  if (share === undefined) return null;
  return jsonAnswer(what === 'current_quote' ? quoteObject(market, share) : priceObject(market, share));
}

function hoursObject(market: ShareMarket): object {
  const { isOpen, opensAt, closesAt } = market.session();
  return {
    ...{ is_market_open: isOpen, next_session_open_dt: formatInstant(opensAt) },
    next_session_close_dt: formatInstant(closesAt),
    current_session_open_dt: isOpen ? formatInstant(opensAt) : null,
    current_session_close_dt: isOpen ? formatInstant(closesAt) : null,
  };
}

function quoteObject(market: ShareMarket, share: Share): object {
  const { bid, ask, shares, at } = market.told(share);
  return {
    ...{ stock_id: STOCK_IDS[share], timestamp: formatInstant(at) },
    ...{ ask_price: figure(ask, CENT_DIGITS), ask_size: figure(shares, 0) },
    ...{ bid_price: figure(bid, CENT_DIGITS), bid_size: figure(shares, 0) },
  };
}

function priceObject(market: ShareMarket, share: Share): object {
  const { bid, at } = market.told(share);
  return { price: figure(bid, CENT_DIGITS), stock_id: STOCK_IDS[share], timestamp: formatInstant(at) };
}

function ofAccount(parts: DinariWireParts, request: WireRequest, path: string): WireAnswer | null {
  const prefix = `/accounts/${parts.accountId}`;
  if (!path.startsWith(`${prefix}/`)) return null;
  const rest = path.slice(prefix.length);
  return request.method === 'POST' ? posted(parts, request, rest) : shown(parts, request, rest);
}

function posted(
  { trades, accountId }: DinariWireParts,
  { body }: WireRequest,
  path: string,
): WireAnswer | null {
  const [, side] = /^\/order_requests\/limit_(buy|sell)$/.exec(path) ?? [];
  if (side === 'buy' || side === 'sell') {
    const params = readLimitOrder(body, side);
    if (params === null) return errorAnswer(422, 'Validation error');
    const placed = trades.place(params);
    return placed.ok ? jsonAnswer(requestObject(placed.value, accountId)) : errorAnswer(400, placed.refusal);
  }
  const [, id = ''] = /^\/orders\/([^/]+)\/cancel$/.exec(path) ?? [];
  const order = orderNamed(trades, id);
  if (order === undefined) return null;
  if (!trades.cancel(order.id)) return errorAnswer(400, 'Order cannot be cancelled');
  return jsonAnswer(orderObject(trades.get(order.id) ?? order));
}

function shown(
  { trades, accountId }: DinariWireParts,
  { query }: WireRequest,
  path: string,
): WireAnswer | null {
  if (path === '/cash') return jsonAnswer(cashObject(trades));
  if (path === '/portfolio') return jsonAnswer(portfolioObject(trades));
  if (path === '/order_requests') {
    const clientId = new URLSearchParams(query).get('client_order_id');
    const orders = trades.list().filter((one) => clientId === null || one.clientId === clientId);
    return listAnswer(orders.map((one) => requestObject(one, accountId)));
  }
  const [, kind, id = '', fills] = /^\/(order_requests|orders)\/([^/]+)(\/fulfillments)?$/.exec(path) ?? [];
  const order = kind === 'orders' ? orderNamed(trades, id) : trades.get(id);
  if (order === undefined) return null;
  if (kind === 'order_requests') return jsonAnswer(requestObject(order, accountId));
  if (fills) return listAnswer(order.fills.map((fill) => fulfilmentObject(order, fill)));
  return jsonAnswer(orderObject(order));
}

function orderNamed(trades: ShareOrders, id: string): KeptShareOrder | undefined {
  return trades.list().find((one) => orderIdOf(one) === id);
}

function listAnswer(data: readonly object[]): WireAnswer {
  return jsonAnswer({ data, pagination_metadata: { next: null, previous: null } });
}

function jsonAnswer(body: object): WireAnswer {
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: writeBody(body) };
}
