/** What an order is asked for, checked as Kraken checks it. Limit orders alone: nothing else is sent to it. */
import { accept, type Instant, type Outcome, refuse, SECOND_MS } from '@diboas/kernel';
import { parseDecimal } from '@diboas/sandbox-kit';
import { ERRORS, invalid } from './errors.ts';
import { type Market, pairNamed, type Side } from './market.ts';
import type { Order, TimeInForce } from './order.ts';
import { COST_MIN, LOT_DECIMALS, type Pair, VOLUME_IN_COST } from './pairs.ts';

export type OrderParams = Pick<
  Order,
  'clientId' | 'pair' | 'side' | 'price' | 'volume' | 'timeInForce' | 'expiresAt'
>;

/** A deadline is at least and at most so far away. */
const DEADLINE_MS = { least: 500, most: 60 * SECOND_MS } as const;

const CLIENT_ID = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|[\x21-\x7e]{1,18})$/;

export function parseOrderParams(
  form: URLSearchParams,
  { market, now }: { market: Market; now: Instant },
): Outcome<OrderParams, string> {
  const text = (name: string): string => form.get(name) ?? '';
  const pair = pairNamed(text('pair'));
  if (pair === undefined) return refuse(ERRORS.UNKNOWN_PAIR);
  if (text('ordertype') !== 'limit') return refuse(invalid('ordertype'));
  if (form.get('oflags') !== 'fciq') return refuse(invalid('oflags'));
  const side = text('type');
  if (side !== 'buy' && side !== 'sell') return refuse(invalid('type'));
  const clientId = form.get('cl_ord_id');
  if (clientId !== null && !CLIENT_ID.test(clientId)) return refuse(invalid('cl_ord_id'));
  const size = sizeOf(pair, { side, price: text('price'), volume: text('volume') });
  const time = timeOf(form, now);
  if (!size.ok || !time.ok) return size.ok ? (time as Outcome<never, string>) : size;
  const { status } = market.steeredAt(pair);
  if (status === 'cancel_only' || status === 'reduce_only') return refuse(ERRORS.CANCEL_ONLY);
  if (status === 'post_only') return refuse(ERRORS.POST_ONLY);
  const late = lateness(form.get('deadline'), now);
  if (late !== null) return refuse(late);
  return accept({ clientId, pair: pair.name, side, ...size.value, ...time.value });
}

function sizeOf(
  pair: Pair,
  { side: _side, price, volume }: { side: Side; price: string; volume: string },
): Outcome<Pick<Order, 'price' | 'volume'>, string> {
  const ticks = parseDecimal(price, pair.priceDecimals);
  if (ticks === null) return refuse(parseDecimal(price, 18) === null ? invalid('price') : ERRORS.TICK_SIZE);
  const units = parseDecimal(volume, LOT_DECIMALS);
  if (units === null || ticks === 0n) return refuse(invalid(units === null ? 'volume' : 'price'));
  if (units < pair.orderMin) return refuse(ERRORS.ORDER_MINIMUM);
  if ((units * ticks) / (VOLUME_IN_COST * 10n ** BigInt(pair.priceDecimals)) < COST_MIN)
    return refuse(ERRORS.COST_MINIMUM);
  return accept({ price: ticks.toString(), volume: units.toString() });
}

function timeOf(
  form: URLSearchParams,
  now: Instant,
): Outcome<{ timeInForce: TimeInForce; expiresAt: Instant | null }, string> {
  const timeInForce = form.get('timeinforce') ?? 'GTC';
  if (timeInForce !== 'GTC' && timeInForce !== 'IOC' && timeInForce !== 'GTD')
    return refuse(invalid('timeinforce'));
  const expires = form.get('expiretm');
  if (timeInForce !== 'GTD')
    return expires === null ? accept({ timeInForce, expiresAt: null }) : refuse(invalid('expiretm'));
  const expiresAt = /^[0-9]{1,12}$/.test(expires ?? '') ? Number(expires) * SECOND_MS : 0;
  return expiresAt > now ? accept({ timeInForce, expiresAt }) : refuse(invalid('expiretm'));
}

/** What is wrong with when it is to be taken at the latest; null when nothing is. */
function lateness(deadline: string | null, now: Instant): string | null {
  if (deadline === null) return null;
  const at = Date.parse(deadline);
  if (Number.isNaN(at) || at > now + DEADLINE_MS.most) return invalid('deadline');
  return at < now + DEADLINE_MS.least ? ERRORS.DEADLINE : null;
}
