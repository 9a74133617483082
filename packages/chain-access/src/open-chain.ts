import { assetsOn, type ChainNetwork, type NetworkAsset, type NetworkChain } from '@diboas/networks';
import { openBitcoinAccess } from './bitcoin/open.ts';
import { openEthereumAccess } from './ethereum/open.ts';
import { withOwnCursors } from './own-cursors.ts';
import type { ChainAccess, ChainNode } from './shape/chain-access.ts';
import { openSolanaAccess } from './solana/open.ts';
import { openSuiAccess } from './sui/open.ts';

export interface OpenChain<N extends ChainNetwork> {
  readonly network: N;
  readonly chain: NetworkChain;
  /** A public node: JSON-RPC on Ethereum and Solana, mempool.space's site on Bitcoin, gRPC-web on Sui. */
  readonly url: string;
  /** Where signed bytes are handed to on Ethereum, where that is another endpoint; nothing else is asked there. */
  readonly submitUrl?: string | null;
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
  const { network, chain, url, submitUrl = null, timeoutMs, assets = assetsOn(network, chain) } = options;
  const access = OPENS[network]({ url, submitUrl, timeoutMs, assets });
  return { ...access, incoming: withOwnCursors(access) };
}

/** The first block of the chain whose coins are worth something. */
const LIVE: Readonly<Record<ChainNetwork, string>> = {
  // `CMainParams` of Bitcoin Core.
  bitcoin: '000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f',
  // `MainnetGenesisHash` of geth.
  ethereum: '0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3',
  // Solana, "Clusters".
  solana: '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d',
  // `MAINNET_CHAIN_IDENTIFIER_BASE58` of sui-types.
  sui: '4btiuiMPvEENsttpZC7CZ53DruC3MAgfznDbASZ7DR6S',
};

/** Which of a network's chains begins with this block. */
export function chainOfGenesis(network: ChainNetwork, genesis: string): NetworkChain {
  return genesis === LIVE[network] ? 'live' : 'test';
}
