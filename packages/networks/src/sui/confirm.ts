import type { AmountTier, ChainProgress } from '../shape/confirm.ts';

export interface SuiConfirmFacts {
  /** The checkpoint that holds the transaction; null as long as it is in none. */
  readonly checkpoint: bigint | null;
}

/** A checkpoint is signed by two thirds of all stake and never undone, so one is enough for any amount. */
export function confirmSui(_tier: AmountTier, { checkpoint }: SuiConfirmFacts): ChainProgress {
  const isFinal = checkpoint !== null;
  return { seen: isFinal ? 1 : 0, wanted: 1, isEnough: isFinal, isFinal };
}
