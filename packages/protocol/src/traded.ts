import * as z from 'zod/mini';
import type { asset } from './wire/values.ts';

type Named = z.infer<typeof asset>;

const COINS = ['BTC', 'ETH', 'SOL', 'SUI'] as const satisfies readonly Named[];
/** Shares as tokens, which are traded when the exchange of the share is open. */
const STOCKS = ['AAPL', 'NVDA', 'SPY', 'TSLA'] as const satisfies readonly Named[];

/** What is traded: the coins of the four networks, each on its own, and shares as tokens. */
export const traded = z.enum([...COINS, ...STOCKS]);
export type TradedView = z.infer<typeof traded>;
export const coin = z.enum(COINS);
export type CoinView = z.infer<typeof coin>;
export const stock = z.enum(STOCKS);
export type StockView = z.infer<typeof stock>;

/** What sort of thing an asset is: money of a state, a token that stands for something, the coin of a network, a share. */
export const assetKind = z.enum(['fiat', 'token', 'coin', 'stock']);
