/** Every asset diBoaS can hold or price. `decimals` says how many minor units make one unit, as a power of ten. */
export const ASSETS = {
  USD: { decimals: 2, kind: 'fiat' },
  EUR: { decimals: 2, kind: 'fiat' },
  BRL: { decimals: 2, kind: 'fiat' },
  USDC: { decimals: 6, kind: 'token' },
  BTC: { decimals: 8, kind: 'coin' },
  ETH: { decimals: 18, kind: 'coin' },
  SOL: { decimals: 9, kind: 'coin' },
  SUI: { decimals: 9, kind: 'coin' },
  AAPL: { decimals: 18, kind: 'stock' },
  NVDA: { decimals: 18, kind: 'stock' },
  SPY: { decimals: 18, kind: 'stock' },
  TSLA: { decimals: 18, kind: 'stock' },
} as const satisfies Record<string, { decimals: number; kind: 'fiat' | 'token' | 'coin' | 'stock' }>;

export type Asset = keyof typeof ASSETS;

/** A share as a token. It is traded when the exchange of the share is open, and not around the clock. */
export type Stock = {
  [Name in Asset]: (typeof ASSETS)[Name]['kind'] extends 'stock' ? Name : never;
}[Asset];

export function isStock(asset: Asset): asset is Stock {
  return ASSETS[asset].kind === 'stock';
}

export function isAsset(value: unknown): value is Asset {
  return typeof value === 'string' && Object.hasOwn(ASSETS, value);
}

/** Minor units in one unit of the asset, as a power of ten: 100 for USD, 1,000,000 for USDC. */
export function unitsPerOne(asset: Asset): bigint {
  return 10n ** BigInt(ASSETS[asset].decimals);
}
