import type { Asset, Instant, Money, Network } from '@diboas/kernel';
import type { Memo } from '@diboas/orchestration';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks, Dex } from '../../manifest/desk.ts';
import type { GroundSetting } from '../ground/chain-ground.ts';

/** What is swapped for what, on one network. */
export interface SwapWish {
  readonly pay: Money;
  readonly receives: Asset;
}

/** How the outside goes wrong, once, as something is handed over that carries a swap out: before it was done, or after. */
export type DexFault = 'lost_before' | 'lost_after';

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

/** The network with the venue on it: each provider's tests bring a driver, which shares no code with the adapter. */
export interface DexWorld {
  open(setting: GroundSetting): Promise<Dex>;
  now(): Instant;
  /** Ends all faults, and brings the price back to where it was at the beginning. */
  calm(): Promise<void>;
  /** Makes the coin dearer by so many basis points, for whoever swaps next. */
  move(bps: number): Promise<void>;
  strikeNext(fault: DexFault): void;
  mine(blocks: number): Promise<void>;
  /** Makes so many blocks that whatever stands in one is final. */
  settle(): Promise<void>;
  undo(undone: { readonly depth: number; readonly transactions: 'return' | 'drop' }): Promise<void>;
  /** What lies at the address that swaps, by the network's own word, in the newest block. */
  held(asset: Asset): Promise<bigint>;
  /** Sees to it that nobody will ever carry out what was prepared, whoever has it. */
  makeImpossible(memo: Memo): Promise<void>;
  close(): Promise<void>;
}
