// What a transaction of ours did, by the logs of its block.

import { erc20Abi } from '@diboas/providers-kit/evm';
import type { StrategyMove } from '@diboas/providers-kit/strategies';
import { type Address, isAddressEqual, parseEventLogs, type TransactionReceipt, zeroAddress } from 'viem';
import { type LiquidityMarket, nftAbi, positionsAbi } from '../wire/contracts.ts';

interface Where {
  readonly market: LiquidityMarket;
  readonly usdc: Address;
}

/** One position was made for the holder or unmade, and the pool got so many dollars, or the holder. Null for anything else. */
export function positionMove(
  { market: { positions, pool }, usdc }: Where,
  { logs }: TransactionReceipt,
  holder: Address,
): StrategyMove | null {
  const of = (address: Address) => logs.filter((log) => isAddressEqual(log.address, address));
  const [moved, ...others] = parseEventLogs({ abi: nftAbi, logs: of(positions) });
  // The pool took part, so it is a position of this one.
  if (moved === undefined || others.length > 0 || of(pool).length === 0) return null;
  const { from, to, tokenId: shares } = moved.args;
  const paid = parseEventLogs({ abi: erc20Abi, eventName: 'Transfer', logs: of(usdc) });
  const got = (whose: Address): bigint =>
    paid.reduce((sum, { args }) => (isAddressEqual(args.to, whose) ? sum + args.value : sum), 0n);
  // By what came to the pool: a router gives back whatever lies with it, also what somebody else has left there.
  if (isAddressEqual(from, zeroAddress) && isAddressEqual(to, holder))
    return { direction: 'in', units: got(pool), shares };
  if (isAddressEqual(to, zeroAddress) && isAddressEqual(from, holder))
    return { direction: 'out', units: got(holder), shares };
  return null;
}

/** What a position began with: millionths of a dollar, and wei. Null where none began. */
export function beganWith(
  { market: { positions } }: Pick<Where, 'market'>,
  { logs }: Pick<TransactionReceipt, 'logs'>,
): readonly [bigint, bigint] | null {
  const [made] = parseEventLogs({ abi: positionsAbi, eventName: 'IncreaseLiquidity', logs }).filter(
    ({ address }) => isAddressEqual(address, positions),
  );
  return made === undefined ? null : [made.args.amount0, made.args.amount1];
}
