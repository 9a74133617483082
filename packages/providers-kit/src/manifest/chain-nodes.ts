import { type Network, refuse } from '@diboas/kernel';
import type { NetworkChain } from '@diboas/networks';
import type { CoinClaimStore } from '@diboas/orchestration';
import { NO_SIGNER, type SigningDesk } from './chain-signer.ts';

/** Where providers that read or write a network themselves ask for it: one address a network, the same for all of them. */
export interface ChainNodes {
  /** Whether these are the chains whose coins are worth something, or those for tests. */
  readonly chain: NetworkChain;
  /** Of the network's public wire, as `CHAIN_URL_<NETWORK>` says; null where none is set, and for money in banks. */
  urlOf(network: Network): string | null;
  /**
   * Where signed bytes are handed to, where that is another endpoint than the public one, as `CHAIN_SUBMIT_URL_<NETWORK>` says.
   * Absent where none is set for any network.
   */
  submitUrlOf?(network: Network): string | null;
}

/** For providers that touch no network, and tests of them: there is none, nothing to pay with on it, and nobody who signs. */
export const NO_CHAINS: {
  readonly chains: ChainNodes;
  readonly claims: CoinClaimStore;
  readonly signer: SigningDesk;
} = {
  chains: { chain: 'test', urlOf: () => null },
  claims: {
    claimCoins: async () => refuse('not_enough'),
    releaseCoins: async () => {},
    noteCoinsSpent: async () => {},
  },
  signer: NO_SIGNER,
};
