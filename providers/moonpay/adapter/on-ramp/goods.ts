import type { Asset, Network } from '@diboas/kernel';

/** What we buy there: an asset on a network, by the code that MoonPay has for the two (GET /v3/currencies). */
interface Goods {
  readonly asset: Asset;
  readonly network: Network;
}

const GOODS: Readonly<Record<string, Goods>> = {
  usdc: { asset: 'USDC', network: 'ethereum' },
  usdc_sol: { asset: 'USDC', network: 'solana' },
  usdc_sui: { asset: 'USDC', network: 'sui' },
  btc: { asset: 'BTC', network: 'bitcoin' },
  eth: { asset: 'ETH', network: 'ethereum' },
  sol: { asset: 'SOL', network: 'solana' },
  sui: { asset: 'SUI', network: 'sui' },
};

/** MoonPay's code; null for what it has none for. */
export function codeOf({ asset, network }: Goods): string | null {
  const found = Object.entries(GOODS).find(([, one]) => one.asset === asset && one.network === network);
  return found?.[0] ?? null;
}

/** Null for a code that is not ours to know. */
export function goodsOf(code: string): Goods | null {
  return Object.hasOwn(GOODS, code) ? (GOODS[code] ?? null) : null;
}
