// What somebody who looks on sees of the chain: no explorer answers in this form.
import type { ChainView } from '../../chain/local-chain.ts';
import { isCoinbase } from '../blocks/block.ts';
import type { BitcoinNode } from '../node/node.ts';
import { scriptOfAddress } from '../transaction/script.ts';
import { outpointOf } from '../transaction/transaction.ts';
import { isPaidTo } from './shapes.ts';

export function viewBitcoin({ blocks, pool }: BitcoinNode, count: number): ChainView {
  const { height: newest } = blocks.tip();
  const heights = Array.from({ length: Math.min(count, newest + 1) }, (_, back) => newest - back);
  return {
    blocks: heights.flatMap((height) => {
      const block = blocks.atHeight(height);
      if (block === null) return [];
      const sent = block.transactions.filter((transaction) => !isCoinbase(transaction));
      return [
        { height, hash: block.hash, at: block.time * 1_000, transactions: sent.map(({ txid }) => txid) },
      ];
    }),
    waiting: pool.all().map(({ transaction }) => transaction.txid),
  };
}

/** What waits to be spent is there still, and what waits to arrive is not there yet. */
export function balanceOfBitcoin(node: BitcoinNode, address: string): bigint {
  const script = scriptOfAddress(address);
  if (script === null) throw new RangeError(`${address} is no address of this chain.`);
  return node.blocks.touching(script).reduce((sum, { transaction: { txid, outputs } }) => {
    const unspent = outputs.filter(
      (output, vout) => isPaidTo(output, script) && node.blocks.spender(outpointOf({ txid, vout })) === null,
    );
    return sum + unspent.reduce((part, { value }) => part + value, 0n);
  }, 0n);
}
