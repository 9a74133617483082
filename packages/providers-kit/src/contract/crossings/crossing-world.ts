import type { Asset, Instant, Money } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Crossing, Desks } from '../../manifest/desk.ts';
import type { GroundSetting } from '../ground/chain-ground.ts';

/** What goes from one network to another. */
export interface CrossingWay {
  readonly name: string;
  readonly pay: Money;
  readonly from: Extract<ChainNetwork, 'ethereum' | 'solana'>;
  readonly to: ChainNetwork;
  /**
   * Whoever carries it makes the transaction as a whole, so that two for one order do not exclude each other: that of what was prepared for an
   * attempt one is committed, and nothing else is ever sent for it, is the engine's to keep.
   */
  readonly isMadeElsewhere?: true;
  /** What leaves in this way leaves as in another one of the suite, where all of that is looked at: here it is what arrives. */
  readonly leavesAsAnother?: true;
}

/** Those in which what leaves is looked at. */
export function leavingWays(ways: readonly CrossingWay[]): readonly CrossingWay[] {
  return ways.filter(({ leavesAsAnother }) => leavesAsAnother !== true);
}

/** How the outside goes wrong, once, as what leaves is handed over: before it was done, or after. */
export type CrossingFault = 'lost_before' | 'lost_after';

/**
 * How something may end that is not carried out as it was ordered. `refunded`: it came back where it had left. `partial`: something else
 * arrived than was ordered. `overstated`: it arrived, and whoever stands between says that it was twice as much.
 */
export type CrossingTurn = 'refunded' | 'partial' | 'overstated';

/** What a provider's tests hand to the contract suite of crossings. */
export interface CrossingSuite {
  readonly name: string;
  readonly ways: readonly [CrossingWay, ...CrossingWay[]];
  /** The ends that it may come to beside being carried out; nothing where what left always arrives. */
  readonly turns: readonly CrossingTurn[];
  /** The vendor's own name of the version that we speak. */
  readonly vendorVersion: string;
  openWorld(manifest: ProviderManifest<Pick<Desks, 'crossings'>>): Promise<CrossingWorld>;
}

/** Both networks, and whoever stands between them: each provider's tests bring a driver, which shares no code with the adapter. */
export interface CrossingWorld {
  open(setting: GroundSetting): Promise<Crossing>;
  now(): Instant;
  /** Lets time pass for everybody but the networks, which go by their blocks. */
  pass(ms: number): void;
  /** Ends all faults, and lets whoever stands between go on. */
  calm(): void;
  /** What has left does not arrive meanwhile, however often anybody asks. */
  hold(): void;
  /** Whoever stands between answers nobody, until it is calm again. */
  goAway(): void;
  /** What crosses costs so much more that nobody would bring as much as was agreed. */
  raiseFees(): void;
  /** What leaves next ends in that way. */
  turn(to: CrossingTurn): void;
  strikeNext(way: CrossingWay, fault: CrossingFault): void;
  mine(network: ChainNetwork, blocks: number): Promise<void>;
  /** Makes so many blocks on both networks that whatever stands in one is final. */
  settle(): Promise<void>;
  undo(
    network: ChainNetwork,
    undone: { readonly depth: number; readonly transactions: 'return' | 'drop' },
  ): Promise<void>;
  /** What lies at our address on a network, by its own word, in the newest block. */
  held(network: ChainNetwork, asset: Asset): Promise<bigint>;
  /** From now on the source network refuses to carry out what leaves there, or does so again. */
  block(way: CrossingWay, isBlocked: boolean): Promise<void>;
  /** Sees to it that nobody will ever carry out what was prepared last, whoever has it. */
  makeImpossible(way: CrossingWay): Promise<void>;
  close(): Promise<void>;
}
