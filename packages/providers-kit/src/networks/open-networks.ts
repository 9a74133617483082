import { type ChainAccess, openChain } from '@diboas/chain-access';
import type { Network } from '@diboas/kernel';
import { CHAIN_NETWORKS, type ChainNetwork, isChainNetwork } from '@diboas/networks';
import type { ChainNodes } from '../manifest/chain-nodes.ts';

/** The networks that we are told where to ask, each by its name. */
export type OpenNetworks = { readonly [N in ChainNetwork]?: ChainAccess<N> };

export function openNetworks({ chain, urlOf, submitUrlOf }: ChainNodes, timeoutMs: number): OpenNetworks {
  return Object.fromEntries(
    CHAIN_NETWORKS.flatMap((network) => {
      const url = urlOf(network);
      const submitUrl = submitUrlOf?.(network) ?? null;
      return url === null ? [] : [[network, openChain({ network, chain, url, submitUrl, timeoutMs })]];
    }),
  );
}

/** The network, asked in the way that all are; undefined for one that we are not told where to ask, and for banks. */
export function chainOf(chains: OpenNetworks, network: Network): ChainAccess<ChainNetwork> | undefined {
  return isChainNetwork(network) ? chains[network] : undefined;
}
