/** What the sandbox's Stripe sells, on which networks, at which fixed prices. */

export const NETWORKS = ['bitcoin', 'ethereum', 'solana', 'polygon', 'base', 'avalanche', 'stellar'] as const;
export type StripeNetwork = (typeof NETWORKS)[number];

interface CurrencyFacts {
  readonly decimals: number;
  /** US cents for one whole unit. Fixed, so that every figure in a test can be worked out by hand. */
  readonly centsPerOne: bigint;
  readonly networks: readonly StripeNetwork[];
}

export const CURRENCIES = {
  usdc: {
    decimals: 6,
    centsPerOne: 100n,
    networks: ['ethereum', 'solana', 'polygon', 'base', 'avalanche', 'stellar'],
  },
  btc: { decimals: 8, centsPerOne: 10_000_000n, networks: ['bitcoin'] },
  eth: { decimals: 18, centsPerOne: 400_000n, networks: ['ethereum', 'base'] },
  sol: { decimals: 9, centsPerOne: 20_000n, networks: ['solana'] },
  pol: { decimals: 18, centsPerOne: 50n, networks: ['polygon'] },
  avax: { decimals: 18, centsPerOne: 2_500n, networks: ['avalanche'] },
  xlm: { decimals: 7, centsPerOne: 25n, networks: ['stellar'] },
} as const satisfies Record<string, CurrencyFacts>;

export type StripeCurrency = keyof typeof CURRENCIES;
export const CURRENCY_CODES = Object.keys(CURRENCIES) as StripeCurrency[];

export function factsOf(currency: StripeCurrency): CurrencyFacts {
  return CURRENCIES[currency];
}

export function isSold(currency: StripeCurrency, network: StripeNetwork): boolean {
  return factsOf(currency).networks.includes(network);
}

/** In hashes keyed by network Stripe writes `base_network`, everywhere else `base`. */
export function networkKey(network: StripeNetwork): Exclude<StripeNetwork, 'base'> | 'base_network' {
  return network === 'base' ? 'base_network' : network;
}

const NETWORK_FEE_CENTS: Readonly<Partial<Record<StripeNetwork, bigint>>> = { solana: 1n, ethereum: 120n };
const OTHER_NETWORK_FEE_CENTS = 5n;

export function networkFeeCents(network: StripeNetwork): bigint {
  return NETWORK_FEE_CENTS[network] ?? OTHER_NETWORK_FEE_CENTS;
}
