import { assetsOn, type ChainNetwork, type NetworkAsset, type NetworkChain } from '@diboas/networks';
import { openBitcoinAccess } from './bitcoin/open.ts';
import { openEthereumAccess } from './ethereum/open.ts';
import type { ChainAccess, ChainNode } from './shape/chain-access.ts';
import { openSolanaAccess } from './solana/open.ts';
import { openSuiAccess } from './sui/open.ts';

export interface OpenChain<N extends ChainNetwork> {
  readonly network: N;
  readonly chain: NetworkChain;
  /** A public node: JSON-RPC on Ethereum and Solana, mempool.space's site on Bitcoin, gRPC-web on Sui. */
  readonly url: string;
  /** How long it may take for one answer. */
  readonly timeoutMs: number;
  /** The assets that the chain has, where they are not those of `assetsOn`: a local chain makes a token of its own. */
  readonly assets?: readonly NetworkAsset[];
}

const OPENS: { readonly [N in ChainNetwork]: (wire: ChainNode) => ChainAccess<N> } = {
  bitcoin: openBitcoinAccess,
  ethereum: openEthereumAccess,
  solana: openSolanaAccess,
  sui: openSuiAccess,
};

/** Nothing is asked and nothing kept: two that are opened alike answer alike. */
export function openChain<N extends ChainNetwork>(options: OpenChain<N>): ChainAccess<N> {
  const { network, chain, url, timeoutMs, assets = assetsOn(network, chain) } = options;
  return OPENS[network]({ url, timeoutMs, assets });
}
