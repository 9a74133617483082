/** What the sandbox's MoonPay sells, by its codes of currencies, at prices that never move. */
import type { Network } from '@diboas/kernel';

export type MoonpayNetwork = Exclude<Network, 'fiat'>;

/** What is paid in. */
export const FIATS = ['usd', 'eur'] as const;
export type Fiat = (typeof FIATS)[number];

export interface Currency {
  readonly symbol: string;
  readonly network: MoonpayNetwork;
  /** How many digits MoonPay writes after the point, of an asset that may have more. */
  readonly digits: number;
  /** Cents for one whole unit, of each fiat. */
  readonly cents: Readonly<Record<Fiat, bigint>>;
  /** What MoonPay passes on to the network, in cents of either. */
  readonly networkCents: bigint;
}

const USDC = { symbol: 'USDC', digits: 6, cents: { usd: 100n, eur: 92n } };

export const CURRENCIES = {
  usdc: { ...USDC, network: 'ethereum', networkCents: 90n },
  usdc_sol: { ...USDC, network: 'solana', networkCents: 1n },
  usdc_sui: { ...USDC, network: 'sui', networkCents: 1n },
  btc: coin('BTC', 'bitcoin', { usd: 10_000_000n, eur: 9_200_000n }, 60n),
  eth: coin('ETH', 'ethereum', { usd: 400_000n, eur: 368_000n }, 90n),
  sol: coin('SOL', 'solana', { usd: 20_000n, eur: 18_400n }, 1n),
  sui: coin('SUI', 'sui', { usd: 400n, eur: 368n }, 1n),
} as const satisfies Readonly<Record<string, Currency>>;

export type CurrencyCode = keyof typeof CURRENCIES;

export function isSold(code: string): code is CurrencyCode {
  return Object.hasOwn(CURRENCIES, code);
}

export function currencyOf(code: CurrencyCode): Currency {
  return CURRENCIES[code];
}

function coin(
  symbol: string,
  network: MoonpayNetwork,
  cents: Currency['cents'],
  networkCents: bigint,
): Currency {
  return { symbol, network, digits: 8, cents, networkCents };
}
