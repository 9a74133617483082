// What every chain of this package does, whatever network it speaks for. Its public wire is that of the network's own
// nodes and nothing else; all that follows are functions in the process, which nobody reaches over the wire.
import type { AnswerFault } from '../wire/answer-faults.ts';

/**
 * When blocks come: only by `mine`, one for each transaction as it is taken, or by the machine's clock.
 * A test that counts confirmations wants `by-hand`; a person who tries the product wants some seconds.
 */
export type BlockPace = 'by-hand' | 'at-once' | { readonly everyMs: number };

export interface StartChain {
  /** Nothing is kept: the chain begins empty and is gone at its stop. There is no other kind yet. */
  readonly dataless: true;
  /** The port on 127.0.0.1 of the public wire; 0 takes one that is free. */
  readonly port: number;
  /** The same seed makes the same keys and tokens, so that two starts can be held against each other. */
  readonly seed: string;
  readonly pace: BlockPace;
}

export interface Reorganisation {
  /** How many of the newest blocks are undone. As many blocks and one more take their place, so the new branch wins. */
  readonly depth: number;
  /**
   * What becomes of the transactions in them: `return` puts them back where they wait for a block, `drop` forgets
   * them, as when another branch holds a payment that excludes them.
   */
  readonly transactions: 'return' | 'drop';
}

/** What somebody who looks on sees of a chain. */
export interface ChainView {
  /** The newest blocks, newest first. */
  readonly blocks: readonly ShownBlock[];
  /** The hashes of what waits for a block, oldest first. */
  readonly waiting: readonly string[];
}

export interface ShownBlock {
  readonly height: number;
  readonly hash: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The hashes of what was sent, in their order in the block. */
  readonly transactions: readonly string[];
}

/** @typeParam Asset what can be granted on it, by its symbol: `ETH`, `USDC` */
export interface LocalChain<Asset extends string> {
  /** Where clients of the network ask: the address of its public wire. */
  readonly url: string;
  /**
   * Gives an address money from nowhere, in minor units, and answers the hash of the transaction that did it. It is in
   * a block when this resolves: one is made for it, which takes along what waits. So grant first, then stall.
   */
  fund(address: string, asset: Asset, amount: bigint): Promise<string>;
  /** Makes that many blocks now; the first holds what waits, as far as it fits. */
  mine(blocks: number): Promise<void>;
  /** Refuses, by throwing, a depth of nothing, beyond the first block, or of what the network calls final. */
  reorganise(reorganisation: Reorganisation): Promise<void>;
  /** From now on no block comes by itself; transactions are taken and wait. `mine` still works. */
  stall(): Promise<void>;
  /** Blocks come by the pace again, the first at once if something waits. */
  resume(): Promise<void>;
  /** Forgets a transaction that waits, as nodes forget what pays too little. False when none of that hash waits. */
  drop(hash: string): Promise<boolean>;
  /** As it stands now, with that many of its newest blocks. */
  view(blocks: number): Promise<ChainView>;
  /** What an address holds of an asset in the newest block, in minor units. */
  balance(address: string, asset: Asset): Promise<bigint>;
  /** The next `times` calls of a method of the wire go wrong in that way. Faults of one method queue up. */
  answers(method: string, fault: AnswerFault): void;
  /**
   * What may be done to what stands on it, by its name: each act reads its own figures, and refuses others by throwing. Absent where
   * nothing stands there.
   */
  readonly acts?: Readonly<Record<string, (figures: unknown) => Promise<void>>>;
  /** Ends all that was started for it. Safe to call twice. */
  stop(): Promise<void>;
}
