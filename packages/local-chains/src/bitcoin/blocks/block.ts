// A block of the regtest chain: a header of 80 bytes whose hash is its name, over the merkle root of what is in it.

import { assert, type Instant } from '@diboas/kernel';
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { RawTx } from '@scure/btc-signer';
import {
  type BitcoinTransaction,
  doubleSha256,
  parseBitcoinTransaction,
  reversedHex,
} from '../transaction/transaction.ts';

export interface BitcoinBlock {
  readonly hash: string;
  readonly previous: string;
  readonly height: number;
  /** Unix time in seconds, as headers hold it. */
  readonly time: number;
  readonly merkleRoot: string;
  readonly nonce: number;
  readonly transactions: readonly BitcoinTransaction[];
}

/** The work that regtest asks for: a hash below half of all, found at the second try on average. */
export const REGTEST_BITS = 0x207fffff;
export const BLOCK_VERSION = 0x20000000;
export const NO_BLOCK = '00'.repeat(32);

export interface BlockContents {
  readonly previous: string;
  readonly height: number;
  readonly at: Instant;
  readonly transactions: readonly BitcoinTransaction[];
}

export function createBlock({ previous, height, at, transactions }: BlockContents): BitcoinBlock {
  const time = Math.floor(at / 1_000);
  const root = merkleRootOf(transactions);
  const header = (nonce: number) => {
    const numbers = new DataView(new ArrayBuffer(16));
    numbers.setInt32(0, BLOCK_VERSION, true);
    numbers.setUint32(4, time, true);
    numbers.setUint32(8, REGTEST_BITS, true);
    numbers.setUint32(12, nonce, true);
    const bytes = new Uint8Array(numbers.buffer);
    return concatBytes(bytes.subarray(0, 4), hexToBytes(previous).toReversed(), root, bytes.subarray(4));
  };
  for (let nonce = 0; ; nonce += 1) {
    const hash = doubleSha256(header(nonce));
    // Written from the end: the last byte is the first of the number that has to be small.
    if ((hash[31] ?? 0) > 0x7f) continue;
    return {
      hash: reversedHex(hash),
      previous,
      height,
      time,
      merkleRoot: reversedHex(root),
      nonce,
      transactions,
    };
  }
}

export interface RewardContents {
  readonly height: number;
  /** Makes the blocks of two branches at one height differ, as their miners would. */
  readonly branch: number;
  readonly outputs: readonly { readonly value: bigint; readonly script: Uint8Array }[];
}

/** The transaction that makes the new coins of a block: it spends nothing, and its input holds the height (BIP-34). */
export function createCoinbase({ height, branch, outputs }: RewardContents): BitcoinTransaction {
  const numbers = new DataView(new ArrayBuffer(8));
  numbers.setUint32(0, height, true);
  numbers.setUint32(4, branch, true);
  const note = concatBytes(new Uint8Array([8]), new Uint8Array(numbers.buffer));
  const raw = RawTx.encode({
    version: 2,
    segwitFlag: false,
    inputs: [{ txid: new Uint8Array(32), index: 0xffffffff, finalScriptSig: note, sequence: 0xffffffff }],
    outputs: outputs.map(({ value, script }) => ({ amount: value, script })),
    witnesses: undefined,
    lockTime: 0,
  });
  const transaction = parseBitcoinTransaction(Buffer.from(raw).toString('hex'));
  assert(transaction !== null, 'a coinbase is a transaction');
  return transaction;
}

export function isCoinbase({ inputs }: BitcoinTransaction): boolean {
  return inputs[0]?.txid === NO_BLOCK;
}

/** Hashes of neighbours, hashed in pairs until one is left; the odd one out is paired with itself. */
function merkleRootOf(transactions: readonly BitcoinTransaction[]): Uint8Array {
  let row = transactions.map(({ txid }) => hexToBytes(txid).toReversed());
  while (row.length > 1) {
    const pairs: Uint8Array<ArrayBuffer>[] = [];
    for (let at = 0; at < row.length; at += 2) {
      const left = row[at] ?? new Uint8Array();
      pairs.push(new Uint8Array(doubleSha256(concatBytes(left, row[at + 1] ?? left))));
    }
    row = pairs;
  }
  return row[0] ?? new Uint8Array(32);
}
