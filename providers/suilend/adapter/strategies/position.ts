import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { SuiChanges, SuiParts } from '@diboas/providers-kit/sui';
import { isValidTransactionDigest } from '@mysten/sui/utils';
import type { MarketNow } from '../wire/reader.ts';

/** What one transaction of ours put in or took out. */
export interface Move {
  readonly direction: 'in' | 'out';
  readonly units: bigint;
  /** cTokens that came for it, or that were redeemed. */
  readonly shares: bigint;
}

/** By what it changed at the address that sent it; null where it did neither. */
export function moveOf(
  changes: SuiChanges,
  { coinType, ctokenType }: Pick<MarketNow, 'coinType' | 'ctokenType'>,
  from: string,
): Move | null {
  if (!changes.isDone || changes.sender !== from) return null;
  const [units, shares] = [changes.of(coinType), changes.of(ctokenType)];
  if (units < 0n && shares > 0n) return { direction: 'in', units: -units, shares };
  if (units > 0n && shares < 0n) return { direction: 'out', units, shares: -shares };
  return null;
}

/**
 * How many cTokens of one person are left, by the transactions of ours that put it in and took some of it out. `unknown`: one of them is
 * not there, or did something else; so there is no such position.
 */
export async function readShares(
  { reader }: Pick<SuiParts, 'reader'>,
  { now, moved, from }: { readonly now: MarketNow; readonly moved: readonly string[]; readonly from: string },
): Promise<Outcome<bigint, 'unavailable' | 'unknown'>> {
  if (reader === null) return refuse('unavailable');
  let [shares, isIn] = [0n, false];
  for (const digest of moved) {
    if (!isValidTransactionDigest(digest)) return refuse('unknown');
    const changes = await reader.changes(digest, from);
    if (!changes.ok) return changes;
    const move = changes.value === null ? null : moveOf(changes.value, now, from);
    if (move === null) return refuse('unknown');
    isIn ||= move.direction === 'in';
    shares += move.direction === 'in' ? move.shares : -move.shares;
  }
  return isIn && shares > 0n ? accept(shares) : refuse('unknown');
}
