import type { ReadShareOrder } from '@diboas/providers-kit';
import { z } from 'zod';
import { type OrderContext, readWhole, requestSchema } from './order.ts';

const listSchema = z.object({ data: z.array(requestSchema) });

/** An id of ours is of one order for ever: more than one of it is somebody's to look at. */
export async function lookUpNamed(context: OrderContext, key: string): Promise<ReadShareOrder | 'nowhere'> {
  const { connection, account } = context;
  const list = listSchema.safeParse(
    await connection.get(`${account}/order_requests`, { client_order_id: key, limit: '10' }),
  );
  if (!list.success) return { ok: false, refusal: 'the list of orders could not be read' };
  // Whoever does not heed what is asked for tells of orders of others.
  const [one, ...more] = list.data.data.filter(({ client_order_id }) => client_order_id === key);
  if (more.length > 0) return { ok: false, refusal: `BUG: more than one order of ${key}` };
  return one === undefined ? 'nowhere' : await readWhole(context, one);
}

/** By Dinari's own id of the request. */
export async function lookUpRequest(context: OrderContext, reference: string): Promise<ReadShareOrder> {
  const path = `${context.account}/order_requests/${encodeURIComponent(reference)}`;
  const read = requestSchema.safeParse(await context.connection.get(path));
  return read.success && read.data.id === reference
    ? await readWhole(context, read.data)
    : { ok: false, refusal: `the answer about ${reference} could not be read` };
}
