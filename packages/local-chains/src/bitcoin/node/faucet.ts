// Money from nowhere: the first block pays a key that the seed makes, and grants are payments of that key. So a grant
// lives and dies in a reorganisation like any payment.

import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { p2wpkh, Transaction } from '@scure/btc-signer';
import { pubECDSA } from '@scure/btc-signer/utils.js';
import { type BitcoinBlock, createBlock, createCoinbase, NO_BLOCK } from '../blocks/block.ts';
import type { PoolOnBlocks } from '../pool/admit.ts';
import type { WaitingTransaction } from '../pool/pool.ts';
import { REGTEST } from '../transaction/script.ts';
import {
  type BitcoinOutput,
  type BitcoinTransaction,
  outpointOf,
  parseBitcoinTransaction,
} from '../transaction/transaction.ts';

/** 100 coins of 10,000 BTC, so that grants at the same time do not wait for each other. */
const COINS = 100;
const COIN_VALUE = 1_000_000_000_000n;
const FEE = 1_000n;
/** The day on which regtest's own first block was made, in milliseconds. */
const FIRST_BLOCK_AT = 1_296_688_602_000;

export interface BitcoinFaucet {
  readonly firstBlock: BitcoinBlock;
  /** A signed payment to a script. Throws when no coin of the faucet is large enough. */
  pay(to: BitcoinOutput, state: PoolOnBlocks): WaitingTransaction;
}

export function createBitcoinFaucet(seed: string): BitcoinFaucet {
  const key = sha256(utf8ToBytes(`${seed}: the faucet`));
  const { script } = p2wpkh(pubECDSA(key), REGTEST);
  const outputs = Array.from({ length: COINS }, () => ({ value: COIN_VALUE, script }));
  const coinbase = createCoinbase({ height: 0, branch: 0, outputs });
  return {
    firstBlock: createBlock({ previous: NO_BLOCK, height: 0, at: FIRST_BLOCK_AT, transactions: [coinbase] }),
    pay(to, { blocks, pool }) {
      const coins = blocks.touching(script).flatMap(({ transaction: { txid, outputs: made } }) =>
        made.flatMap((output, vout) => {
          const outpoint = outpointOf({ txid, vout });
          const isFree = blocks.spender(outpoint) === null && pool.spender(outpoint) === null;
          return isFree && isSameScript(output.script, script) ? [{ txid, vout, value: output.value }] : [];
        }),
      );
      const coin = coins.find(({ value }) => value >= to.value + FEE);
      if (coin === undefined) throw new RangeError(`The faucet has no coin of ${to.value} satoshi.`);
      const payment = new Transaction({ allowUnknownOutputs: true });
      payment.addInput({ txid: coin.txid, index: coin.vout, witnessUtxo: { script, amount: coin.value } });
      payment.addOutput({ script: to.script, amount: to.value });
      if (coin.value > to.value + FEE) payment.addOutput({ script, amount: coin.value - to.value - FEE });
      payment.sign(key);
      payment.finalize();
      return { transaction: parsed(payment.hex), fee: FEE };
    },
  };
}

function parsed(hex: string): BitcoinTransaction {
  const transaction = parseBitcoinTransaction(hex);
  if (transaction === null) throw new Error('The faucet has made bytes that are no transaction.');
  return transaction;
}

function isSameScript(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
