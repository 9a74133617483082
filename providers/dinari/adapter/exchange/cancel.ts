import type { ShareVenue } from '@diboas/providers-kit';
import { z } from 'zod';
import { type OrderContext, requestSchema } from './order.ts';

/** Only an Order can be cancelled: what is still a request becomes one, or ends by itself. */
export async function stopOrder(
  { connection, account }: OrderContext,
  reference: string,
): ReturnType<ShareVenue['stop']> {
  const read = requestSchema.safeParse(
    await connection.get(`${account}/order_requests/${encodeURIComponent(reference)}`),
  );
  if (!read.success || !read.data.order_id) return 'too_late';
  const id = encodeURIComponent(read.data.order_id);
  const answer = z
    .object({ id: z.string() })
    .safeParse(await connection.post(`${account}/orders/${id}/cancel`));
  return answer.success && answer.data.id === read.data.order_id ? 'asked' : 'too_late';
}
