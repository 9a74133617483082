import { createChance } from '../ground/chance.ts';
import type { Faults } from '../ground/faults.ts';

/** What can go wrong between signing, sending and finding, and how often it does. */
const SHARES = {
  /** It was signed, and whoever asked for it never hears of that. */
  prepare_silent: 0.06,
  /** What was signed is heard of after another try was made. */
  prepare_late: 0.08,
  prepare_refused: 0.05,
  crash_after_prepare: 0.05,
  broadcast_lost: 0.06,
  /** The bytes hang in the network, perhaps until they are too old. */
  broadcast_late: 0.12,
  crash_after_broadcast: 0.05,
  broadcast_unheard: 0.25,
  /** One that is behind takes bytes for too old that another one has taken. */
  node_behind: 0.5,
  /** Whoever took the bytes forgets them, and they land only if somebody sends them again. */
  mempool_dropped: 0.2,
  chain_unreachable: 0.1,
  /** It is carried out and does nothing, and the chain takes what that costs. */
  reverted: 0.08,
  /** Another transaction takes what a deposit would spend. */
  deposit_replaced: 0.06,
  /** The block of a deposit is undone, and it waits for another one. */
  block_undone: 0.15,
  /** What tells of a deposit is lost, and whoever looks finds it later. */
  hint_lost: 0.1,
} as const;

export type ChainFault = keyof typeof SHARES;

/** However bad the weather is, sometimes a thing goes well. */
const SHARE_MAX = 0.6;

/** Their names. */
export const CHAIN_FAULTS: readonly string[] = Object.keys(SHARES);

export interface ChainFaults {
  /** Whether this fault strikes here and now; it is counted when it does. */
  strike(kind: ChainFault): boolean;
}

/** A chance of their own, so that seeds without a chain are what they were. */
export function createChainFaults(seed: number, faults: Pick<Faults, 'countOther' | 'stopped'>): ChainFaults {
  const chance = createChance(seed, 'faults of chains');
  const shares = new Map<string, number>(
    Object.entries(SHARES).map(([kind, share]) => [
      kind,
      Math.min(SHARE_MAX, share * chance.pick([0, 1, 2, 5])),
    ]),
  );
  return {
    strike(kind) {
      const strikes = chance.happens(shares.get(kind) ?? 0);
      if (faults.stopped() || !strikes) return false;
      faults.countOther(kind);
      return true;
    },
  };
}
