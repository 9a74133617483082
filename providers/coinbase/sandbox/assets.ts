/** What the sandbox's Coinbase sells, on which networks, at which fixed prices. */

export const NETWORKS = ['bitcoin', 'ethereum', 'solana', 'base'] as const;
export type CoinbaseNetwork = (typeof NETWORKS)[number];

interface CurrencyFacts {
  readonly decimals: number;
  /** US cents for one whole unit. Fixed, so that every figure in a test can be worked out by hand. */
  readonly centsPerOne: bigint;
  readonly networks: readonly CoinbaseNetwork[];
}

export const CURRENCIES = {
  USDC: { decimals: 6, centsPerOne: 100n, networks: ['solana', 'ethereum', 'base'] },
  BTC: { decimals: 8, centsPerOne: 10_000_000n, networks: ['bitcoin'] },
  ETH: { decimals: 18, centsPerOne: 400_000n, networks: ['ethereum', 'base'] },
  SOL: { decimals: 9, centsPerOne: 20_000n, networks: ['solana'] },
} as const satisfies Record<string, CurrencyFacts>;

export type CoinbaseCurrency = keyof typeof CURRENCIES;
export const CURRENCY_CODES = Object.keys(CURRENCIES) as CoinbaseCurrency[];

export function factsOf(currency: CoinbaseCurrency): CurrencyFacts {
  return CURRENCIES[currency];
}

export function isSold(currency: CoinbaseCurrency, network: CoinbaseNetwork): boolean {
  return factsOf(currency).networks.includes(network);
}

export const NETWORK_FEE_CENTS: Readonly<Record<CoinbaseNetwork, bigint>> = {
  bitcoin: 60n,
  ethereum: 90n,
  solana: 1n,
  base: 1n,
};
