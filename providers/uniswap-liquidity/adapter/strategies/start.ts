// A start: a part of the dollars is swapped and a position made of both, in one transaction of the router, within bounds or not at all.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { approveExactly, type EvmReader } from '@diboas/providers-kit/evm';
import type { NoStart, StrategyCalls, StrategyStart } from '@diboas/providers-kit/strategies';
import { type Address, encodeFunctionData } from 'viem';
import { addingRouterAbi, ITSELF, type LiquidityMarket, POOL_FEE } from '../wire/contracts.ts';
import { quoteIn, readDeadline, readPool } from '../wire/reader.ts';
import { amountsTaken, liquidityOfEther, type SqrtRange, toBeSwapped } from './amounts.ts';
import { type LiquidityStrategy, rangeAround, sqrtRangeOf, type TickRange } from './range.ts';

/** By how much dearer ether may have become until it is carried out, in basis points, and by how much less of the dollars may fit then. */
const DEARER_BPS = 30n;
const FEWER_BPS = 100n;
/** How far the swap itself may move the square root of the price, in basis points. */
const IMPACT_BPS = 5n;
const BPS = 10_000n;

export interface LiquidityOn {
  readonly reader: Pick<EvmReader, 'read'>;
  readonly market: LiquidityMarket;
  readonly usdc: Address;
}

interface Put {
  readonly units: bigint;
  readonly from: Address;
}

interface PlannedSwap {
  readonly swapped: bigint;
  /** The least of ether that it brings. */
  readonly leastWei: bigint;
  /** What of the dollars goes beside it, as things are and at least. */
  readonly dollars: bigint;
  readonly leastDollars: bigint;
}

export async function startPosition(
  on: LiquidityOn,
  strategy: LiquidityStrategy,
  put: Put,
): Promise<Outcome<StrategyStart, NoStart>> {
  const [pool, deadline] = await Promise.all([readPool(on.reader, on.market), readDeadline(on.reader)]);
  if (!pool.ok) return pool;
  if (!deadline.ok) return deadline;
  const range = rangeAround(pool.value.tick, strategy);
  const planned = await planSwap(on, {
    range: sqrtRangeOf(range),
    price: pool.value.price,
    units: put.units,
  });
  if (!planned.ok) return planned;
  const { swapped, dollars, leastDollars } = planned.value;
  return accept({
    ...addingCalls(on, { ...planned.value, ...put, range, deadline: deadline.value }),
    ...{ least: swapped + leastDollars, expected: swapped + dollars },
  });
}

/** The swap moves the price, at which the rest goes in: so it is worked out once more by the price that the first one would leave. */
async function planSwap(
  { reader, market, usdc }: LiquidityOn,
  { range, price, units }: { readonly range: SqrtRange; readonly price: bigint; readonly units: bigint },
): Promise<Outcome<PlannedSwap, NoStart>> {
  const about = { range, units, fee: POOL_FEE, dearerBps: DEARER_BPS };
  const swapAt = async (amountIn: bigint) =>
    quoteIn(reader, market, { tokenIn: usdc, tokenOut: market.weth, amountIn });
  const first = await swapAt(toBeSwapped({ ...about, price }));
  if (!first.ok) return first;
  if (first.value.price * BPS < price * (BPS - IMPACT_BPS)) return refuse('amount_too_large');
  const swapped = toBeSwapped({ ...about, price: first.value.price });
  const swap = await swapAt(swapped);
  if (!swap.ok) return swap;
  const liquidity = liquidityOfEther(swap.value.out, swap.value.price, range);
  if (liquidity === 0n) return refuse('no_market');
  const [dollars] = amountsTaken(liquidity, swap.value.price, range);
  return accept({
    ...{ swapped, dollars, leastDollars: (dollars * (BPS - FEWER_BPS)) / BPS },
    leastWei: (swap.value.out * (BPS - DEARER_BPS)) / BPS,
  });
}

/** Wei that go into no whole unit of liquidity, and stay with the router: less than a millionth of a millionth of a dollar is worth. */
const MILLION = 1_000_000n;

/**
 * The router may take exactly what is put in, and gives back what did not fit. What it lets the positions take is its own, and it has
 * nothing between two transactions.
 */
function addingCalls(
  { market, usdc }: LiquidityOn,
  about: Put & PlannedSwap & { readonly range: TickRange; readonly deadline: bigint },
): StrategyCalls {
  const { router, weth } = market;
  const { units, from, range, deadline, swapped, leastWei, leastDollars } = about;
  const swap = {
    ...({ tokenIn: usdc, tokenOut: weth, fee: POOL_FEE, recipient: ITSELF, amountIn: swapped } as const),
    ...{ amountOutMinimum: leastWei, sqrtPriceLimitX96: 0n },
  };
  const position = {
    ...{ token0: usdc, token1: weth, fee: POOL_FEE, ...range, recipient: from },
    ...{ amount0Min: leastDollars, amount1Min: leastWei - leastWei / MILLION },
  };
  const abi = addingRouterAbi;
  const steps = [
    encodeFunctionData({ abi, functionName: 'exactInputSingle', args: [swap] }),
    encodeFunctionData({ abi, functionName: 'pull', args: [usdc, units - swapped] }),
    encodeFunctionData({ abi, functionName: 'approveMax', args: [usdc] }),
    encodeFunctionData({ abi, functionName: 'approveMax', args: [weth] }),
    encodeFunctionData({ abi, functionName: 'mint', args: [position] }),
    encodeFunctionData({ abi, functionName: 'sweepToken', args: [usdc, 0n, from] }),
  ];
  const data = encodeFunctionData({ abi, functionName: 'multicall', args: [deadline, steps] });
  return {
    approval: approveExactly(usdc, { spender: router, units }),
    act: { to: router, value: 0n, data },
  };
}
