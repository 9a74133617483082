import { parseFraction } from '@diboas/market';
import type { ShareQuote } from '@diboas/providers-kit';
import { z } from 'zod';
import type { DinariConnection } from '../wire/connection.ts';

const quoteSchema = z.object({
  stock_id: z.string(),
  ask_price: z.string(),
  ask_size: z.string(),
  bid_price: z.string(),
  bid_size: z.string(),
  timestamp: z.iso.datetime({ offset: true }),
});

/** The best of both sides; null where a side is empty, which Dinari tells as zero, or a figure is none. */
export async function askQuote(connection: DinariConnection, stockId: string): Promise<ShareQuote | null> {
  const path = `/market_data/stocks/${encodeURIComponent(stockId)}/current_quote`;
  const read = quoteSchema.safeParse(await connection.get(path));
  if (!read.success || read.data.stock_id !== stockId) return null;
  const { ask_price, ask_size, bid_price, bid_size, timestamp } = read.data;
  const [ask, bid] = [levelOf(ask_price, ask_size), levelOf(bid_price, bid_size)];
  return ask && bid && { ask, bid, at: Date.parse(timestamp) };
}

function levelOf(priceText: string, sizeText: string): ShareQuote['ask'] | null {
  const [price, shares] = [parseFraction(priceText), parseFraction(sizeText)];
  return price && shares && { price, shares };
}
