// What an entry of the journal did to what lots are kept of, and to dollars.
import type { Asset, Instant, Network } from '@diboas/kernel';
import { type AccountMovement, movementsOf, sumUnits, type TracedTransfer } from '../books/books.ts';
import { millionthsOf } from './dollars.ts';
import { hasLots } from './meaning.ts';

/** What it did to one asset on one network, in all accounts of the person together. */
export interface LotChange {
  readonly asset: Asset;
  readonly network: Network;
  /** Above zero came, below zero left; without our fee. */
  readonly units: bigint;
  /** What was paid to us of it, on top. Not below zero. */
  readonly fee: bigint;
}

export interface LotEntry {
  readonly transactionId: string;
  readonly operation: string;
  readonly seq: number;
  /** Never earlier than the entry before it, however apart the clocks were of those who wrote them. */
  readonly at: Instant;
  /** Dollars that came, less those that left, in millionths. */
  readonly dollars: bigint;
  readonly changes: readonly LotChange[];
}

/** In the order of the journal. What went between accounts of the person changes nothing. */
export function lotEntriesOf(customerId: string, transfers: readonly TracedTransfer[]): LotEntry[] {
  const own = movementsOf(transfers).filter(({ account }) => account.owner === customerId);
  let last = 0;
  return [...Map.groupBy(own, ({ transfer }) => transfer.seq)]
    .toSorted(([left], [right]) => left - right)
    .flatMap(([seq, movements]) => {
      const [first] = movements;
      if (!first) return [];
      const { transactionId, operation, at } = first.transfer;
      last = Math.max(last, at);
      return [{ transactionId, operation, seq, at: last, ...sumsOf(movements) }];
    });
}

function sumsOf(movements: readonly AccountMovement[]): Pick<LotEntry, 'dollars' | 'changes'> {
  const cash = movements.map(({ account, units }) => ({ units: millionthsOf(account.asset, units) ?? 0n }));
  const kept = movements.filter(({ account }) => hasLots(account.asset));
  const byUnit = Map.groupBy(kept, ({ account: { asset, network } }) => `${asset} ${network}`);
  return { dollars: sumUnits(cash), changes: [...byUnit.values()].flatMap(changeOf) };
}

function changeOf(movements: readonly AccountMovement[]): LotChange[] {
  const [first] = movements;
  if (!first) return [];
  const { asset, network } = first.account;
  const paid = -sumUnits(movements.filter((one) => one.with === 'fee'));
  // A fee that was given back is no fee, and has come.
  const fee = paid > 0n ? paid : 0n;
  const units = sumUnits(movements) + fee;
  return units === 0n && fee === 0n ? [] : [{ asset, network, units, fee }];
}
