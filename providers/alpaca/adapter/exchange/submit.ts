import type { ShareToPlace } from '@diboas/providers-kit';
import { z } from 'zod';
import type { AlpacaConnection } from '../wire/connection.ts';

const madeSchema = z.object({ id: z.string().min(1), client_order_id: z.string() });

/** Places an order with a price, under our own id. Null where the answer is of no order of ours. */
export async function placeOrder(
  connection: AlpacaConnection,
  { key, stock, side, shares, limit }: ShareToPlace,
): Promise<string | null> {
  const made = madeSchema.safeParse(
    await connection.post('/v2/orders', {
      ...{ symbol: stock, side, type: 'limit', time_in_force: 'day', extended_hours: false },
      ...{ qty: shares, limit_price: limit, client_order_id: key },
    }),
  );
  return made.success && made.data.client_order_id === key ? made.data.id : null;
}
