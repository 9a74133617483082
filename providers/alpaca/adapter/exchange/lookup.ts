import type { ReadShareOrder } from '@diboas/providers-kit';
import { z } from 'zod';
import type { AlpacaConnection } from '../wire/connection.ts';
import { isNotFound } from '../wire/fault.ts';
import { orderSchema, readWhole } from './order.ts';

const namedSchema = z.object({ id: z.string().min(1), client_order_id: z.string() });

/** The one order of an id of ours, read by Alpaca's own; `nowhere` where Alpaca knows none. */
export async function lookUpNamed(
  connection: AlpacaConnection,
  key: string,
): Promise<ReadShareOrder | 'nowhere'> {
  let body: object;
  try {
    body = await connection.get('/v2/orders:by_client_order_id', { client_order_id: key });
  } catch (error) {
    if (isNotFound(error)) return 'nowhere';
    throw error;
  }
  const named = namedSchema.safeParse(body);
  return named.success && named.data.client_order_id === key
    ? await lookUpOrder(connection, named.data.id)
    : { ok: false, refusal: 'the answer about an order could not be read' };
}

export async function lookUpOrder(connection: AlpacaConnection, reference: string): Promise<ReadShareOrder> {
  const read = orderSchema.safeParse(await connection.get(`/v2/orders/${encodeURIComponent(reference)}`));
  return read.success && read.data.id === reference
    ? await readWhole(connection, read.data)
    : { ok: false, refusal: `the answer about order ${reference} could not be read` };
}
