/** What an order is asked for, as Alpaca checks it: shares in nine digits at most, prices from a dollar on in two. */
import { isShare, parseDecimal, SHARE_DIGITS, type ShareParams } from '@diboas/sandbox-kit';
import { z } from 'zod';

const bodySchema = z.object({
  symbol: z.string(),
  qty: z.string(),
  side: z.enum(['buy', 'sell']),
  type: z.literal('limit'),
  // Of parts of a share no other is taken.
  time_in_force: z.literal('day'),
  limit_price: z.string(),
  client_order_id: z.string().min(1).max(128),
  extended_hours: z.boolean().optional(),
});

/** Null for what Alpaca would not take. */
export function readLimitOrder(body: unknown): ShareParams | null {
  const read = bodySchema.safeParse(body);
  if (!read.success) return null;
  const { symbol, qty, side, limit_price, client_order_id: clientId } = read.data;
  const [shares, limit] = [parseDecimal(qty, SHARE_DIGITS), parseDecimal(limit_price, 2)];
  if (!isShare(symbol) || !shares || !limit) return null;
  // A dollar at least: cents times millionths.
  if (shares * limit < 100_000_000n) return null;
  return { clientId, share: symbol, side, shares: `${shares}`, limit: `${limit}` };
}
