// A Bitcoin node on its own: it takes transactions, makes blocks, and changes to another branch when told to.

import { accept, type Clock, type Outcome, refuse } from '@diboas/kernel';
import { createBitcoinBlocks } from '../blocks/blocks.ts';
import { admitTransaction, type PoolOnBlocks } from '../pool/admit.ts';
import { createWaitingPool } from '../pool/pool.ts';
import { type NodeRefusal, undecodable } from '../pool/refusal.ts';
import { scriptOfAddress } from '../transaction/script.ts';
import { parseBitcoinTransaction } from '../transaction/transaction.ts';
import { type BranchChange, changeBranch } from './branch.ts';
import { createBitcoinFaucet } from './faucet.ts';
import { createMiner } from './miner.ts';

export interface BitcoinNode extends PoolOnBlocks {
  /** `sendrawtransaction`: answers the txid. */
  send(hex: string): Outcome<string, NodeRefusal>;
  mine(count: number): void;
  /** Pays an address in a block of its own, whatever the amount, and answers the txid. */
  grant(address: string, amount: bigint): string;
  changeBranch(change: BranchChange): void;
  /** Forgets what waits, and what spends from it. False when it does not wait. */
  forget(txid: string): boolean;
  /** What blocks ask for, in satoshi a virtual byte: who pays less waits. At least 1. */
  congest(rate: number): void;
  congestion(): number;
}

export function createBitcoinNode({ seed, clock }: { seed: string; clock: Clock }): BitcoinNode {
  const faucet = createBitcoinFaucet(seed);
  const state: PoolOnBlocks = { blocks: createBitcoinBlocks(faucet.firstBlock), pool: createWaitingPool() };
  const { pool } = state;
  const miner = createMiner({ state, seed, clock });
  let rate = 1;

  return {
    ...state,
    send(hex) {
      const transaction = parseBitcoinTransaction(hex.trim());
      if (transaction === null) return refuse(undecodable);
      const admitted = admitTransaction(state, transaction);
      return admitted.ok ? accept(transaction.txid) : admitted;
    },
    mine(count) {
      for (let made = 0; made < count; made += 1) miner.mineWaiting(BigInt(rate) * 1_000n);
    },
    grant(address, amount) {
      const script = scriptOfAddress(address);
      if (script === null) throw new RangeError(`${address} is no address of this chain.`);
      if (amount < 1n) throw new RangeError(`Nobody can be given ${amount} satoshi.`);
      const payment = faucet.pay({ script, value: amount }, state);
      // It goes past the pool's rules, as what miners take straight from somebody does.
      pool.add(payment);
      miner.mineOnly([payment.transaction]);
      return payment.transaction.txid;
    },
    changeBranch: (change) => changeBranch(state, miner, change),
    forget(txid) {
      const going = pool.withDescendants(txid);
      for (const one of going) pool.remove(one);
      return going.size > 0;
    },
    congest(next) {
      if (!Number.isInteger(next) || next < 1) throw new RangeError(`Blocks cannot ask for ${next} sat/vB.`);
      rate = next;
    },
    congestion: () => rate,
  };
}
