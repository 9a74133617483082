// A child that pays for what waits and cannot be replaced: because others made it, or whoever made it cannot sign again.
import { accept, money, type Outcome, refuse } from '@diboas/kernel';
import { childFee, type FeeUrgency, leastChangeOf, virtualBytes } from '@diboas/networks';
import type { UnsignedTransfer } from '../../shape/transfer.ts';
import { coinOf } from '../../wire/money.ts';
import { orUnavailable } from '../../wire/unanswered.ts';
import { readOwn, spentFrom } from '../choose.ts';
import { readRates } from '../fees.ts';
import { makePsbt } from '../psbt.ts';
import { readWaitingSpend } from '../waiting.ts';
import type { BitcoinWire } from '../wire.ts';

export interface ChildAsk {
  /** The transaction that waits. */
  readonly parent: string;
  /** Whose outputs of it are spent, and where what is left of them comes back to. */
  readonly owner: string;
  readonly urgency: FeeUrgency;
  readonly costMost: bigint;
}

/**
 * `not_waiting`: the site does not have it, or in a block, or it brought the owner nothing. `fast_enough`: it pays what is asked for
 * already. `too_little`: what it brought does not pay for it, or nothing worth having is left.
 */
export type ChildRefusal = 'unavailable' | 'not_waiting' | 'fast_enough' | 'too_dear' | 'too_little';

export function unsignedBitcoinChild(
  wire: BitcoinWire,
  { parent, owner, urgency, costMost }: ChildAsk,
): Promise<Outcome<UnsignedTransfer<'bitcoin'>, ChildRefusal>> {
  return orUnavailable<UnsignedTransfer<'bitcoin'>, ChildRefusal>(async () => {
    const waits = await readWaitingSpend(wire, parent);
    const coins = (waits?.outputs ?? []).flatMap(({ to, units }, index) =>
      to === owner
        ? [
            {
              name: `${parent}:${index}`,
              money: money(coinOf(wire.assets), units),
              isInBlock: false,
              digest: '',
            },
          ]
        : [],
    );
    if (waits === null || coins.length === 0) return refuse('not_waiting');
    const rates = await readRates(wire);
    const { input, change } = spentFrom(owner);
    const size = virtualBytes(
      coins.map(() => input),
      [readOwn(owner).kind],
    );
    const wanted = { slow: rates.hour, normal: rates.halfHour, fast: rates.nextBlock }[urgency];
    const fee = childFee(waits.withAncestors, size, { wanted, relay: rates.least });
    if (fee === null) return refuse('fast_enough');
    if (fee > costMost) return refuse('too_dear');
    const left = coins.reduce((sum, coin) => sum + coin.money.units, 0n) - fee;
    if (left < leastChangeOf(change, rates)) return refuse('too_little');
    const made = makePsbt({ from: owner, coins, outputs: [{ to: owner, units: left }] });
    const told = { asset: coinOf(wire.assets), expected: fee, most: fee, virtualBytes: size };
    return accept({ ...made, fee: { ...told, ratePerThousand: (fee * 1_000n) / size } });
  });
}
