// When a transaction may take the place of others that spend the same outputs: BIP-125, in the words of Bitcoin Core's
// `policy/rbf.cpp`. A number in a comment is that of the rule in BIP-125.

import type { BitcoinTransaction } from '../transaction/transaction.ts';
import type { WaitingPool, WaitingTransaction } from './pool.ts';
import { formatBitcoin, type NodeRefusal, rejected } from './refusal.ts';

/** A sequence of this or less says: I may be replaced. */
const REPLACEABLE_SEQUENCE_MAX = 0xfffffffd;
const EVICTED_MAX = 100;

export interface Replacing {
  readonly pool: WaitingPool;
  readonly candidate: WaitingTransaction;
  /** Those that spend an output of its own directly. */
  readonly conflicts: readonly WaitingTransaction[];
}

/** All that goes when the candidate comes: the conflicts and whatever spends from them. */
export function listEvicted({ pool, conflicts }: Replacing): WaitingTransaction[] {
  const ids = new Set(conflicts.flatMap(({ transaction }) => [...pool.withDescendants(transaction.txid)]));
  return [...ids].flatMap((txid) => pool.get(txid) ?? []);
}

export function checkReplacement(replacing: Replacing): NodeRefusal | null {
  const { pool, candidate, conflicts } = replacing;
  const evicted = listEvicted(replacing);
  const { txid, vsize } = candidate.transaction;
  const insufficient = (words: string) => rejected(`insufficient fee, rejecting replacement ${txid}${words}`);
  // 1: each says that it may be replaced, or spends from one that waits and says so.
  if (!conflicts.every(({ transaction }) => isReplaceable(pool, transaction)))
    return rejected('txn-mempool-conflict');
  const ids = new Set(evicted.map(({ transaction }) => transaction.txid));
  if ([...pool.ancestors(candidate.transaction)].some((parent) => ids.has(parent)))
    return rejected('bad-txns-spends-conflicting-tx');
  // 2: it spends no output that waits, but those that the replaced ones spent.
  const before = new Set(
    conflicts.flatMap(({ transaction }) => transaction.inputs.map((input) => input.txid)),
  );
  if (candidate.transaction.inputs.some((input) => pool.get(input.txid) !== null && !before.has(input.txid)))
    return rejected('replacement-adds-unconfirmed');
  // Not in BIP-125, but in every node: a miner would rather keep what pays more a byte.
  const dearer = conflicts.find((one) => rateOf(candidate) <= rateOf(one));
  if (dearer !== undefined)
    return insufficient(`; new feerate ${formatRate(candidate)} <= old feerate ${formatRate(dearer)}`);
  // 5
  if (evicted.length > EVICTED_MAX)
    return rejected(`too many potential replacements, rejecting replacement ${txid}`);
  // 3
  const lost = evicted.reduce((sum, { fee }) => sum + fee, 0n);
  if (candidate.fee < lost)
    return insufficient(
      `, less fees than conflicting txs; ${formatBitcoin(candidate.fee)} < ${formatBitcoin(lost)}`,
    );
  // 4: and for its own way through the network, at 1 sat/vB.
  const more = candidate.fee - lost;
  if (more < BigInt(vsize))
    return insufficient(
      `, not enough additional fees to relay; ${formatBitcoin(more)} < ${formatBitcoin(BigInt(vsize))}`,
    );
  return null;
}

export function isReplaceable(pool: WaitingPool, transaction: BitcoinTransaction): boolean {
  const ancestors = [...pool.ancestors(transaction)].flatMap((txid) => pool.get(txid)?.transaction ?? []);
  return [transaction, ...ancestors].some(({ inputs }) =>
    inputs.some(({ sequence }) => sequence <= REPLACEABLE_SEQUENCE_MAX),
  );
}

/** Satoshi a thousand virtual bytes, rounded down as nodes do. */
export function rateOf(waiting: WaitingTransaction): bigint {
  return rateOfAll([waiting]);
}

/** The same of several together. */
export function rateOfAll(waiting: readonly WaitingTransaction[]): bigint {
  const fee = waiting.reduce((sum, one) => sum + one.fee, 0n);
  return (fee * 1_000n) / BigInt(waiting.reduce((sum, { transaction }) => sum + transaction.vsize, 0));
}

function formatRate(waiting: WaitingTransaction): string {
  return `${formatBitcoin(rateOf(waiting))} BTC/kvB`;
}
