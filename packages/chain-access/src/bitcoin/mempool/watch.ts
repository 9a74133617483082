// What waits among all that waits: asked again and again, as nobody tells of it.
import type { Outcome } from '@diboas/kernel';
import { valueOrUnavailable } from '../../wire/unanswered.ts';
import { readRates } from '../fees.ts';
import { transactionShape } from '../moved.ts';
import { readReplacement, readWaitingSpend } from '../waiting.ts';
import type { BitcoinWire } from '../wire.ts';

/**
 * `waits`: what it pays with all that hangs on it and it hangs on, and what the next block asks for, both in satoshis for 1,000
 * virtual bytes. `replaced`: another took its place, which may itself be replaced. `gone`: the site does not have it, and says of
 * nothing that took its place; whoever has its bytes may send it again.
 */
export type WatchedBitcoin =
  | {
      readonly kind: 'waits';
      readonly ratePerThousand: bigint;
      readonly nextBlock: bigint;
      readonly mayBeReplaced: boolean;
    }
  | { readonly kind: 'in_block'; readonly height: bigint }
  | { readonly kind: 'replaced'; readonly by: string }
  | { readonly kind: 'gone' };

export function watchBitcoin(
  wire: BitcoinWire,
  hash: string,
): Promise<Outcome<WatchedBitcoin, 'unavailable'>> {
  return valueOrUnavailable<WatchedBitcoin>(async () => {
    const waits = await readWaitingSpend(wire, hash);
    if (waits !== null) {
      const { nextBlock } = await readRates(wire);
      const { ratePerThousand, signals: mayBeReplaced } = waits;
      return { kind: 'waits', ratePerThousand, nextBlock, mayBeReplaced };
    }
    const found = await wire.get(transactionShape, `/tx/${hash}`);
    if (found?.status.confirmed) return { kind: 'in_block', height: found.status.block_height };
    const by = await readReplacement(wire, hash);
    return by === null ? { kind: 'gone' } : { kind: 'replaced', by };
  });
}
