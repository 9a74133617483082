// Whether a transaction may wait for a block: everything that a node checks before it passes one on.

import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { BitcoinBlocks } from '../blocks/blocks.ts';
import { findBadSignature } from '../transaction/signature.ts';
import { type BitcoinOutput, type BitcoinTransaction, outpointOf } from '../transaction/transaction.ts';
import { checkForm, totalOf } from './form.ts';
import type { WaitingPool, WaitingTransaction } from './pool.ts';
import {
  absurdFee,
  alreadyConfirmed,
  formatBitcoin,
  missingInputs,
  type NodeRefusal,
  rejected,
} from './refusal.ts';
import { checkReplacement, listEvicted, rateOf } from './replacement.ts';

/** What waits, on what is in blocks. */
export interface PoolOnBlocks {
  readonly blocks: BitcoinBlocks;
  readonly pool: WaitingPool;
}

/** Of one line of transactions that wait for each other, itself included. */
const LINE_MAX = 25;
/** Satoshi a thousand virtual bytes, below which no node passes a transaction on. */
const RELAY_RATE_MIN = 1_000n;
const FEE_RATE_MAX = 10_000_000n;

/**
 * Takes a transaction to wait for a block, and sends away those that it replaces. The same one again is taken again:
 * nodes answer its repeat as they did the first.
 */
export function admitTransaction(
  state: PoolOnBlocks,
  transaction: BitcoinTransaction,
): Outcome<WaitingTransaction, NodeRefusal> {
  const { blocks, pool } = state;
  const known = pool.get(transaction.txid);
  if (known !== null) return accept(known);
  if (isConfirmed(blocks, transaction)) return refuse(alreadyConfirmed);
  const tip = blocks.tip();
  const problem = checkForm(transaction, { height: tip.height + 1, time: tip.time });
  if (problem !== null) return refuse(problem);
  const spent = transaction.inputs.flatMap((input) => findUnspent(state, input) ?? []);
  if (spent.length < transaction.inputs.length) return refuse(missingInputs);
  const candidate = { transaction, fee: totalOf(spent) - totalOf(transaction.outputs) };
  const conflicts = listConflicts(pool, transaction);
  const replacing = { pool, candidate, conflicts };
  const refusal =
    checkFee(candidate, totalOf(spent)) ??
    (conflicts.length > 0 ? checkReplacement(replacing) : null) ??
    checkLine(pool, transaction) ??
    checkSignatures(transaction, spent);
  if (refusal !== null) return refuse(refusal);
  for (const evicted of listEvicted(replacing)) pool.replace(evicted.transaction.txid, transaction.txid);
  pool.add(candidate);
  return accept(candidate);
}

/**
 * Nodes know a transaction of old by its outputs, as long as one of them is unspent. When all are spent it is to them one
 * whose inputs are gone: whoever repeats it must not take that for a double spend.
 */
function isConfirmed(blocks: BitcoinBlocks, { txid, outputs }: BitcoinTransaction): boolean {
  if (blocks.transaction(txid) === null) return false;
  return outputs.some((_, vout) => blocks.spender(outpointOf({ txid, vout })) === null);
}

/** An output that no block has spent; what waits may have, and be replaced. */
function findUnspent(
  { blocks, pool }: PoolOnBlocks,
  input: { txid: string; vout: number },
): BitcoinOutput | null {
  if (blocks.spender(outpointOf(input)) !== null) return null;
  const from = blocks.transaction(input.txid) ?? pool.get(input.txid);
  return from?.transaction.outputs[input.vout] ?? null;
}

function listConflicts(pool: WaitingPool, { inputs }: BitcoinTransaction): WaitingTransaction[] {
  const ids = new Set(inputs.flatMap((input) => pool.spender(outpointOf(input))?.txid ?? []));
  return [...ids].flatMap((txid) => pool.get(txid) ?? []);
}

function checkFee(candidate: WaitingTransaction, paidIn: bigint): NodeRefusal | null {
  const { fee, transaction } = candidate;
  if (fee < 0n) {
    const sums = `value in (${formatBitcoin(paidIn)}) < value out (${formatBitcoin(paidIn - fee)})`;
    return rejected(`bad-txns-in-belowout, ${sums}`);
  }
  if (rateOf(candidate) > FEE_RATE_MAX) return absurdFee;
  const feeMin = (BigInt(transaction.vsize) * RELAY_RATE_MIN) / 1_000n;
  return fee < feeMin ? rejected(`min relay fee not met, ${fee} < ${feeMin}`) : null;
}

function checkLine(pool: WaitingPool, transaction: BitcoinTransaction): NodeRefusal | null {
  const ancestors = pool.ancestors(transaction);
  if (ancestors.size >= LINE_MAX)
    return rejected(`too-long-mempool-chain, too many unconfirmed ancestors [limit: ${LINE_MAX}]`);
  const full = [...ancestors].find((txid) => pool.withDescendants(txid).size >= LINE_MAX);
  if (full === undefined) return null;
  return rejected(`too-long-mempool-chain, too many descendants for tx ${full} [limit: ${LINE_MAX}]`);
}

function checkSignatures(
  transaction: BitcoinTransaction,
  spent: readonly BitcoinOutput[],
): NodeRefusal | null {
  const problem = findBadSignature(transaction, spent);
  return problem === null ? null : rejected(`mandatory-script-verify-flag-failed (${problem})`);
}
