import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { StrategyTerms } from '@diboas/orchestration';
import { type Address, isAddressEqual, isHash } from 'viem';
import type { EvmParts } from '../evm/parts.ts';
import type { EvmStrategy, StrategyVenue } from './venue.ts';

/** What of one person lies there, in shares, and what was put in for it. */
export interface EvmPosition {
  readonly shares: bigint;
  readonly put: bigint;
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
  let position: EvmPosition = { shares: 0n, put: 0n };
  for (const hash of moved) {
    if (!isHash(hash)) return refuse('unknown');
    const receipt = await reader.receipt(hash);
    if (!receipt.ok) return receipt;
    if (receipt.value === null || !isAddressEqual(receipt.value.from, holder)) return refuse('unknown');
    const move = venue.moved(strategy, receipt.value, holder);
    if (move === null) return refuse('unknown');
    const { shares, put } = position;
    position =
      move.direction === 'in'
        ? { shares: shares + move.shares, put: put + move.units }
        : { put, shares: shares - move.shares };
  }
  return position.put > 0n && position.shares > 0n ? accept(position) : refuse('unknown');
}
