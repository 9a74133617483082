/**
 * Alpaca's trading API as its client (`@alpacahq/alpaca-trade-api` 4.0.2) calls it, and the latest quote of its data API, which are one server
 * here. Beside them `POST /sandbox/market` sets what whoever tries something wants of the market.
 */
import { formatInstant } from '@diboas/kernel';
import {
  CENT_DIGITS,
  createShareWire,
  formatDecimal,
  isSameSecret,
  isShare,
  type ProviderWire,
  type ShareMarket,
  type ShareOrders,
  type Store,
  type WireAnswer,
  type WireRequest,
} from '@diboas/sandbox-kit';
import { errorAnswer } from './errors.ts';
import { accountObject, activityIdOf, fillObject, orderObject, positionObjects } from './objects.ts';
import { readLimitOrder } from './order-params.ts';

export interface AlpacaWireParts {
  readonly apiKeyId: string;
  readonly apiSecretKey: string;
  readonly store: Store;
  readonly market: ShareMarket;
  readonly trades: ShareOrders;
}

export const ORDERS_PATH = '/v2/orders';

export function createAlpacaWire(parts: AlpacaWireParts): ProviderWire {
  return createShareWire({
    ...{ name: 'alpaca', market: parts.market, store: parts.store, error: errorAnswer, refusedBy: 422 },
    isApi: (path) => path.startsWith('/v2/'),
    isKnown: (request) => isKnown(parts, request),
    answer: (request) =>
      request.method === 'GET'
        ? (ofMarket(parts, request) ?? ofAccount(parts, request))
        : acted(parts, request),
    words: {
      ...{ 401: 'unauthorized.', 404: 'not found', 413: 'too large', 429: 'too many requests.' },
      ...{ 500: 'internal server error occurred', 503: 'service unavailable' },
    },
  });
}

function isKnown({ apiKeyId, apiSecretKey }: AlpacaWireParts, { headers }: WireRequest): boolean {
  const isKey = isSameSecret(headers['apca-api-key-id'] ?? '', apiKeyId);
  return isSameSecret(headers['apca-api-secret-key'] ?? '', apiSecretKey) && isKey;
}

function acted({ trades }: AlpacaWireParts, { method, path, body }: WireRequest): WireAnswer | null {
  if (method === 'POST' && path === ORDERS_PATH) {
    const params = readLimitOrder(parsed(body));
    if (params === null) return errorAnswer(422, 'invalid order');
    const placed = trades.place(params);
    if (placed.ok) return jsonAnswer(orderObject(placed.value));
    return placed.refusal === 'not_covered'
      ? errorAnswer(403, 'insufficient buying power')
      : errorAnswer(
          422,
          placed.refusal === 'used_id' ? 'client_order_id must be unique' : 'asset is not tradable',
        );
  }
  const [, id = ''] = method === 'DELETE' ? (/^\/v2\/orders\/([^/]+)$/.exec(path) ?? []) : [];
  if (trades.get(id) === undefined) return null;
  if (!trades.cancel(id)) return errorAnswer(422, 'order is not cancelable');
  return { status: 204, headers: {}, body: '' };
}

function ofMarket({ market }: AlpacaWireParts, { path }: WireRequest): WireAnswer | null {
  if (path === '/v2/clock') {
    const { isOpen, opensAt, closesAt } = market.session();
    return jsonAnswer({
      ...{ timestamp: formatInstant(opensAt), is_open: isOpen },
      ...{ next_open: formatInstant(opensAt), next_close: formatInstant(closesAt) },
    });
  }
  const [, asset = ''] = /^\/v2\/assets\/([^/]+)$/.exec(path) ?? [];
  if (isShare(asset)) {
    const { isTradable: tradable } = market.setting();
    const kind = { class: 'us_equity', exchange: 'NASDAQ', fractionable: true };
    return jsonAnswer({ id: asset, symbol: asset, status: 'active', tradable, ...kind });
  }
  const [, symbol = ''] = /^\/v2\/stocks\/([^/]+)\/quotes\/latest$/.exec(path) ?? [];
  return isShare(symbol) ? quoteAnswer(market, symbol) : null;
}

/** Numbers, written as they are counted. */
function quoteAnswer(market: ShareMarket, symbol: Parameters<ShareMarket['told']>[0]): WireAnswer {
  const { bid, ask, shares, at } = market.told(symbol);
  const price = (cents: bigint) => formatDecimal(cents, CENT_DIGITS);
  const quote = `{"ap":${price(ask)},"as":${shares},"bp":${price(bid)},"bs":${shares},"t":"${formatInstant(at)}"}`;
  const body = `{"symbol":"${symbol}","quote":${quote}}`;
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body };
}

function ofAccount({ trades }: AlpacaWireParts, { path, query }: WireRequest): WireAnswer | null {
  const asked = new URLSearchParams(query);
  if (path === '/v2/account') return jsonAnswer(accountObject(trades));
  if (path === '/v2/positions') return jsonAnswer(positionObjects(trades));
  if (path === '/v2/account/activities/FILL') return jsonAnswer(activities(trades, asked));
  const [, id = ''] = /^\/v2\/orders\/([^/]+)$/.exec(path) ?? [];
  const order =
    path === '/v2/orders:by_client_order_id'
      ? trades.list().find(({ clientId }) => clientId === asked.get('client_order_id'))
      : trades.get(id);
  return order ? jsonAnswer(orderObject(order)) : null;
}

/** Oldest first, from a time or from the activity after one that is named. */
function activities(trades: ShareOrders, asked: URLSearchParams): object[] {
  const since = Date.parse(asked.get('after') ?? '1970-01-01T00:00:00Z');
  const fills = trades.list().flatMap((order) => order.fills.map((fill) => ({ order, fill })));
  const sorted = fills
    .filter(({ fill }) => fill.at > since)
    .toSorted((one, other) => (activityIdOf(one.fill) < activityIdOf(other.fill) ? -1 : 1));
  const token = asked.get('page_token');
  const after = token === null ? sorted : sorted.filter(({ fill }) => activityIdOf(fill) > token);
  return after
    .slice(0, Number(asked.get('page_size') ?? '100'))
    .map(({ order, fill }) => fillObject(order, fill));
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function jsonAnswer(body: object): WireAnswer {
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}
