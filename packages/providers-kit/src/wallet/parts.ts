import type { Asset, Instant, Money, Outcome } from '@diboas/kernel';
import type { ChainNetwork, NetworkChain } from '@diboas/networks';
import type { CoinClaimStore } from '@diboas/orchestration';
import type { OpenNetworks } from '../networks/open-networks.ts';

/** What every wallet works with, whoever keeps its keys. */
export interface ChainWalletParts {
  /** Who keeps the keys, as people read it. */
  readonly by: string;
  /** The wallet that orders are paid from, as its keeper calls it. */
  readonly walletId: string;
  readonly chain: NetworkChain;
  readonly chains: OpenNetworks;
  readonly claims: CoinClaimStore;
  readonly worth: (money: Money, asset: Asset) => Money | null;
  readonly now: () => Instant;
  /**
   * The address that orders are paid from on a network. `unavailable`: its keeper does not tell. `unsupported`: there is none
   * on this network.
   */
  payingAddress(network: ChainNetwork): Promise<Outcome<string, 'unavailable' | 'unsupported'>>;
}
