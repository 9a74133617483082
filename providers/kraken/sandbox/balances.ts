/** What lies in the account at first, by Kraken's names: nobody needs to fill it before they can try a trade. */
import type { Asset, Network } from '@diboas/kernel';
import type { DoubleFloat } from '@diboas/sandbox-kit';

export interface Balance {
  readonly name: string;
  /** In units of the eighth digit. */
  readonly units: bigint;
}

const WHOLE = 100_000_000n;

export const AT_FIRST: readonly Balance[] = [
  { name: 'USDC', units: 20_000_000n * WHOLE },
  { name: 'XXBT', units: 100n * WHOLE },
  { name: 'XETH', units: 2_500n * WHOLE },
  { name: 'SOL', units: 50_000n * WHOLE },
  { name: 'SUI', units: 2_500_000n * WHOLE },
];

const OURS: Readonly<Record<string, { asset: Asset; network: Network; decimals: bigint }>> = {
  USDC: { asset: 'USDC', network: 'solana', decimals: 6n },
  XXBT: { asset: 'BTC', network: 'bitcoin', decimals: 8n },
  XETH: { asset: 'ETH', network: 'ethereum', decimals: 18n },
  SOL: { asset: 'SOL', network: 'solana', decimals: 9n },
  SUI: { asset: 'SUI', network: 'sui', decimals: 9n },
};

/** The same in minor units, where the settings of the server for the sandbox say that it lies. */
export const FLOATS: readonly DoubleFloat[] = AT_FIRST.flatMap(({ name, units }) => {
  const ours = OURS[name];
  if (ours === undefined) return [];
  const { asset, network, decimals } = ours;
  return [{ asset, network, units: (units * 10n ** decimals) / WHOLE }];
});
