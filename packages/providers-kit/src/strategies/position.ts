import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { StrategyTerms } from '@diboas/orchestration';
import { type Address, isAddressEqual, isHash, type TransactionReceipt } from 'viem';
import type { EvmParts } from '../evm/parts.ts';
import type { EvmStrategy, StrategyMove, StrategyVenue } from './venue.ts';

/** What of one person lies there, in shares, and what was put in for it. */
export interface EvmPosition {
  readonly shares: bigint;
  readonly put: bigint;
  /** What put it in, by its block. */
  readonly started: TransactionReceipt;
}

/**
 * By the transactions of ours that put it in and took some of it out. `unknown`: one of them is in no block, or did something else; so
 * there is no such position.
 */
export async function readPosition<Strategy extends EvmStrategy>(
  { reader }: Pick<EvmParts, 'reader'>,
  venue: StrategyVenue<Strategy>,
  { strategy, moved, holder }: { strategy: Strategy; moved: StrategyTerms['moved']; holder: Address },
): Promise<Outcome<EvmPosition, 'unavailable' | 'unknown'>> {
  if (reader === null) return refuse('unavailable');
  let position: EvmPosition | null = null;
  for (const hash of moved) {
    if (!isHash(hash)) return refuse('unknown');
    const receipt = await reader.receipt(hash);
    if (!receipt.ok) return receipt;
    if (receipt.value === null || !isAddressEqual(receipt.value.from, holder)) return refuse('unknown');
    const move = venue.moved(strategy, receipt.value, holder);
    if (move === null) return refuse('unknown');
    position = afterMove(position, move, receipt.value);
  }
  return position !== null && position.put > 0n && position.shares > 0n
    ? accept(position)
    : refuse('unknown');
}

function afterMove(
  before: EvmPosition | null,
  { direction, shares, units }: StrategyMove,
  receipt: TransactionReceipt,
): EvmPosition {
  const { started, ...had } = before ?? { shares: 0n, put: 0n, started: receipt };
  if (direction === 'out') return { ...had, started, shares: had.shares - shares };
  return { started, shares: had.shares + shares, put: had.put + units };
}
