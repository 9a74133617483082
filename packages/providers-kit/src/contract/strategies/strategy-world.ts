import type { Money, Network } from '@diboas/kernel';
import type { StrategyProvider } from '@diboas/orchestration';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks } from '../../manifest/desk.ts';
import type { OneNetworkWorld } from '../ground/one-network-world.ts';

/** A strategy, and what tests put into it. */
export interface TriedStrategy {
  readonly id: string;
  readonly put: Money;
}

/** Why nothing goes in, though it did. `changed`: other code runs there than was looked at. */
export type StrategyBar = 'paused' | 'frozen' | 'capped' | 'changed';

/** What a provider's tests hand to the contract suite of strategies. */
export interface StrategySuite {
  readonly name: string;
  readonly network: Network;
  readonly strategies: readonly [TriedStrategy, ...TriedStrategy[]];
  /** Whether what it has earned can be lost no more: then it is told as it grows. */
  readonly keepsGains: boolean;
  /** Whether what is put in may come to be worth less. */
  readonly falls: boolean;
  /** Whether what is in a block may yet be undone on its network, and what no block takes be made anew for more. */
  readonly undoes: boolean;
  readonly replaces: boolean;
  /**
   * What of it whoever changes a part of it into something else takes in and out, in basis points, where that is done; then what does not fit
   * is not put in, and what is worth what moves with a price. Null where all of it goes in as it is.
   */
  readonly changedBps: bigint | null;
  /** Whether a stop that cannot be done now waits until it can. */
  readonly waits: boolean;
  /** Which of them there are. */
  readonly bars: readonly StrategyBar[];
  /** Whether nodes try what they are given, so that what would do nothing stands in no block and costs nothing. */
  readonly isTriedFirst: boolean;
  /** By how many minor units less than was ordered is put in at most, where shares are whole. */
  readonly roundedBy: bigint;
  /** The vendor's own name of the version that we speak. */
  readonly vendorVersion: string;
  openWorld(manifest: ProviderManifest<Pick<Desks, 'strategies'>>): Promise<StrategyWorld>;
}

/** The network with strategies on it. `calm` ends all that is done here. */
export interface StrategyWorld extends OneNetworkWorld<StrategyProvider> {
  /** Lets time go by in which it earns, on the network and for us; what is in blocks then is final. */
  pass(ms: number): Promise<void>;
  /** The same, by a block that may yet be undone. */
  passUnsettled(ms: number): Promise<void>;
  bar(strategy: string, how: StrategyBar): Promise<void>;
  /** Leaves so many units that can be taken out now, of everybody. */
  drain(strategy: string, left: bigint): Promise<void>;
  /** There is enough again. */
  refill(strategy: string): Promise<void>;
  /** The network asks for so many wei a unit of gas, and for less again with each empty block; where it is Ethereum. */
  askBaseFee(wei: bigint): Promise<void>;
  /** All that lies there is worth so many basis points less. */
  fall(strategy: string, bps: number): Promise<void>;
}
