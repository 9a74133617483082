import { formatInstant, type Instant, MINUTE_MS, type Network } from '@diboas/kernel';
import type { Lookup, LookupAnswer } from '@diboas/orchestration';
import { z } from 'zod';
import type { AdvancedConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { fillSchema, observeOrder, orderSchema, type ToldFill, type ToldOrder } from './order.ts';

/** Coinbase stamps orders with its own clock, which may be behind ours. */
const CLOCK_SKEW_MS = 5 * MINUTE_MS;

/** Nothing says that the list has at once what was made: until then its silence proves nothing. */
export const LIST_LAG_MS = MINUTE_MS;

const PAGE_SIZE = '250';

/** A list that never ends is a fault of the provider, and says nothing about our order. */
const PAGES_MAX = 400;

const oneSchema = z.object({ order: orderSchema });
const listSchema = z.object({
  orders: z.array(z.looseObject({ client_order_id: z.string().optional() })),
  has_next: z.boolean(),
  cursor: z.string(),
});
const fillsSchema = z.object({ fills: z.array(fillSchema), cursor: z.string().optional() });

export interface LookupContext {
  readonly dollarNetwork: Network;
  readonly now: () => Instant;
}

/**
 * Asks about an attempt: by the order's id when we have it. Otherwise by reading what was made since the attempt began and finding
 * our own id there: the list can not be asked for it.
 */
export async function lookUpOrder(
  connection: AdvancedConnection,
  lookup: Lookup,
  context: LookupContext,
): Promise<LookupAnswer> {
  try {
    const order =
      lookup.reference === null
        ? await searchOrder(connection, lookup)
        : await askOrder(connection, lookup.reference);
    if (order === 'nowhere') {
      const isSure = context.now() - lookup.startedAt >= LIST_LAG_MS;
      return isSure
        ? { kind: 'not_found' }
        : { kind: 'unknown', detail: 'not in the list, which may be late' };
    }
    if (order === null || order.client_order_id !== lookup.attemptId)
      return { kind: 'unknown', isAnswered: true, detail: 'what is told of the order could not be read' };
    return await observed(connection, order, context);
  } catch (error) {
    // Also when Coinbase denies an id that it gave us itself: that contradicts what we know, and proves nothing.
    return { kind: 'unknown', detail: sortFault(error, context.now()).detail };
  }
}

/** How an order stands, with its fills, which are asked for only where there are any. */
export async function observed(
  connection: AdvancedConnection,
  order: ToldOrder,
  { dollarNetwork }: Pick<LookupContext, 'dollarNetwork'>,
): Promise<Exclude<LookupAnswer, { kind: 'not_found' }>> {
  const fills = order.number_of_fills === '0' ? [] : await askFills(connection, order.order_id);
  const seen = fills && observeOrder(order, fills, dollarNetwork);
  if (seen?.ok) return { kind: 'found', observation: seen.value };
  return { kind: 'unknown', isAnswered: true, detail: seen?.refusal ?? 'the fills could not be read' };
}

export async function askOrder(connection: AdvancedConnection, id: string): Promise<ToldOrder | null> {
  const body = oneSchema.safeParse(await connection.get(`/orders/historical/${encodeURIComponent(id)}`));
  return body.success && body.data.order.order_id === id ? body.data.order : null;
}

/** `nowhere`: the whole list was read, and ours was not in it. */
async function searchOrder(
  connection: AdvancedConnection,
  { attemptId, startedAt }: Lookup,
): Promise<ToldOrder | 'nowhere' | null> {
  const since = formatInstant(startedAt - CLOCK_SKEW_MS);
  let cursor = '';
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const list = listSchema.safeParse(
      await connection.get('/orders/historical/batch', {
        ...{ start_date: since, limit: PAGE_SIZE },
        ...(cursor === '' ? {} : { cursor }),
      }),
    );
    if (!list.success) return null;
    const ours = list.data.orders.find((one) => one.client_order_id === attemptId);
    if (ours !== undefined) {
      const order = orderSchema.safeParse(ours);
      return order.success ? order.data : null;
    }
    if (!list.data.has_next || list.data.cursor === '') return 'nowhere';
    cursor = list.data.cursor;
  }
  return null;
}

/** Each entry once; null where one is of another order, or could not be read. */
async function askFills(connection: AdvancedConnection, id: string): Promise<readonly ToldFill[] | null> {
  const entries = new Map<string, ToldFill>();
  let cursor = '';
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const body = fillsSchema.safeParse(
      await connection.get('/orders/historical/fills', {
        ...{ order_ids: [id], limit: PAGE_SIZE },
        ...(cursor === '' ? {} : { cursor }),
      }),
    );
    if (!body.success || body.data.fills.some((fill) => fill.order_id !== id)) return null;
    for (const fill of body.data.fills) entries.set(fill.entry_id, fill);
    cursor = body.data.cursor ?? '';
    if (cursor === '') return [...entries.values()];
  }
  return null;
}
