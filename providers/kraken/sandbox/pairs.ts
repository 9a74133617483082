/** What is traded in the sandbox, as `AssetPairs` shows it: the coins of the four networks, against USDC. */
import type { WalkedAsset } from '@diboas/sandbox-kit';

export type PairStatus = 'online' | 'cancel_only' | 'post_only' | 'limit_only' | 'reduce_only';

export interface Pair {
  readonly name: string;
  readonly shownName: string;
  readonly asset: Exclude<WalkedAsset, 'USDC'>;
  /** Kraken's own name of the coin. */
  readonly base: string;
  /** Digits of a price, of which the last one is the tick. */
  readonly priceDecimals: number;
  /** In units of the eighth digit. */
  readonly orderMin: bigint;
}

/** Digits of a volume, which is also how what lies there is counted, and of what it costs. */
export const LOT_DECIMALS = 8;
export const COST_DECIMALS = 6;
/** Units of a volume in one of a cost. */
export const VOLUME_IN_COST = 100n;
/** In units of the sixth digit: half a dollar. */
export const COST_MIN = 500_000n;

export const PAIRS: readonly Pair[] = [
  { name: 'XBTUSDC', shownName: 'XBT/USDC', asset: 'BTC', base: 'XXBT', priceDecimals: 2, orderMin: 5_000n },
  {
    name: 'ETHUSDC',
    shownName: 'ETH/USDC',
    asset: 'ETH',
    base: 'XETH',
    priceDecimals: 2,
    orderMin: 100_000n,
  },
  {
    name: 'SOLUSDC',
    shownName: 'SOL/USDC',
    asset: 'SOL',
    base: 'SOL',
    priceDecimals: 2,
    orderMin: 2_000_000n,
  },
  {
    name: 'SUIUSDC',
    shownName: 'SUI/USDC',
    asset: 'SUI',
    base: 'SUI',
    priceDecimals: 4,
    orderMin: 150_000_000n,
  },
];
