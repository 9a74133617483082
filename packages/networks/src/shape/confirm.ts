/** How much is at stake, which decides how sure we want to be. */
export type AmountTier = 'small' | 'usual' | 'large';

/** How far a transaction has come towards being taken for done. */
export interface ChainProgress {
  /** How many of the steps that are wanted have been seen; never above `wanted`. 0 also when a block was undone. */
  readonly seen: number;
  /** Blocks on Bitcoin and Ethereum, votes on Solana, checkpoints on Sui. */
  readonly wanted: number;
  /** Whether what arrived may be credited. */
  readonly isEnough: boolean;
  /** Whether the network itself will never undo it. Bitcoin knows no such thing: there, six blocks are taken for it. */
  readonly isFinal: boolean;
}

const SMALL_CENTS = 1_000_00n;
const LARGE_CENTS = 10_000_00n;

/** The tier of an amount by its value in US cents: small below $1,000, large from $10,000. */
export function amountTierOf(cents: bigint): AmountTier {
  if (cents < SMALL_CENTS) return 'small';
  return cents < LARGE_CENTS ? 'usual' : 'large';
}

/** Blocks from the one that holds a transaction to the newest, both counted; 0 when none holds it. */
export function depthOf(included: bigint | null, newest: bigint): number {
  return included === null || included > newest ? 0 : Number(newest - included + 1n);
}

/** A count of steps that is not more than what is wanted, and less as long as it is not enough. */
export function progress(steps: number, wanted: number, isEnough: boolean): number {
  return Math.min(steps, isEnough ? wanted : wanted - 1);
}
