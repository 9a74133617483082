import { type AmountTier, type ChainProgress, progress } from '../shape/confirm.ts';

/** What `getSignatureStatuses` answers: null when the node knows no such signature, or its block was dropped. */
export type SolanaConfirmFacts = {
  readonly commitment: 'processed' | 'confirmed' | 'finalized';
  /** Blocks that were voted for on top of it; null when it is final. */
  readonly confirmations: bigint | null;
} | null;

/** A block that 31 others stand on is final: the network cannot undo it any more. */
const ROOTED = 32;

/**
 * What is small is credited when two thirds of all stake voted for its block (`confirmed`), all else when it is final. A
 * failed transaction is told by its error, not here.
 */
export function confirmSolana(tier: AmountTier, facts: SolanaConfirmFacts): ChainProgress {
  const isFinal = facts?.commitment === 'finalized';
  const isVoted = isFinal || facts?.commitment === 'confirmed';
  const isEnough = tier === 'small' ? isVoted : isFinal;
  const wanted = tier === 'small' ? 1 : ROOTED;
  const steps = facts === null ? 0 : Number(facts.confirmations ?? 0n) + (isVoted ? 1 : 0);
  return { seen: isEnough ? wanted : progress(steps, wanted, isEnough), wanted, isEnough, isFinal };
}
