// What somebody who looks on sees of the chain: a block is a checkpoint.
import { isValidSuiAddress, normalizeSuiAddress } from '@mysten/sui/utils';
import type { ChainView } from '../chain/local-chain.ts';
import type { SuiNode } from './node/node.ts';
import { SUI_TYPE } from './objects/coin-object.ts';

export function viewSui({ checkpoints, waiting }: SuiNode, count: number): ChainView {
  const newest = Number(checkpoints.latest().sequence);
  const heights = Array.from({ length: Math.min(count, newest + 1) }, (_, back) => newest - back);
  return {
    blocks: heights.flatMap((height) => {
      const checkpoint = checkpoints.at(BigInt(height));
      if (checkpoint === null) return [];
      const { digest: hash, at, transactions } = checkpoint;
      return [{ height, hash, at, transactions }];
    }),
    waiting: waiting(),
  };
}

export function balanceOnSui({ ledger, usdcType }: SuiNode, address: string, asset: 'SUI' | 'USDC'): bigint {
  if (!isValidSuiAddress(address)) throw new RangeError(`${address} is no address of this chain.`);
  const type = asset === 'SUI' ? SUI_TYPE : usdcType;
  return ledger.coins
    .ownedBy(normalizeSuiAddress(address))
    .reduce((sum, { coinType, balance }) => (coinType === type ? sum + balance : sum), 0n);
}
