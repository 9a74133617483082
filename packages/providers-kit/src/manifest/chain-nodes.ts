import type { Network } from '@diboas/kernel';
import type { NetworkChain } from '@diboas/networks';

/** Where providers that read or write a network themselves ask for it: one address a network, the same for all of them. */
export interface ChainNodes {
  /** Whether these are the chains whose coins are worth something, or those for tests. */
  readonly chain: NetworkChain;
  /** Of the network's public wire, as `CHAIN_URL_<NETWORK>` says; null where none is set, and for money in banks. */
  urlOf(network: Network): string | null;
}

/** For providers that touch no network, and tests of them. */
export const NO_CHAINS: ChainNodes = { chain: 'test', urlOf: () => null };
