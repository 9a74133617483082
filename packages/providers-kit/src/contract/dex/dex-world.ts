import type { Asset, Money, Network } from '@diboas/kernel';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks, Dex } from '../../manifest/desk.ts';
import type { OneNetworkWorld } from '../ground/one-network-world.ts';

/** What is swapped for what, on one network. */
export interface SwapWish {
  readonly pay: Money;
  readonly receives: Asset;
}

/** What a provider's tests hand to the contract suite of a DEX. */
export interface DexSuite {
  readonly name: string;
  readonly network: Network;
  readonly swaps: { readonly buy: SwapWish; readonly sell: SwapWish };
  /** So much of what is paid for a purchase that it moves the price too far. */
  readonly tooLarge: Money;
  /** Whether what no block takes is made anew for more. */
  readonly isReplaced: boolean;
  /** The vendor's own name of the version that we speak. */
  readonly vendorVersion: string;
  openWorld(manifest: ProviderManifest<Pick<Desks, 'dex'>>): Promise<DexWorld>;
}

/** The network with the venue on it. */
export interface DexWorld extends OneNetworkWorld<Dex> {
  /** Makes the coin dearer by so many basis points, for whoever swaps next. */
  move(bps: number): Promise<void>;
}
