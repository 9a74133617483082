// What makes a block take a transaction that waits: another in its place (BIP-125), or a child that pays for both.
import { largerUnits } from '@diboas/kernel';
import { divideUp } from '../shape/fee.ts';

/** What pays how much for how many bytes, of one transaction or of several together. */
export interface PaidBytes {
  /** Satoshis. */
  readonly fee: bigint;
  readonly virtualBytes: bigint;
}

/** A transaction in no block. */
export interface WaitingBitcoin extends PaidBytes {
  /** Whether it says that it may be replaced, or spends from one that waits and says so: BIP-125, rule 1. */
  readonly signals: boolean;
  /** Those that it spends from and that wait too. */
  readonly waitingParents: readonly string[];
  /** All that spend from it, over any number of steps. */
  readonly descendants: { readonly count: number; readonly fee: bigint };
}

/** What takes the place of others. */
export interface ReplacingBitcoin extends PaidBytes {
  readonly waitingParents: readonly string[];
}

/**
 * Why nodes would not take it, by the rule of BIP-125. `lower_rate` is no rule of it, and in every node: a block would be
 * filled with what pays less a byte (Bitcoin Core, `PaysMoreThanConflicts` in `src/policy/rbf.cpp`).
 */
export type ReplacementRefusal =
  /** 1: what it would replace does not say that it may be. */
  | 'does_not_signal'
  /** 2: it spends from one that waits, which none of those did that it would replace. */
  | 'adds_unconfirmed'
  /** 3: it pays less than all that would go. */
  | 'pays_less'
  /** 4: what it pays on top of that is not enough for its own way through the network. */
  | 'pays_not_for_itself'
  /** 5: more than a hundred would go. */
  | 'too_many'
  | 'lower_rate';

/** BIP-125, rule 5: with all that spend from them. */
const REPLACED_MAX = 100;

/** @param relayRate what nodes ask for passing it on, in satoshis for 1,000 virtual bytes */
export function refusalOfReplacing(
  replaced: readonly WaitingBitcoin[],
  by: ReplacingBitcoin,
  relayRate: bigint,
): ReplacementRefusal | null {
  if (!replaced.every(({ signals }) => signals)) return 'does_not_signal';
  const before = new Set(replaced.flatMap(({ waitingParents }) => waitingParents));
  if (!by.waitingParents.every((parent) => before.has(parent))) return 'adds_unconfirmed';
  if (replaced.reduce((sum, { descendants }) => sum + 1 + descendants.count, 0) > REPLACED_MAX)
    return 'too_many';
  const goes = feeOfAll(replaced);
  if (by.fee < goes) return 'pays_less';
  if (by.fee < goes + divideUp(by.virtualBytes * relayRate, 1_000n)) return 'pays_not_for_itself';
  const isDearer = replaced.every((one) => by.fee * one.virtualBytes > one.fee * by.virtualBytes);
  return isDearer ? null : 'lower_rate';
}

/** The least fee by which a transaction of so many bytes may take their place: rules 3 and 4, and a higher rate. */
export function leastReplacementFee(
  replaced: readonly WaitingBitcoin[],
  virtualBytes: bigint,
  relayRate: bigint,
): bigint {
  const onTop = feeOfAll(replaced) + divideUp(virtualBytes * relayRate, 1_000n);
  return replaced.reduce(
    (least, one) => largerUnits(least, (one.fee * virtualBytes) / one.virtualBytes + 1n),
    onTop,
  );
}

/** With what spends from them: all of that goes too. */
function feeOfAll(replaced: readonly WaitingBitcoin[]): bigint {
  return replaced.reduce((sum, { fee, descendants }) => sum + fee + descendants.fee, 0n);
}

/**
 * The fee of a child by which it and all that waits above it pay this rate together, as miners count it; for itself at least what
 * nodes pass on at. Null where they pay that already: no child makes anything faster then.
 * @param above the transaction it spends from, and what that one spends from as far as it waits
 * @param rates in satoshis for 1,000 virtual bytes
 */
export function childFee(
  above: PaidBytes,
  virtualBytes: bigint,
  rates: { readonly wanted: bigint; readonly relay: bigint },
): bigint | null {
  if (above.fee * 1_000n >= above.virtualBytes * rates.wanted) return null;
  const together = divideUp((above.virtualBytes + virtualBytes) * rates.wanted, 1_000n) - above.fee;
  return largerUnits(together, divideUp(virtualBytes * rates.relay, 1_000n));
}
