/** What Example sells here, at prices that never move. */
import { type Network, unitsPerOne } from '@diboas/kernel';

export type ExampleAsset = 'USDC' | 'BTC' | 'ETH' | 'SOL';
export type ExampleNetwork = Extract<Network, 'solana' | 'bitcoin' | 'ethereum'>;

export interface AssetFacts {
  readonly centsPerOne: bigint;
  readonly decimals: number;
  readonly networks: readonly ExampleNetwork[];
}

const FACTS: Readonly<Record<ExampleAsset, Omit<AssetFacts, 'decimals'>>> = {
  USDC: { centsPerOne: 100n, networks: ['solana', 'ethereum'] },
  BTC: { centsPerOne: 10_000_000n, networks: ['bitcoin'] },
  ETH: { centsPerOne: 400_000n, networks: ['ethereum'] },
  SOL: { centsPerOne: 20_000n, networks: ['solana'] },
};

/** What Example passes on to the network, in cents. */
export const NETWORK_FEE_CENTS: Readonly<Record<ExampleNetwork, bigint>> = {
  solana: 1n,
  ethereum: 150n,
  bitcoin: 250n,
};

/** Null for what Example does not sell, or not on this network. */
export function assetOn(
  asset: string,
  network: string,
): { readonly asset: ExampleAsset; readonly network: ExampleNetwork } | null {
  if (!isExampleAsset(asset)) return null;
  const on = FACTS[asset].networks.find((one) => one === network);
  return on === undefined ? null : { asset, network: on };
}

export function factsOf(asset: ExampleAsset): AssetFacts {
  return { ...FACTS[asset], decimals: String(unitsPerOne(asset)).length - 1 };
}

function isExampleAsset(text: string): text is ExampleAsset {
  return Object.hasOwn(FACTS, text);
}
