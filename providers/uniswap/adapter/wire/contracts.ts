// Uniswap v3 on Ethereum: its contracts, and what of them is called. Source: docs.uniswap.org, "Ethereum deployments", and the
// interfaces of @uniswap/v3-periphery 1.4.4 and @uniswap/swap-router-contracts 1.3.1.
import type { NetworkChain } from '@diboas/networks';
import { parseAbi } from 'viem';

export interface Deployment {
  readonly router: `0x${string}`;
  readonly quoter: `0x${string}`;
  /** Ether as a token: what the pools hold in its place. */
  readonly weth: `0x${string}`;
}

export const DEPLOYMENTS: Readonly<Record<NetworkChain, Deployment>> = {
  live: {
    router: '0x68b3465833fb72A70ecDF485E0e4C7bD8665Fc45',
    quoter: '0x61fFE014bA17989E743c5F6cB21bF9697530B21e',
    weth: '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2',
  },
  // Sepolia, and the chain that is started in its place.
  test: {
    router: '0x3bFA4769FB09eefC5a80d6E87c3B9C650f7Ae48E',
    quoter: '0xEd1f6473345F45b75F8179591dd5bA1888cf2FB3',
    weth: '0xfFf9976782d46CC05630D1f6eBAb18b2324d6B14',
  },
};

/** What the pools of a pair keep of each swap, in millionths; there is one pool for each at most. */
export const POOL_FEES = [100, 500, 3_000, 10_000] as const;
export type PoolFee = (typeof POOL_FEES)[number];

/** Told as a question, since it is only ever called as one: the quoter undoes the swap that it tries. */
export const quoterAbi = parseAbi([
  'function quoteExactInputSingle((address tokenIn, address tokenOut, uint256 amountIn, uint24 fee, uint160 sqrtPriceLimitX96)) view returns (uint256 amountOut, uint160 sqrtPriceX96After, uint32 initializedTicksCrossed, uint256 gasEstimate)',
]);

export const routerAbi = parseAbi([
  'function exactInputSingle((address tokenIn, address tokenOut, uint24 fee, address recipient, uint256 amountIn, uint256 amountOutMinimum, uint160 sqrtPriceLimitX96)) payable returns (uint256 amountOut)',
  'function multicall(uint256 deadline, bytes[] data) payable returns (bytes[])',
  'function unwrapWETH9(uint256 amountMinimum, address recipient) payable',
  'function refundETH() payable',
]);

export const wethAbi = parseAbi(['event Withdrawal(address indexed src, uint256 wad)']);

/** Whom the router takes for itself, as who gets what a swap gives: `Constants.ADDRESS_THIS`. */
export const ROUTER_ITSELF = '0x0000000000000000000000000000000000000002';
