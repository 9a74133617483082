// Makes blocks of what waits. A block has room for everything; what keeps a transaction waiting is only that it pays
// less than blocks ask for, together with those it hangs on.

import type { Clock } from '@diboas/kernel';
import { ripemd160 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { type BitcoinBlock, createBlock, createCoinbase } from '../blocks/block.ts';
import type { PoolOnBlocks } from '../pool/admit.ts';
import { rateOfAll } from '../pool/replacement.ts';
import { type BitcoinTransaction, outpointOf } from '../transaction/transaction.ts';

/** What a block of the first four years made: 50 BTC. Here it never halves. */
const SUBSIDY = 5_000_000_000n;

export interface Miner {
  /** A block of all that waits and pays at least `rateMin` satoshi a thousand virtual bytes. */
  mineWaiting(rateMin: bigint): BitcoinBlock;
  /** A block of just these, which wait. What else waits and spends the same goes, as it can never be in a block again. */
  mineOnly(transactions: readonly BitcoinTransaction[]): BitcoinBlock;
}

export interface MinerOptions {
  readonly state: PoolOnBlocks;
  readonly seed: string;
  readonly clock: Clock;
}

export function createMiner({ state, seed, clock }: MinerOptions): Miner {
  const { blocks, pool } = state;
  const script = minerScript(seed);
  let made = 0;

  const mineOnly = (transactions: readonly BitcoinTransaction[]): BitcoinBlock => {
    const { hash: previous, height, time } = blocks.tip();
    made += 1;
    const fees = transactions.reduce((sum, { txid }) => sum + (pool.get(txid)?.fee ?? 0n), 0n);
    const coinbase = createCoinbase({
      height: height + 1,
      branch: made,
      outputs: [{ value: SUBSIDY + fees, script }],
    });
    const at = Math.max(clock.now(), (time + 1) * 1_000);
    const block = createBlock({
      previous,
      height: height + 1,
      at,
      transactions: [coinbase, ...transactions],
    });
    for (const transaction of transactions) leavePool(state, transaction);
    blocks.connect(block);
    return block;
  };

  const mineWaiting = (rateMin: bigint): BitcoinBlock => {
    const taken = new Set<string>();
    for (const waiting of pool.all()) {
      // What hangs on others is taken with them, if they pay enough together: a child pays for its parents.
      const above = [...pool.ancestors(waiting.transaction)].filter((txid) => !taken.has(txid));
      const together = [waiting, ...above.flatMap((txid) => pool.get(txid) ?? [])];
      if (rateOfAll(together) < rateMin) continue;
      for (const { transaction } of together) taken.add(transaction.txid);
    }
    // In the order in which they came, so that each comes after what it spends.
    return mineOnly(
      pool.all().flatMap(({ transaction }) => (taken.has(transaction.txid) ? [transaction] : [])),
    );
  };

  return { mineWaiting, mineOnly };
}

/** Out of the pool with it, and with whatever waits to spend the same outputs. */
function leavePool({ pool }: PoolOnBlocks, transaction: BitcoinTransaction): void {
  pool.remove(transaction.txid);
  for (const input of transaction.inputs) {
    const rival = pool.spender(outpointOf(input));
    if (rival === null) continue;
    for (const txid of pool.withDescendants(rival.txid)) pool.remove(txid);
  }
}

/** Pays to a key that nobody has: coins of blocks are never spent, so undoing a block never undoes a payment. */
function minerScript(seed: string): Uint8Array {
  const hash = ripemd160(sha256(utf8ToBytes(`${seed}: the miner of blocks`)));
  return concatBytes(new Uint8Array([0x00, 0x14]), hash);
}
