// A change to another branch: the newest blocks are undone, and one block more than they were takes their place.

import { assert, type Outcome } from '@diboas/kernel';
import { type BitcoinBlock, isCoinbase } from '../blocks/block.ts';
import { admitTransaction, type PoolOnBlocks } from '../pool/admit.ts';
import type { WaitingTransaction } from '../pool/pool.ts';
import type { NodeRefusal } from '../pool/refusal.ts';
import { type BitcoinTransaction, parseBitcoinTransaction } from '../transaction/transaction.ts';
import type { Miner } from './miner.ts';

export interface BranchChange {
  readonly depth: number;
  readonly transactions: 'return' | 'drop';
  /** What the first block of the new branch holds, as hex: payments that exclude those which are undone. */
  readonly instead: readonly string[];
}

/**
 * Throws, and changes nothing, for a depth of nothing or beyond the first block, and for transactions that the new branch
 * cannot hold. Whoever spends what the new branch has spent, or what was dropped, is gone.
 */
export function changeBranch(state: PoolOnBlocks, miner: Miner, change: BranchChange): void {
  const { blocks } = state;
  const { depth, transactions, instead } = change;
  const { height } = blocks.tip();
  if (!Number.isInteger(depth) || depth < 1 || depth > height)
    throw new RangeError(`${depth} blocks cannot be undone of ${height}.`);
  const branch = instead.map(parsedOrThrow);
  const undone = Array.from({ length: depth }, () => blocks.disconnect()).toReversed();
  const waiting = emptyPool(state);
  const refused = branch.map((one) => admitTransaction(state, one)).find(isRefused);
  if (refused !== undefined) {
    restore(state, undone, waiting);
    throw new RangeError(`The new branch cannot hold that: ${refused.refusal.message}`);
  }
  miner.mineOnly(branch);
  for (let made = 0; made < depth; made += 1) miner.mineOnly([]);
  const back = transactions === 'return' ? undone.flatMap((block) => block.transactions) : [];
  for (const transaction of [...back, ...waiting.map((one) => one.transaction)]) {
    if (!isCoinbase(transaction)) admitTransaction(state, transaction);
  }
  assert(blocks.tip().height === height + 1, 'the new branch is one block longer');
}

function emptyPool({ pool }: PoolOnBlocks): readonly WaitingTransaction[] {
  const waiting = pool.all();
  for (const { transaction } of waiting) pool.remove(transaction.txid);
  return waiting;
}

function restore(
  state: PoolOnBlocks,
  undone: readonly BitcoinBlock[],
  waiting: readonly WaitingTransaction[],
): void {
  emptyPool(state);
  for (const block of undone) state.blocks.connect(block);
  for (const one of waiting) state.pool.add(one);
}

function isRefused<Value>(
  outcome: Outcome<Value, NodeRefusal>,
): outcome is { readonly ok: false; readonly refusal: NodeRefusal } {
  return !outcome.ok;
}

function parsedOrThrow(hex: string): BitcoinTransaction {
  const transaction = parseBitcoinTransaction(hex);
  if (transaction === null)
    throw new RangeError('The new branch is asked to hold bytes that are no transaction.');
  return transaction;
}
