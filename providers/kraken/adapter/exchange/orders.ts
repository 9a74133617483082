import { accept, type Instant, type Network, type Outcome, refuse, SECOND_MS } from '@diboas/kernel';
import type { LookupAnswer } from '@diboas/orchestration';
import { z } from 'zod';
import type { KrakenConnection } from '../wire/connection.ts';
import { observeOrder, readOrder, type ToldOrder, type ToldTrade, tradeSchema } from './order.ts';

/** What the answer about one order of ours is read by. */
export interface OurOrder {
  /** The attempt's id, which Kraken has as `cl_ord_id`. */
  readonly key: string;
  readonly usdcNetwork: Network;
}

const openSchema = z.object({ open: z.record(z.string(), z.unknown()) });
const closedSchema = z.object({ closed: z.record(z.string(), z.unknown()) });
const recordSchema = z.record(z.string(), z.unknown());

/**
 * Kraken's names of every order that has ours. Those that live are asked for first: one that ends meanwhile is in the second
 * list then, and nothing is in neither. Kraken lets a name be used again once its order has ended, so there might be several.
 * Null where the lists cannot be read. Throws what `sortFault` sorts.
 */
export async function ordersNamed(
  connection: KrakenConnection,
  key: string,
  since: Instant | null,
): Promise<readonly string[] | null> {
  const open = openSchema.safeParse(await connection.call('OpenOrders', { cl_ord_id: key }));
  const start = since === null ? {} : { start: String(Math.floor(since / SECOND_MS)) };
  const ofClosed = { cl_ord_id: key, ...start, without_count: 'true' };
  const closed = closedSchema.safeParse(await connection.call('ClosedOrders', ofClosed));
  if (!open.success || !closed.success) return null;
  const all = new Map([...Object.entries(open.data.open), ...Object.entries(closed.data.closed)]);
  // The lists are asked for by our name; whoever does not heed it tells of orders of others.
  const named = [...all].filter(
    ([, body]) => z.object({ cl_ord_id: z.literal(key) }).safeParse(body).success,
  );
  return named.map(([id]) => id);
}

/** An order with all of its trades. */
export interface WholeOrder {
  readonly order: ToldOrder;
  readonly trades: readonly ToldTrade[];
}

/** One order as it is now, by Kraken's name of it; in words what of the answer nobody can read. */
export async function askOrder(
  connection: KrakenConnection,
  id: string,
): Promise<Outcome<WholeOrder, string>> {
  const asked = { txid: id, trades: 'true', consolidate_taker: 'false' };
  const read = recordSchema.safeParse(await connection.call('QueryOrders', asked));
  if (!read.success || read.data[id] === undefined)
    return refuse(`the answer about order ${id} could not be read`);
  const order = readOrder(id, read.data[id]);
  if (!order.ok) return order;
  const trades = await askTrades(connection, order.value);
  if (trades === null) return refuse(`the trades of order ${id} could not be read`);
  return accept({ order: order.value, trades });
}

/** What an order says of itself. */
export async function lookAtOrder(
  connection: KrakenConnection,
  id: string,
  ours: OurOrder,
): Promise<LookupAnswer> {
  const whole = await askOrder(connection, id);
  const observation = whole.ok ? observeOrder(whole.value.order, whole.value.trades, ours) : whole;
  return observation.ok
    ? { kind: 'found', observation: observation.value }
    : { kind: 'unknown', detail: observation.refusal, isAnswered: true };
}

/** As many as Kraken answers for at once. */
const TRADES_A_CALL = 20;

async function askTrades(
  connection: KrakenConnection,
  { id, trades }: ToldOrder,
): Promise<ToldTrade[] | null> {
  const names = [...new Set(trades ?? [])];
  const told: ToldTrade[] = [];
  for (let from = 0; from < names.length; from += TRADES_A_CALL) {
    const txid = names.slice(from, from + TRADES_A_CALL).join(',');
    const read = z.record(z.string(), tradeSchema).safeParse(await connection.call('QueryTrades', { txid }));
    if (!read.success) return null;
    const ofOrder = Object.entries(read.data).filter(([, trade]) => trade.ordertxid === id);
    told.push(...ofOrder.map(([name, trade]) => ({ ...trade, id: name })));
  }
  return told;
}
