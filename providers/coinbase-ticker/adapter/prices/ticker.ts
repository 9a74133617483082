import { type Asset, accept, type Instant, type Outcome, refuse } from '@diboas/kernel';
import { type Currency, parseFraction, type Rate } from '@diboas/market';
import { happenedAt, type NoRates } from '@diboas/providers-kit';
import { z } from 'zod';

export interface TickerProduct {
  readonly id: string;
  readonly asset: Asset;
  readonly currency: Currency;
}

/**
 * What is traded there of what we price. A dollar and a USDC are one on Coinbase, so there is no such pair: what a USDC
 * costs comes from its trade in euros.
 */
export const PRODUCTS: readonly TickerProduct[] = [
  { id: 'BTC-USD', asset: 'BTC', currency: 'USD' },
  { id: 'BTC-EUR', asset: 'BTC', currency: 'EUR' },
  { id: 'ETH-USD', asset: 'ETH', currency: 'USD' },
  { id: 'ETH-EUR', asset: 'ETH', currency: 'EUR' },
  { id: 'SOL-USD', asset: 'SOL', currency: 'USD' },
  { id: 'SOL-EUR', asset: 'SOL', currency: 'EUR' },
  { id: 'SUI-USD', asset: 'SUI', currency: 'USD' },
  { id: 'USDC-EUR', asset: 'USDC', currency: 'EUR' },
];

/** The last trade: its price is text, its time RFC 3339 with up to nine digits of a second. */
const tickerSchema = z.looseObject({ price: z.string().max(80), time: z.iso.datetime() });

/** Null for a price that is none, such as that of a pair without a trade. */
export function readTicker(
  body: unknown,
  { asset, currency }: TickerProduct,
  now: Instant,
): Outcome<Rate | null, NoRates> {
  const read = tickerSchema.safeParse(body);
  if (!read.success) return refuse('unavailable');
  const price = parseFraction(read.data.price);
  const at = happenedAt(Date.parse(read.data.time), { receivedAt: now });
  return accept(price && { asset, currency, price, at, source: 'coinbase-ticker' });
}
