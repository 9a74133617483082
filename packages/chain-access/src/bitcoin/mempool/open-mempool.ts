import type { Outcome } from '@diboas/kernel';
import { assetsOn, type NetworkChain } from '@diboas/networks';
import type { UnsignedTransfer } from '../../shape/transfer.ts';
import { openBitcoinWire } from '../wire.ts';
import { type ChildAsk, type ChildRefusal, unsignedBitcoinChild } from './child.ts';
import { type WatchedBitcoin, watchBitcoin } from './watch.ts';

/** What only Bitcoin has: that a transaction waits for long among others, and that one can be made to pay for another. */
export interface BitcoinMempool {
  /** What became of a transaction among those that wait. */
  watch(hash: string): Promise<Outcome<WatchedBitcoin, 'unavailable'>>;
  /** What is to be signed so that blocks take the parent for its sake. */
  child(ask: ChildAsk): Promise<Outcome<UnsignedTransfer<'bitcoin'>, ChildRefusal>>;
}

export function openBitcoinMempool(node: {
  readonly chain: NetworkChain;
  readonly url: string;
  readonly timeoutMs: number;
}): BitcoinMempool {
  const wire = openBitcoinWire({ ...node, assets: assetsOn('bitcoin', node.chain) });
  return {
    watch: (hash) => watchBitcoin(wire, hash),
    child: (ask) => unsignedBitcoinChild(wire, ask),
  };
}
