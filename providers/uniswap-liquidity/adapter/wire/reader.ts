// What is asked of the pool, of its positions and of the quoter.
import { accept, type Outcome } from '@diboas/kernel';
import { type EvmReader, erc20Abi } from '@diboas/providers-kit/evm';
import {
  type Address,
  BaseError,
  ContractFunctionRevertedError,
  decodeFunctionResult,
  encodeFunctionData,
  type Hex,
} from 'viem';
import { type LiquidityMarket, POOL_FEE, poolQuoterAbi, poolStateAbi, positionsAbi } from './contracts.ts';

type Reading = Pick<EvmReader, 'read'>;
type Told<Value> = Promise<Outcome<Value, 'unavailable'>>;

/** How long the mean price goes back that the price of now is held against, in seconds. */
const MEAN_OVER = 1_800;

/** How much later than the newest block a call may still be carried out, in seconds; after that its contract does nothing. */
const GOOD_FOR = 1_200n;

/** Until when a call that is made now is good, by the network's own clock. */
export function readDeadline({ read }: Reading): Told<bigint> {
  return read(async (client) => (await client.getBlock({ blockTag: 'latest' })).timestamp + GOOD_FOR);
}

export interface PoolNow {
  /** The square root of its price, as it is kept there. */
  readonly price: bigint;
  readonly tick: number;
  /** Null where the pool does not remember so long. */
  readonly meanTick: number | null;
}

export function readPool({ read }: Reading, { pool: address }: LiquidityMarket): Told<PoolNow> {
  return read(async (client) => {
    const base = { address, abi: poolStateAbi } as const;
    const [[price, tick], mean] = await Promise.all([
      client.readContract({ ...base, functionName: 'slot0' }),
      orNull(client.readContract({ ...base, functionName: 'observe', args: [[MEAN_OVER, 0]] })),
    ]);
    const [then, now] = mean?.[0] ?? [];
    const isTold = then !== undefined && now !== undefined;
    return { price, tick, meanTick: isTold ? Math.floor(Number(now - then) / MEAN_OVER) : null };
  });
}

/** All that lies in the pool: millionths of a dollar, and wei. */
export function readDepth(
  { read }: Reading,
  { pool, weth }: LiquidityMarket,
  usdc: Address,
): Told<readonly [bigint, bigint]> {
  return read(async (client) => {
    const held = (address: Address) =>
      client.readContract({ address, abi: erc20Abi, functionName: 'balanceOf', args: [pool] });
    return await Promise.all([held(usdc), held(weth)]);
  });
}

export interface ReadPosition {
  readonly tickLower: number;
  readonly tickUpper: number;
  readonly liquidity: bigint;
  /** What it would give back, without fees: millionths of a dollar, and wei. */
  readonly amounts: readonly [bigint, bigint];
  /** What it was paid by trades and did not take out yet, of both. */
  readonly fees: readonly [bigint, bigint];
}

export interface AskedPosition {
  readonly id: bigint;
  readonly holder: Address;
  readonly block: 'latest' | 'finalized';
}

const ALL = 2n ** 128n - 1n;
const LATER = 2n ** 40n;

/** By the contract's own word, which tries what a stop would do. Null where there is no such position in that block. */
export function readPositionOf(
  { read }: Reading,
  { positions: address }: LiquidityMarket,
  { id, holder, block: blockTag }: AskedPosition,
): Told<ReadPosition | null> {
  return read(async (client) => {
    const base = { address, abi: positionsAbi, blockTag } as const;
    const told = await orNull(client.readContract({ ...base, functionName: 'positions', args: [id] }));
    if (told === null) return null;
    const [, , , , , tickLower, tickUpper, liquidity] = told;
    const decrease = { tokenId: id, liquidity, amount0Min: 0n, amount1Min: 0n, deadline: LATER };
    const collect = { tokenId: id, recipient: holder, amount0Max: ALL, amount1Max: ALL };
    const calls = [
      encodeFunctionData({ abi: positionsAbi, functionName: 'decreaseLiquidity', args: [decrease] }),
      encodeFunctionData({ abi: positionsAbi, functionName: 'collect', args: [collect] }),
    ];
    const { result } = await client.simulateContract({
      ...{ ...base, functionName: 'multicall', args: [calls], account: holder },
    });
    const [given = '0x', all = '0x'] = result;
    const amounts = readPair('decreaseLiquidity', given);
    const [dollars, wei] = readPair('collect', all);
    const fees = [dollars - amounts[0], wei - amounts[1]] as const;
    return { tickLower, tickUpper, liquidity, amounts, fees };
  });
}

function readPair(functionName: 'decreaseLiquidity' | 'collect', data: Hex): readonly [bigint, bigint] {
  return decodeFunctionResult({ abi: positionsAbi, functionName, data });
}

export interface QuotedSwap {
  readonly out: bigint;
  /** The square root of the price as it would stand then. */
  readonly price: bigint;
}

/** What the pool gives for so much; nothing for nothing. */
export async function quoteIn(
  { read }: Reading,
  { quoter: address }: LiquidityMarket,
  swap: { readonly tokenIn: Address; readonly tokenOut: Address; readonly amountIn: bigint },
): Promise<Outcome<QuotedSwap, 'unavailable'>> {
  if (swap.amountIn === 0n) return accept({ out: 0n, price: 0n });
  return read(async (client) => {
    const args = [{ ...swap, fee: POOL_FEE, sqrtPriceLimitX96: 0n }] as const;
    const [out, price] = await client.readContract({
      ...({ address, abi: poolQuoterAbi, functionName: 'quoteExactInputSingle', args } as const),
    });
    return { out, price };
  });
}

/** Null where the contract itself says no. */
async function orNull<Value>(asked: Promise<Value>): Promise<Value | null> {
  try {
    return await asked;
  } catch (error) {
    const isRevert =
      error instanceof BaseError &&
      error.walk((one) => one instanceof ContractFunctionRevertedError) !== null;
    if (isRevert) return null;
    throw error;
  }
}
