// What is swapped: ETH and USDC of Ethereum, each for the other, and the calls that do it.
import { type Money, money, type Network } from '@diboas/kernel';
import { assetsOn, type NetworkChain } from '@diboas/networks';
import type { TradeOrder } from '@diboas/orchestration';
import { approveExactly, type ContractCall } from '@diboas/providers-kit/evm';
import { type Address, encodeFunctionData, getAddress } from 'viem';
import { DEPLOYMENTS, type PoolFee, ROUTER_ITSELF, routerAbi } from '../wire/contracts.ts';

export interface Swap {
  readonly side: 'buy' | 'sell';
  readonly pay: Money;
  readonly receives: 'ETH' | 'USDC';
  readonly tokenIn: Address;
  readonly tokenOut: Address;
}

interface AskedFor {
  readonly pay: Money;
  readonly payNetwork: Network;
  readonly receive: { readonly asset: Money['asset']; readonly network: Network };
  readonly trade?: TradeOrder;
}

/** The swap of this order; null for what is none that is done here: another pair, another network, or a price of one's own. */
export function swapOf({ pay, payNetwork, receive, trade }: AskedFor, chain: NetworkChain): Swap | null {
  const token = assetsOn('ethereum', chain).find(({ asset }) => asset === 'USDC')?.token;
  const isHere = payNetwork === 'ethereum' && receive.network === 'ethereum';
  if (!isHere || trade?.type !== 'market' || token === undefined || token === null) return null;
  const [usdc, { weth }] = [getAddress(token), DEPLOYMENTS[chain]];
  if (pay.asset === 'USDC' && receive.asset === 'ETH')
    return { side: 'buy', pay, receives: 'ETH', tokenIn: usdc, tokenOut: weth };
  if (pay.asset === 'ETH' && receive.asset === 'USDC')
    return { side: 'sell', pay, receives: 'USDC', tokenIn: weth, tokenOut: usdc };
  return null;
}

/** The router may take exactly what the swap pays, which is all used by it: nothing of it is left afterwards. */
export function approvalOf({ tokenIn, pay }: Swap, chain: NetworkChain): ContractCall {
  return approveExactly(tokenIn, { spender: DEPLOYMENTS[chain].router, units: pay.units });
}

/**
 * The swap, for no less than `least` and no later than `deadline`, in whole seconds: the router reverts it otherwise. Ether is taken with the
 * call and given as ether; in between it is a token.
 */
export function swapCall(
  { side, pay, tokenIn, tokenOut }: Swap,
  {
    chain,
    fee,
    from,
    least,
    deadline,
  }: { chain: NetworkChain; fee: PoolFee; from: Address; least: bigint; deadline: bigint },
): ContractCall {
  const swap = {
    ...{ tokenIn, tokenOut, fee, amountIn: pay.units, amountOutMinimum: least, sqrtPriceLimitX96: 0n },
    recipient: side === 'buy' ? getAddress(ROUTER_ITSELF) : from,
  };
  const exact = encodeFunctionData({ abi: routerAbi, functionName: 'exactInputSingle', args: [swap] });
  const after =
    side === 'buy'
      ? encodeFunctionData({ abi: routerAbi, functionName: 'unwrapWETH9', args: [least, from] })
      : encodeFunctionData({ abi: routerAbi, functionName: 'refundETH' });
  return {
    to: DEPLOYMENTS[chain].router,
    value: side === 'sell' ? pay.units : 0n,
    data: encodeFunctionData({ abi: routerAbi, functionName: 'multicall', args: [deadline, [exact, after]] }),
  };
}

/** So much less than was expected, in basis points, rounded down. */
export function lessBps(units: bigint, bps: number): bigint {
  return (units * BigInt(10_000 - bps)) / 10_000n;
}

export function received({ receives }: Pick<Swap, 'receives'>, units: bigint): Money {
  return money(receives, units);
}
