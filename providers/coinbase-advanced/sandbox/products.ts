/** What is traded: coins against USDC, with increments and bounds as Coinbase has them for such pairs. */
import { readPrice, readSize } from './decimals.ts';

export interface Product {
  readonly id: string;
  readonly base: 'BTC' | 'ETH' | 'SOL' | 'SUI';
  readonly baseIncrement: string;
  readonly baseMin: string;
  readonly baseMax: string;
  readonly quoteIncrement: string;
  readonly quoteMin: string;
  readonly quoteMax: string;
  readonly priceIncrement: string;
}

const QUOTE = { quoteIncrement: '0.01', quoteMin: '1', quoteMax: '5000000' } as const;

export const PRODUCTS: readonly Product[] = [
  {
    ...{ id: 'BTC-USDC', base: 'BTC', baseIncrement: '0.00000001', priceIncrement: '0.01' },
    ...{ baseMin: '0.00000001', baseMax: '3400', ...QUOTE },
  },
  {
    ...{ id: 'ETH-USDC', base: 'ETH', baseIncrement: '0.00000001', priceIncrement: '0.01' },
    ...{ baseMin: '0.00000001', baseMax: '42000', ...QUOTE },
  },
  {
    ...{ id: 'SOL-USDC', base: 'SOL', baseIncrement: '0.00000001', priceIncrement: '0.01' },
    ...{ baseMin: '0.00000001', baseMax: '300000', ...QUOTE },
  },
  {
    ...{ id: 'SUI-USDC', base: 'SUI', baseIncrement: '0.1', priceIncrement: '0.0001' },
    ...{ baseMin: '0.1', baseMax: '2000000', ...QUOTE },
  },
];

export function productOf(id: string): Product | undefined {
  return PRODUCTS.find((product) => product.id === id);
}

/** How a product stands: the flags of Coinbase's product object, of which at most one is set here. */
export const STANDINGS = [
  'online',
  'is_disabled',
  'trading_disabled',
  'cancel_only',
  'limit_only',
  'post_only',
  'view_only',
  'auction_mode',
] as const;

export type Standing = (typeof STANDINGS)[number];

export function productObject(product: Product, { price, standing }: { price: string; standing: Standing }) {
  const flags = STANDINGS.filter((flag) => flag !== 'online').map((flag) => [flag, flag === standing]);
  return {
    ...{ product_id: product.id, price, status: standing === 'is_disabled' ? 'delisted' : 'online' },
    ...{ base_increment: product.baseIncrement, quote_increment: product.quoteIncrement },
    ...{ quote_min_size: product.quoteMin, quote_max_size: product.quoteMax },
    ...{ base_min_size: product.baseMin, base_max_size: product.baseMax },
    ...{ price_increment: product.priceIncrement, product_type: 'SPOT' },
    ...{ base_currency_id: product.base, quote_currency_id: 'USDC', base_display_symbol: product.base },
    ...{ quote_display_symbol: 'USD', alias: `${product.base}-USD` },
    ...Object.fromEntries(flags),
  };
}

/** Whether a size is a multiple of an increment. */
export function isOnStep(size: bigint, increment: string): boolean {
  const step = readSize(increment) ?? 1n;
  return size % step === 0n;
}

/** Whether a price is a multiple of the product's increment. */
export function isOnTick(price: bigint, product: Product): boolean {
  const tick = readPrice(product.priceIncrement) ?? 1n;
  return price % tick === 0n;
}
