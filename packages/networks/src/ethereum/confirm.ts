import { type AmountTier, type ChainProgress, depthOf, progress } from '../shape/confirm.ts';

/** Numbers of blocks, as the node's tags name them. */
export interface EthereumConfirmFacts {
  /** The block that holds it, by the chain as it is now; null when none does. */
  readonly includedAt: bigint | null;
  readonly latest: bigint;
  /** The newest block that two thirds of the validators voted for; undone only if a third of all stake is lost. */
  readonly safe: bigint;
  /** The newest block that will never be undone. */
  readonly finalized: bigint;
}

/** An epoch has 32 blocks: a block is safe after about one, final after about two. */
const EPOCH_BLOCKS = 32;

/**
 * What is small is credited when its block is safe, all else when it is final. The count of blocks only says how far it
 * is: when validators are late, it waits at the last but one.
 */
export function confirmEthereum(tier: AmountTier, facts: EthereumConfirmFacts): ChainProgress {
  const { includedAt, latest, safe, finalized } = facts;
  const isFinal = includedAt !== null && includedAt <= finalized;
  const isEnough = isFinal || (tier === 'small' && includedAt !== null && includedAt <= safe);
  const wanted = tier === 'small' ? EPOCH_BLOCKS : 2 * EPOCH_BLOCKS;
  const seen = isEnough ? wanted : progress(depthOf(includedAt, latest), wanted, isEnough);
  return { seen, wanted, isEnough, isFinal };
}
