// What the explorer says of transactions, blocks and addresses. Source: the HTTP API of Esplora, which mempool.space
// serves under /api. Amounts are satoshi as JSON numbers: all coins that can ever be fit in 51 bits.

import { bytesToHex } from '@noble/hashes/utils.js';
import { type BitcoinBlock, BLOCK_VERSION, isCoinbase, REGTEST_BITS } from '../blocks/block.ts';
import type { ConfirmedTransaction } from '../blocks/blocks.ts';
import type { PoolOnBlocks } from '../pool/admit.ts';
import { addressOfScript, formatAsm, kindOfScript } from '../transaction/script.ts';
import {
  type BitcoinInput,
  type BitcoinOutput,
  type BitcoinTransaction,
  outpointOf,
} from '../transaction/transaction.ts';

/** Where a transaction stands: in a block, or not. Of one that nobody knows the explorer says the second, too. */
export function showStatus(block: BitcoinBlock | null) {
  if (block === null) return { confirmed: false };
  return { confirmed: true, block_height: block.height, block_hash: block.hash, block_time: block.time };
}

export function showBitcoinTransaction(state: PoolOnBlocks, transaction: BitcoinTransaction) {
  const spent = transaction.inputs.flatMap((input) => findOutput(state, input) ?? []);
  const paidOut = sumOf(transaction.outputs);
  return {
    txid: transaction.txid,
    version: transaction.version,
    locktime: transaction.lockTime,
    vin: transaction.inputs.map((input) => showInput(state, input, isCoinbase(transaction))),
    vout: transaction.outputs.map(showOutput),
    size: transaction.size,
    weight: transaction.weight,
    sigops: isCoinbase(transaction) ? 0 : transaction.inputs.length,
    fee: isCoinbase(transaction) ? 0 : sumOf(spent) - paidOut,
    status: showStatus(state.blocks.transaction(transaction.txid)?.block ?? null),
  };
}

/** Who has spent each output, in blocks or among what waits. */
export function showOutspends(state: PoolOnBlocks, { txid, outputs }: BitcoinTransaction) {
  return outputs.map((_, vout) => {
    const outpoint = outpointOf({ txid, vout });
    const spender = state.blocks.spender(outpoint) ?? state.pool.spender(outpoint);
    if (spender === null) return { spent: false };
    const block = state.blocks.transaction(spender.txid)?.block ?? null;
    return { spent: true, txid: spender.txid, vin: spender.vin, status: showStatus(block) };
  });
}

export function showBlock(block: BitcoinBlock) {
  return {
    id: block.hash,
    height: block.height,
    version: BLOCK_VERSION,
    timestamp: block.time,
    mediantime: block.time,
    tx_count: block.transactions.length,
    size: 81 + block.transactions.reduce((sum, { size }) => sum + size, 0),
    weight: 324 + block.transactions.reduce((sum, { weight }) => sum + weight, 0),
    merkle_root: block.merkleRoot,
    previousblockhash: block.height === 0 ? null : block.previous,
    nonce: block.nonce,
    bits: REGTEST_BITS,
    difficulty: 0,
  };
}

/** Sums over what an address was paid and has paid, in blocks and apart from that among what waits. */
export function showAddress(
  state: PoolOnBlocks,
  { address, script }: { address: string; script: Uint8Array },
) {
  const { confirmed, waiting } = listTouching(state, script);
  const show = (transactions: readonly BitcoinTransaction[]) => {
    const funded = transactions.flatMap(({ outputs }) =>
      outputs.filter((output) => isPaidTo(output, script)),
    );
    const spent = transactions.flatMap((transaction) => spentFrom(state, transaction, script));
    return {
      funded_txo_count: funded.length,
      funded_txo_sum: sumOf(funded),
      spent_txo_count: spent.length,
      spent_txo_sum: sumOf(spent),
      tx_count: transactions.length,
    };
  };
  return {
    address,
    chain_stats: show(confirmed.map(({ transaction }) => transaction)),
    mempool_stats: show(waiting),
  };
}

/** The outputs that an address could spend: neither a block nor what waits has. */
export function showUnspent(state: PoolOnBlocks, script: Uint8Array) {
  const { confirmed, waiting } = listTouching(state, script);
  const places = [...confirmed, ...waiting.map((transaction) => ({ transaction, block: null }))];
  return places.flatMap(({ transaction: { txid, outputs }, block }) =>
    outputs.flatMap((output, vout) => {
      const outpoint = outpointOf({ txid, vout });
      const isSpent = state.blocks.spender(outpoint) !== null || state.pool.spender(outpoint) !== null;
      if (isSpent || !isPaidTo(output, script)) return [];
      return [{ txid, vout, status: showStatus(block), value: onWire(output.value) }];
    }),
  );
}

/** What pays to a script or spends from it: in blocks oldest first, and what waits. */
export function listTouching(
  state: PoolOnBlocks,
  script: Uint8Array,
): { confirmed: readonly ConfirmedTransaction[]; waiting: readonly BitcoinTransaction[] } {
  const waiting = state.pool.all().flatMap(({ transaction }) => {
    const isPaid = transaction.outputs.some((output) => isPaidTo(output, script));
    return isPaid || spentFrom(state, transaction, script).length > 0 ? [transaction] : [];
  });
  return { confirmed: state.blocks.touching(script), waiting };
}

function spentFrom(state: PoolOnBlocks, { inputs }: BitcoinTransaction, script: Uint8Array): BitcoinOutput[] {
  return inputs.flatMap((input) => {
    const output = findOutput(state, input);
    return output !== null && isPaidTo(output, script) ? [output] : [];
  });
}

function showInput(state: PoolOnBlocks, input: BitcoinInput, coinbase: boolean) {
  const output = findOutput(state, input);
  return {
    txid: input.txid,
    vout: input.vout,
    prevout: output === null ? null : showOutput(output),
    scriptsig: bytesToHex(input.scriptSig),
    scriptsig_asm: formatAsm(input.scriptSig),
    ...(input.witness.length > 0 ? { witness: input.witness.map((part) => bytesToHex(part)) } : {}),
    is_coinbase: coinbase,
    sequence: input.sequence,
  };
}

function showOutput({ value, script }: BitcoinOutput) {
  const address = addressOfScript(script);
  return {
    scriptpubkey: bytesToHex(script),
    scriptpubkey_asm: formatAsm(script),
    scriptpubkey_type: kindOfScript(script),
    ...(address === null ? {} : { scriptpubkey_address: address }),
    value: onWire(value),
  };
}

function findOutput({ blocks, pool }: PoolOnBlocks, { txid, vout }: { txid: string; vout: number }) {
  const from = blocks.transaction(txid) ?? pool.get(txid);
  return from?.transaction.outputs[vout] ?? null;
}

export function isPaidTo({ script }: BitcoinOutput, to: Uint8Array): boolean {
  return script.length === to.length && script.every((byte, index) => byte === to[index]);
}

function sumOf(outputs: readonly BitcoinOutput[]): number {
  return onWire(outputs.reduce((sum, { value }) => sum + value, 0n));
}

function onWire(satoshi: bigint): number {
  return Number(satoshi);
}
