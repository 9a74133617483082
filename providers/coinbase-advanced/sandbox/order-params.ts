/** What an order is asked for, checked as Coinbase checks it: its form first, then the product's steps and bounds. */
import { accept, type Instant, type Outcome, refuse } from '@diboas/kernel';
import { z } from 'zod';
import { readPrice, readSize } from './decimals.ts';
import { type OrderRefusal, orderRefusal } from './errors.ts';
import type { Setting } from './market.ts';
import type { Configuration, TradedOrder } from './order.ts';
import { isOnStep, isOnTick, type Product, productOf, type Standing } from './products.ts';

export type OrderParams = Pick<
  TradedOrder,
  | 'clientOrderId'
  | 'product'
  | 'side'
  | 'configuration'
  | 'asked'
  | 'baseSize'
  | 'quoteSize'
  | 'limitPrice'
  | 'endTime'
>;

const sized = {
  base_size: z.string().optional(),
  quote_size: z.string().optional(),
  rfq_disabled: z.boolean().optional(),
};
const limited = { ...sized, limit_price: z.string() };
const resting = { ...limited, post_only: z.boolean().optional() };

const bodySchema = z.object({
  client_order_id: z.string().min(1).max(128),
  product_id: z.string(),
  side: z.enum(['BUY', 'SELL']),
  order_configuration: z.union([
    z.strictObject({ market_market_ioc: z.object(sized) }),
    z.strictObject({ sor_limit_ioc: z.object(limited) }),
    z.strictObject({ limit_limit_gtc: z.object(resting) }),
    z.strictObject({
      limit_limit_gtd: z.object({ ...resting, end_time: z.iso.datetime({ offset: true }) }),
    }),
  ]),
});

/** Null for what is no order at all. */
export function readOrderParams(body: unknown): OrderParams | null {
  const read = bodySchema.safeParse(body);
  if (!read.success) return null;
  const { client_order_id, product_id, side, order_configuration } = read.data;
  const [[configuration, asked] = []] = Object.entries(order_configuration) as [
    Configuration,
    { base_size?: string; quote_size?: string; limit_price?: string; end_time?: string },
  ][];
  if (configuration === undefined || asked === undefined) return null;
  return {
    ...{ clientOrderId: client_order_id, product: product_id, side, configuration, asked },
    ...{ baseSize: asked.base_size ?? null, quoteSize: asked.quote_size ?? null },
    limitPrice: asked.limit_price ?? null,
    endTime: asked.end_time === undefined ? null : Date.parse(asked.end_time),
  };
}

/** Which kinds of order a product takes as it stands. */
const TAKES: Readonly<Record<Standing, 'all' | 'limit' | 'none'>> = {
  ...{ online: 'all', limit_only: 'limit', post_only: 'none', is_disabled: 'none' },
  ...{ trading_disabled: 'none', cancel_only: 'none', view_only: 'none', auction_mode: 'none' },
};

/** How far from the market a limit may be: a tenth of the price, and ten times it. */
const FAR = 10n;

export function checkOrder(
  params: OrderParams,
  {
    now,
    price,
    settingOf,
  }: { now: Instant; price(product: Product): bigint; settingOf(p: Product): Setting },
): Outcome<Product, OrderRefusal> {
  const product = productOf(params.product);
  if (product === undefined) return refuse(orderRefusal('UNSUPPORTED_ORDER_CONFIGURATION'));
  const takes = TAKES[settingOf(product).standing];
  const isLimit = params.configuration.startsWith('limit');
  if (takes === 'none' || (takes === 'limit' && !isLimit))
    return refuse(orderRefusal('ORDER_ENTRY_DISABLED'));
  const refusal = sizeRefusal(params, product) ?? limitRefusal(params, product, price(product));
  if (refusal !== null) return refuse(refusal);
  const isPast = params.endTime !== null && params.endTime <= now;
  return isPast ? refuse(orderRefusal('INVALID_REQUEST')) : accept(product);
}

function sizeRefusal({ baseSize, quoteSize }: OrderParams, product: Product): OrderRefusal | null {
  if ((baseSize === null) === (quoteSize === null)) return orderRefusal('INVALID_REQUEST');
  const size = readSize(baseSize ?? quoteSize ?? '');
  const [step, min, max] =
    baseSize === null
      ? [product.quoteIncrement, product.quoteMin, product.quoteMax]
      : [product.baseIncrement, product.baseMin, product.baseMax];
  if (size === null || !isOnStep(size, step)) return orderRefusal('INVALID_SIZE_PRECISION');
  if (size < (readSize(min) ?? 0n))
    return orderRefusal(
      'UNKNOWN_FAILURE_REASON',
      `PREVIEW_INVALID_${baseSize === null ? 'QUOTE' : 'BASE'}_SIZE_TOO_SMALL`,
    );
  if (size > (readSize(max) ?? 0n))
    return orderRefusal(
      'UNKNOWN_FAILURE_REASON',
      `PREVIEW_INVALID_${baseSize === null ? 'QUOTE' : 'BASE'}_SIZE_TOO_LARGE`,
    );
  return null;
}

function limitRefusal({ limitPrice }: OrderParams, product: Product, market: bigint): OrderRefusal | null {
  if (limitPrice === null) return null;
  const price = readPrice(limitPrice);
  if (price === null || !isOnTick(price, product)) return orderRefusal('INVALID_PRICE_PRECISION');
  if (price === 0n) return orderRefusal('INVALID_LIMIT_PRICE');
  const isFar = price * FAR < market || price > market * FAR;
  return isFar ? orderRefusal('LIMIT_PRICE_TOO_FAR_FROM_MARKET') : null;
}
