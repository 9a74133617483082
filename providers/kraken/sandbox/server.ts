/** Kraken's spot API as docs.kraken.com has it, as far as trading goes. */
import { type Instant, SECOND_MS } from '@diboas/kernel';
import {
  type ExecutionFaults,
  type FaultOf,
  formatDecimal,
  isSameSecret,
  type ProviderWire,
  type Store,
  type WireAnswer,
  type WireRequest,
} from '@diboas/sandbox-kit';
import { isSigned } from './api-sign.ts';
import { AT_FIRST } from './balances.ts';
import { candlesAnswer } from './candles.ts';
import { awayAnswer, ERRORS, errorAnswer, resultAnswer } from './errors.ts';
import { type Market, pairNamed } from './market.ts';
import type { Nonces } from './nonces.ts';
import { isLive, orderObject, tradeObject } from './order.ts';
import { parseOrderParams } from './order-params.ts';
import { FEES_BPS, type KrakenOrders } from './orders.ts';
import { LOT_DECIMALS, PAIRS } from './pairs.ts';
import { bookObject, pairObject } from './public.ts';

export interface KrakenWireParts {
  readonly apiKey: string;
  readonly privateKey: string;
  readonly nonces: Nonces;
  readonly orders: KrakenOrders;
  readonly market: Market;
  readonly store: Store;
  now(): Instant;
}

export function createKrakenWire(parts: KrakenWireParts): ProviderWire {
  return {
    name: 'kraken',
    isApi: (path) => path.startsWith('/0/'),
    handle: (request, struck) => answer(parts, request, struck),
    rateLimited: ({ path }) => errorAnswer(path.endsWith('/AddOrder') ? ERRORS.ORDER_RATE : ERRORS.API_RATE),
    unavailable: awayAnswer,
    tooLarge: () => errorAnswer(ERRORS.INTERNAL),
    broken: () => errorAnswer(ERRORS.INTERNAL),
  };
}

async function answer(
  parts: KrakenWireParts,
  request: WireRequest,
  struck: ExecutionFaults,
): Promise<WireAnswer> {
  const [, , part, method = ''] = request.path.split('/');
  const isPrivate = part === 'private';
  const form = new URLSearchParams(isPrivate ? request.body : request.query);
  const refused = isPrivate ? refusedAtDoor(parts, request, form) : null;
  if (refused !== null) return errorAnswer(refused);
  await struck.wait();
  const doing = isPrivate
    ? privateMethod(parts, { method, form, struck })
    : publicMethod(parts, { method, form });
  if (doing === null) return errorAnswer(ERRORS.UNKNOWN_METHOD);
  const { fault } = struck;
  if (fault?.kind === 'refuse') return errorAnswer(wordOf(fault));
  if (fault?.kind === 'server_error_before' || fault?.kind === 'saved_server_error')
    return errorAnswer(ERRORS.INTERNAL);
  const given = parts.store.together(doing);
  return fault?.kind === 'server_error_after' ? errorAnswer(ERRORS.INTERNAL) : given;
}

/** The faults' own word for a declined card; every other code stands as it was given. */
function wordOf({ code }: FaultOf<'refuse'>): string {
  return code === 'card_declined' ? ERRORS.INSUFFICIENT_FUNDS : code;
}

/** The key, then the signature, then the nonce: what is refused here was not begun. */
function refusedAtDoor(
  { apiKey, privateKey, nonces }: KrakenWireParts,
  request: WireRequest,
  form: URLSearchParams,
): string | null {
  if (request.method !== 'POST') return ERRORS.UNKNOWN_METHOD;
  if (!isSameSecret(request.headers['api-key'] ?? '', apiKey)) return ERRORS.INVALID_KEY;
  const nonce = form.get('nonce') ?? '';
  if (!isSigned(request, privateKey, nonce)) return ERRORS.INVALID_SIGNATURE;
  return nonces.take(nonce) ? null : ERRORS.INVALID_NONCE;
}

interface Asked {
  readonly method: string;
  readonly form: URLSearchParams;
}

type Doing = () => WireAnswer;

function publicMethod({ market, now }: KrakenWireParts, { method, form }: Asked): Doing | null {
  const names = (form.get('pair') ?? PAIRS.map(({ name }) => name).join(',')).split(',');
  const pairs = names.map(pairNamed);
  const known = pairs.filter((pair) => pair !== undefined);
  if (method !== 'AssetPairs' && method !== 'Depth' && method !== 'OHLC') return null;
  if (known.length < pairs.length) return () => errorAnswer(ERRORS.UNKNOWN_PAIR);
  if (method === 'OHLC') return () => candlesAnswer(known, form, now());
  const objectOf = method === 'AssetPairs' ? pairObject : bookObject;
  return () => resultAnswer(Object.fromEntries(known.map((pair) => [pair.name, objectOf(pair, market)])));
}

function privateMethod(
  parts: KrakenWireParts,
  { method, form, struck }: Asked & { struck: ExecutionFaults },
): Doing | null {
  const { orders } = parts;
  switch (method) {
    case 'AddOrder':
      return () => added(parts, form, parts.now() - struck.behindMs);
    case 'CancelOrder':
      return () => canceled(orders, form);
    case 'QueryOrders':
      return () => queried(orders, form);
    case 'QueryTrades':
      return () => tradesOf(orders, form);
    case 'OpenOrders':
      return () => resultAnswer({ open: listed(orders, form, true) });
    case 'ClosedOrders':
      return () => resultAnswer({ closed: listed(orders, form, false) });
    case 'Balance':
      return () => resultAnswer(balances(orders));
    case 'TradeVolume':
      return () => feesAnswer(form);
    default:
      return null;
  }
}

function added({ orders, market }: KrakenWireParts, form: URLSearchParams, now: Instant): WireAnswer {
  const params = parseOrderParams(form, { market, now });
  if (!params.ok) return errorAnswer(params.refusal);
  const placed = orders.place(params.value);
  if (!placed.ok) return errorAnswer(placed.refusal);
  const shown = orderObject(placed.value, { withTrades: false }) as { descr: { order: string } };
  return resultAnswer({ txid: [placed.value.id], descr: { order: shown.descr.order } });
}

/** By Kraken's own name or ours. */
function canceled(orders: KrakenOrders, form: URLSearchParams): WireAnswer {
  const [id, clientId] = [form.get('txid'), form.get('cl_ord_id')];
  const order = orders.list().find((one) => isLive(one) && (one.id === id || one.clientId === clientId));
  const answered = order === undefined ? null : orders.cancel(order);
  if (answered?.ok !== true) return errorAnswer(ERRORS.UNKNOWN_ORDER);
  return resultAnswer(answered.value === 'pending' ? { count: 1, pending: true } : { count: 1 });
}

/** "Will return them with a status of closed irrespective of the actual fill": what has ended and was filled in part. */
function queried(orders: KrakenOrders, form: URLSearchParams): WireAnswer {
  const found = (form.get('txid') ?? '').split(',').map((id) => orders.get(id));
  if (found.some((one) => one === undefined)) return errorAnswer(ERRORS.INVALID_ORDER);
  const shown = found.flatMap((order) => {
    if (order === undefined) return [];
    const isClosed = !isLive(order) && order.fills.length > 0;
    const as = isClosed ? { ...order, status: 'closed' as const } : order;
    return [[order.id, orderObject(as, { withTrades: form.get('trades') === 'true' })]];
  });
  return resultAnswer(Object.fromEntries(shown));
}

function tradesOf(orders: KrakenOrders, form: URLSearchParams): WireAnswer {
  const ids = (form.get('txid') ?? '').split(',');
  if (ids.length > 20) return errorAnswer('EGeneral:Invalid arguments:txid');
  const shown = orders
    .list()
    .flatMap((order) =>
      order.fills.filter(({ id }) => ids.includes(id)).map((fill) => [fill.id, tradeObject(order, fill)]),
    );
  return shown.length === ids.length
    ? resultAnswer(Object.fromEntries(shown))
    : errorAnswer(ERRORS.INVALID_ORDER);
}

const PAGE_SIZE = 50;

function listed(orders: KrakenOrders, form: URLSearchParams, isOpen: boolean): object {
  const [clientId, start] = [form.get('cl_ord_id'), Number(form.get('start') ?? '0') * SECOND_MS];
  const all = orders
    .list()
    .filter((one) => isLive(one) === isOpen && (clientId === null || one.clientId === clientId))
    .filter((one) => isOpen || one.createdAt > start || (one.closedAt ?? 0) > start);
  const withTrades = form.get('trades') === 'true';
  return Object.fromEntries(all.slice(0, PAGE_SIZE).map((one) => [one.id, orderObject(one, { withTrades })]));
}

function balances(orders: KrakenOrders): object {
  return Object.fromEntries(
    AT_FIRST.map(({ name }) => [name, `${formatDecimal(orders.balance(name), LOT_DECIMALS)}00`]),
  );
}

function feesAnswer(form: URLSearchParams): WireAnswer {
  const names = (form.get('pair') ?? '').split(',').filter((name) => name !== '');
  if (names.some((name) => pairNamed(name) === undefined)) return errorAnswer(ERRORS.UNKNOWN_PAIR);
  const rows = (bps: bigint): object => {
    const fee = formatDecimal(bps * 100n, 4);
    const row = { fee, minfee: '0.0000', maxfee: fee, nextfee: null, nextvolume: null, tiervolume: '0.0000' };
    return Object.fromEntries(names.map((name) => [name, row]));
  };
  const volume = { currency: 'ZUSD', volume: '0.0000' };
  return resultAnswer({ ...volume, fees: rows(FEES_BPS.taker), fees_maker: rows(FEES_BPS.maker) });
}
