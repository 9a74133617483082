import { assetsOn, type ChainNetwork, type NetworkAsset, type NetworkChain } from '@diboas/networks';
import { openEthereumAccess } from './ethereum/open.ts';
import type { ChainAccess, ChainNode } from './shape/chain-access.ts';
import { openSolanaAccess } from './solana/open.ts';

/** The networks that there is access to. */
export type OpenNetwork = Extract<ChainNetwork, 'ethereum' | 'solana'>;

export interface OpenChain<N extends OpenNetwork> {
  readonly network: N;
  readonly chain: NetworkChain;
  /** A public node: JSON-RPC on Ethereum and Solana, mempool.space's site on Bitcoin, gRPC-web on Sui. */
  readonly url: string;
  /** How long it may take for one answer. */
  readonly timeoutMs: number;
  /** The assets that the chain has, where they are not those of `assetsOn`: a local chain makes a token of its own. */
  readonly assets?: readonly NetworkAsset[];
}

const OPENS: { readonly [N in OpenNetwork]: (wire: ChainNode) => ChainAccess<N> } = {
  ethereum: openEthereumAccess,
  solana: openSolanaAccess,
};

/** Nothing is asked and nothing kept: two that are opened alike answer alike. */
export function openChain<N extends OpenNetwork>(options: OpenChain<N>): ChainAccess<N> {
  const { network, chain, url, timeoutMs, assets = assetsOn(network, chain) } = options;
  return OPENS[network]({ url, timeoutMs, assets });
}
