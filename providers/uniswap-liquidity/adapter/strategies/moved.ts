// What a transaction of ours did, by the logs of its block.

import { erc20Abi } from '@diboas/providers-kit/evm';
import type { StrategyMove } from '@diboas/providers-kit/strategies';
import { type Address, isAddressEqual, parseEventLogs, type TransactionReceipt, zeroAddress } from 'viem';
import { type LiquidityMarket, nftAbi, positionsAbi } from '../wire/contracts.ts';

interface Where {
  readonly market: LiquidityMarket;
  readonly usdc: Address;
}

/** One position was made for the holder or unmade, and so many dollars left the holder or came. Null for anything else. */
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
  let units = 0n;
  for (const { args, eventName } of parseEventLogs({ abi: erc20Abi, logs: of(usdc) })) {
    if (eventName !== 'Transfer') continue;
    if (isAddressEqual(args.to, holder)) units += args.value;
    if (isAddressEqual(args.from, holder)) units -= args.value;
  }
  if (isAddressEqual(from, zeroAddress) && isAddressEqual(to, holder))
    return { direction: 'in', units: -units, shares };
  if (isAddressEqual(to, zeroAddress) && isAddressEqual(from, holder))
    return { direction: 'out', units, shares };
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
