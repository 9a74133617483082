/** What an order is asked for, as Dinari checks it: shares in four digits, prices in two. */
import { parseDecimal, SHARE_DIGITS, type ShareParams } from '@diboas/sandbox-kit';
import { z } from 'zod';
import { shareOfId } from './objects.ts';

const bodySchema = z.object({
  stock_id: z.string(),
  client_order_id: z.string().min(1),
  asset_quantity: z.string(),
  limit_price: z.string(),
  payment_token_address: z.string().optional(),
});

/** Null for what Dinari would not take. */
export function readLimitOrder(body: string, side: 'buy' | 'sell'): ShareParams | null {
  const read = bodySchema.safeParse(parsed(body));
  if (!read.success) return null;
  const share = shareOfId(read.data.stock_id);
  const [shares, limit] = [parseDecimal(read.data.asset_quantity, 4), parseDecimal(read.data.limit_price, 2)];
  if (share === undefined || !shares || !limit) return null;
  // A dollar at least: cents times parts of ten thousand.
  if (shares * limit < 1_000_000n) return null;
  const units = shares * 10n ** BigInt(SHARE_DIGITS - 4);
  return { clientId: read.data.client_order_id, share, side, shares: `${units}`, limit: `${limit}` };
}

/** With numbers as the text that stood there; undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    const keep = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
      typeof value === 'number' ? context?.source : value;
    return JSON.parse(text, keep);
  } catch {
    return undefined;
  }
}
