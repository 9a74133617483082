// What strategies on Ethereum say of themselves, whatever their contracts: an adapter brings this, and the verbs of its desk are made
// of it. Whatever is put in becomes shares, which are worth more or less as time goes by; all of ours lie at one address.
import type { Outcome } from '@diboas/kernel';
import type { LiquidityPart, StrategyFacts } from '@diboas/orchestration';
import type { Address, Hex, TransactionReceipt } from 'viem';
import type { ContractCall } from '../evm/calls.ts';
import type { NoStart } from './not-done.ts';

export interface EvmStrategy {
  /** Its name, which never changes: part of stored rows. */
  readonly id: string;
  readonly asset: 'ETH' | 'USDC';
  readonly protocol: string;
  readonly exit: StrategyFacts['exit'];
}

/** Transactions of ours that do it: the act, and what it needs before it. */
export interface StrategyCalls {
  readonly approval: ContractCall | null;
  readonly act: ContractCall;
}

/** What one transaction of ours put in or took out, by its logs. */
export interface StrategyMove {
  readonly direction: 'in' | 'out';
  readonly units: bigint;
  /** Of what is one piece, which is never divided, its own number: of a position that is an NFT. */
  readonly shares: bigint;
}

/** What would be done to put something in: `least` units of it are put in, whatever happens until then, and the rest stays where it is. */
export interface StrategyStart extends StrategyCalls {
  readonly least: bigint;
  readonly expected: bigint;
}

/** All of a position: its shares, which are worth so many units now, of which no less than `least` must come. */
export interface StrategyHeld {
  readonly shares: bigint;
  readonly units: bigint;
  readonly least: bigint;
  readonly from: Address;
}

/** Why a contract did not do what it was asked to, by what it says itself. */
export type StrategyRevert = 'paused' | 'frozen' | 'capped' | 'not_free' | 'other';

export interface StrategyVenue<Strategy extends EvmStrategy = EvmStrategy> {
  /** As people read it. */
  readonly name: string;
  readonly strategies: readonly Strategy[];
  /**
   * What of a position was earned that can be lost no more, in minor units, by a final block: a total that never falls. Null where nothing
   * is kept before it is taken out.
   */
  readonly earned:
    | ((
        strategy: Strategy,
        put: Pick<StrategyMove, 'shares' | 'units'> & { readonly from: Address },
      ) => Promise<Outcome<bigint, 'unavailable'>>)
    | null;
  /** Whether a stop that cannot be done now waits until it can; else it is not begun, since what it brings would be another then. */
  readonly waits: boolean;
  /** By how much less than it is worth now a stop may bring, in basis points. */
  readonly toleranceBps: number;
  /** By how many minor units more each part may come to less, where all is taken out in several: each is rounded for itself. */
  readonly roundedUnits: bigint;
  /** Gas that taking out takes at most, for where it cannot be tried yet. */
  readonly stopGas: bigint;
  facts(strategy: Strategy): Promise<Outcome<StrategyFacts, 'unavailable'>>;
  /** What so many shares would bring, in minor units. */
  worth(
    strategy: Strategy,
    held: { readonly shares: bigint; readonly block: 'latest' | 'finalized'; readonly from: Address },
  ): Promise<Outcome<bigint, 'unavailable'>>;
  /** How many units of what is ours could be taken out now, as far as that is told. */
  free(strategy: Strategy, holder: Address): Promise<Outcome<bigint, 'unavailable'>>;
  start(
    strategy: Strategy,
    put: { readonly units: bigint; readonly from: Address },
  ): Promise<Outcome<StrategyStart, NoStart>>;
  stopAll(strategy: Strategy, held: StrategyHeld): Promise<Outcome<StrategyCalls, 'unavailable'>>;
  /** Takes out so many units of them, and no more. */
  stopSome(strategy: Strategy, some: { readonly units: bigint; readonly from: Address }): StrategyCalls;
  /** Of what lies in a pool that trades, beside what it is worth; `started`: what put it in. */
  liquidity?(
    strategy: Strategy,
    held: { readonly shares: bigint; readonly started: TransactionReceipt; readonly from: Address },
  ): Promise<Outcome<LiquidityPart, 'unavailable'>>;
  /** Null where it did neither, or not for the holder. */
  moved(strategy: Strategy, receipt: TransactionReceipt, holder: Address): StrategyMove | null;
  /** What it says as it reverts. */
  reverted(data: Hex): StrategyRevert;
}
