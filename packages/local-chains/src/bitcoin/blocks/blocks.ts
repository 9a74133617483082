// The blocks that count, and what follows from them: which outputs are spent, by whom, and whose history they are.
// Blocks that were undone are still known by their hash, as explorers know them.

import { assert } from '@diboas/kernel';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type BitcoinOutput, type BitcoinTransaction, outpointOf } from '../transaction/transaction.ts';
import { type BitcoinBlock, isCoinbase } from './block.ts';

/** The input that spends an output. */
export interface Spender {
  readonly txid: string;
  readonly vin: number;
}

/** A transaction in a block that counts. */
export interface ConfirmedTransaction {
  readonly transaction: BitcoinTransaction;
  readonly block: BitcoinBlock;
}

export interface BitcoinBlocks {
  tip(): BitcoinBlock;
  atHeight(height: number): BitcoinBlock | null;
  /** Also one that was undone. */
  byHash(hash: string): BitcoinBlock | null;
  transaction(txid: string): ConfirmedTransaction | null;
  spender(outpoint: string): Spender | null;
  /** What pays to a script or spends from it, oldest first. */
  touching(script: Uint8Array): readonly ConfirmedTransaction[];
  /** Puts a block on the tip. Its transactions must be good: who mines has asked the pool. */
  connect(block: BitcoinBlock): void;
  /** Takes the tip off again. The first block stays for ever. */
  disconnect(): BitcoinBlock;
}

export function createBitcoinBlocks(first: BitcoinBlock): BitcoinBlocks {
  const blocks: BitcoinBlock[] = [];
  const known = new Map<string, BitcoinBlock>();
  const confirmed = new Map<string, ConfirmedTransaction>();
  const spenders = new Map<string, Spender>();
  const histories = new Map<string, Set<string>>();

  const outputAt = ({ txid, vout }: { txid: string; vout: number }): BitcoinOutput | undefined =>
    confirmed.get(txid)?.transaction.outputs[vout];
  const scriptsOf = (transaction: BitcoinTransaction): string[] => {
    const spent = isCoinbase(transaction) ? [] : transaction.inputs.map(outputAt);
    const scripts = [...spent, ...transaction.outputs].flatMap((output) => output?.script ?? []);
    return scripts.map((script) => bytesToHex(script));
  };

  const connect = (block: BitcoinBlock): void => {
    blocks.push(block);
    known.set(block.hash, block);
    for (const transaction of block.transactions) {
      confirmed.set(transaction.txid, { transaction, block });
      for (const [vin, input] of transaction.inputs.entries())
        spenders.set(outpointOf(input), { txid: transaction.txid, vin });
      for (const script of scriptsOf(transaction)) {
        const history = histories.get(script) ?? new Set();
        histories.set(script, history.add(transaction.txid));
      }
    }
  };

  const disconnect = (): BitcoinBlock => {
    const block = blocks.length > 1 ? blocks.pop() : undefined;
    assert(block !== undefined, 'the first block is never undone');
    for (const transaction of block.transactions.toReversed()) {
      for (const script of scriptsOf(transaction)) histories.get(script)?.delete(transaction.txid);
      for (const input of transaction.inputs) spenders.delete(outpointOf(input));
      confirmed.delete(transaction.txid);
    }
    return block;
  };

  const tip = (): BitcoinBlock => {
    const last = blocks.at(-1);
    assert(last !== undefined, 'there is always a first block');
    return last;
  };

  connect(first);
  return {
    tip,
    atHeight: (height) => blocks[height] ?? null,
    byHash: (hash) => known.get(hash) ?? null,
    transaction: (txid) => confirmed.get(txid) ?? null,
    spender: (outpoint) => spenders.get(outpoint) ?? null,
    touching: (script) =>
      [...(histories.get(bytesToHex(script)) ?? [])].flatMap((txid) => confirmed.get(txid) ?? []),
    connect,
    disconnect,
  };
}
