import { type Asset, isAsset, unitsPerOne } from '@diboas/kernel';
import {
  checkInstrument,
  type Fraction,
  type Instrument,
  type InstrumentStatus,
  multiply,
  parseFraction,
  roundFraction,
  type SizeRule,
} from '@diboas/market';
import { z } from 'zod';

/** What we trade there is paid in USDC. */
export const QUOTE = 'USDC';

export const productSchema = z.object({
  product_id: z.string(),
  base_currency_id: z.string(),
  quote_currency_id: z.string(),
  base_increment: z.string(),
  quote_increment: z.string(),
  price_increment: z.string(),
  base_min_size: z.string(),
  base_max_size: z.string(),
  quote_min_size: z.string(),
  quote_max_size: z.string(),
  status: z.string(),
  is_disabled: z.boolean(),
  trading_disabled: z.boolean(),
  cancel_only: z.boolean(),
  limit_only: z.boolean(),
  post_only: z.boolean(),
  auction_mode: z.boolean(),
  view_only: z.boolean().optional(),
});

type Product = z.infer<typeof productSchema>;

/** Coinbase's name of a pair. */
export function productIdOf({ base, quote }: { base: Asset; quote: Asset }): string {
  return `${base}-${quote}`;
}

/** Null for a product whose figures make no sense, or whose assets we do not know. */
export function readInstrument(product: Product): Instrument | null {
  const { base_currency_id: base, quote_currency_id: quote } = product;
  if (!isAsset(base) || !isAsset(quote)) return null;
  const baseSize = readRule(base, [product.base_increment, product.base_min_size, product.base_max_size]);
  const quoteSize = readRule(quote, [
    product.quote_increment,
    product.quote_min_size,
    product.quote_max_size,
  ]);
  const priceIncrement = parseFraction(product.price_increment);
  if (baseSize === null || quoteSize === null || priceIncrement === null) return null;
  const read = checkInstrument({
    base,
    quote,
    baseSize,
    quoteSize,
    priceIncrement,
    status: statusOf(product),
  });
  return read.ok ? read.value : null;
}

function readRule(asset: Asset, [increment, min, max]: readonly [string, string, string]): SizeRule | null {
  const step = parseFraction(increment);
  const most = parseFraction(max);
  if (step === null || most === null) return null;
  // Zero is how nothing is named as the least.
  const least = parseFraction(min);
  return {
    increment: inUnits(asset, step, 'up'),
    min: least === null ? 0n : inUnits(asset, least, 'up'),
    max: inUnits(asset, most, 'down'),
  };
}

function inUnits(asset: Asset, amount: Fraction, rounding: 'up' | 'down'): bigint {
  return roundFraction(multiply(amount, { numerator: unitsPerOne(asset), denominator: 1n }), rounding);
}

/** The flag that forbids most decides. A word for the whole that we do not know is no permission. */
function statusOf(product: Product): InstrumentStatus {
  if (product.is_disabled || product.trading_disabled) return 'halted';
  if (product.view_only === true) return 'view_only';
  if (product.cancel_only) return 'cancel_only';
  if (product.auction_mode) return 'auction';
  if (product.post_only) return 'post_only';
  if (product.limit_only) return 'limit_only';
  return product.status === 'online' ? 'trading' : 'unknown';
}
