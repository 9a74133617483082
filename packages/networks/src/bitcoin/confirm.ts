import { type AmountTier, type ChainProgress, depthOf, progress } from '../shape/confirm.ts';

export interface BitcoinConfirmFacts {
  /** The height of the block that holds it, by the chain as it is now; null when none does. */
  readonly includedAt: bigint | null;
  readonly newest: bigint;
}

/** Six blocks are what the network's own software has taken for settled from the beginning; less is at stake below. */
const WANTED: Readonly<Record<AmountTier, number>> = { small: 2, usual: 3, large: 6 };
const FINAL = 6;

/** Bitcoin is never final, only ever less likely to be undone: depth is counted. */
export function confirmBitcoin(tier: AmountTier, { includedAt, newest }: BitcoinConfirmFacts): ChainProgress {
  const depth = depthOf(includedAt, newest);
  const wanted = WANTED[tier];
  const isEnough = depth >= wanted;
  return { seen: progress(depth, wanted, isEnough), wanted, isEnough, isFinal: depth >= FINAL };
}
