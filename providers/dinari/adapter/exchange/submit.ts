import type { ShareToPlace } from '@diboas/providers-kit';
import { type OrderContext, requestSchema } from './order.ts';

/**
 * Places an order with a price, under our own id. Its amounts go out as the digits that they are. Null where the answer is of no
 * order of ours.
 */
export async function placeOrder(
  { connection, account }: OrderContext,
  { key, side, shares, limit }: ShareToPlace,
  { stockId, paymentToken }: { readonly stockId: string; readonly paymentToken: string | null },
): Promise<string | null> {
  // What a sale brings is in the account's own dollar token, whatever is asked for.
  const token = side === 'buy' && paymentToken !== null ? { payment_token_address: paymentToken } : {};
  const made = requestSchema.safeParse(
    await connection.post(`${account}/order_requests/limit_${side}`, {
      ...{ stock_id: stockId, client_order_id: key, ...token },
      ...{ asset_quantity: { decimal: shares }, limit_price: { decimal: limit } },
    }),
  );
  return made.success && made.data.client_order_id === key ? made.data.id : null;
}
