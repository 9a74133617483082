// Uniswap v3 on Ethereum, as those meet it who provide what is traded: its contracts, and what of them is called. Source:
// docs.uniswap.org, "Ethereum deployments" of v3 and "Deployments" of v4 (for the router of all versions), and the interfaces of
// @uniswap/v3-core 1.0.1, @uniswap/v3-periphery 1.4.4, @uniswap/swap-router-contracts 1.3.1 and @uniswap/universal-router 2.1.0.
import type { NetworkChain } from '@diboas/networks';
import { type Address, parseAbi } from 'viem';

export interface LiquidityMarket {
  /** The pool of USDC and ether that keeps five hundredths of a percent of each trade. */
  readonly pool: Address;
  /** Makes positions, each an NFT, and unmakes them. */
  readonly positions: Address;
  /** Swaps a part and makes a position of what it then has, in one transaction. */
  readonly router: Address;
  /** Unmakes a position of whoever calls it and swaps a part of what it brings, in one transaction: the router of all versions. */
  readonly universal: Address;
  readonly quoter: Address;
  readonly weth: Address;
}

export const LIQUIDITY_MARKETS: Readonly<Record<NetworkChain, LiquidityMarket>> = {
  live: {
    pool: '0x88e6A0c2dDD26FEEb64F039a2c41296FcB3f5640',
    positions: '0xC36442b4a4522E871399CD717aBDD847Ab11FE88',
    router: '0x68b3465833fb72A70ecDF485E0e4C7bD8665Fc45',
    universal: '0x66a9893cC07D91D95644AEDD05D03f95e1dBA8Af',
    quoter: '0x61fFE014bA17989E743c5F6cB21bF9697530B21e',
    weth: '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2',
  },
  // Sepolia, and the chain that is started in its place.
  test: {
    pool: '0x3289680dD4d6C10bb19b899729cda5eEF58AEfF1',
    positions: '0x1238536071E1c677A632429e3655c799b22cDA52',
    router: '0x3bFA4769FB09eefC5a80d6E87c3B9C650f7Ae48E',
    universal: '0x3A9D48AB9751398BbFa63ad67599Bb04e4BdF98b',
    quoter: '0xEd1f6473345F45b75F8179591dd5bA1888cf2FB3',
    weth: '0xfFf9976782d46CC05630D1f6eBAb18b2324d6B14',
  },
};

/** What the pool keeps of each trade, in millionths, and how far its ticks are from each other. */
export const POOL_FEE = 500;
export const TICK_SPACING = 10;

/**
 * SHA-256 of the code that was looked at: of the chain that is started. That of Ethereum is a setting, as somebody of ours has to look at
 * it there.
 */
export const KNOWN_LIQUIDITY_CODE: Readonly<Record<NetworkChain, readonly string[]>> = {
  live: [],
  // The pool, the positions, and both routers.
  test: [
    '599dcec0f812863fc9160404704f8d9d789431d62eb7e561fe22cdf48fbc376e',
    '41fad5c225afec6628ec1d9da060ebfdbc9dbffa6e9c703c5bf9d1aa2aaabda9',
    'e18dacff07368baa9974b34f1039c31726d374cd0838c7969232b9f287590562',
    'd59ed6f880e96d725f08ee54e799b303fc555b0e3584e00cf60504f28fcd4801',
  ],
};

export const poolStateAbi = parseAbi([
  'function slot0() view returns (uint160 sqrtPriceX96, int24 tick, uint16 observationIndex, uint16 observationCardinality, uint16 observationCardinalityNext, uint8 feeProtocol, bool unlocked)',
  'function observe(uint32[] secondsAgos) view returns (int56[] tickCumulatives, uint160[] secondsPerLiquidityCumulativeX128s)',
]);

export const positionsAbi = parseAbi([
  'function positions(uint256 tokenId) view returns (uint96 nonce, address operator, address token0, address token1, uint24 fee, int24 tickLower, int24 tickUpper, uint128 liquidity, uint256 feeGrowthInside0LastX128, uint256 feeGrowthInside1LastX128, uint128 tokensOwed0, uint128 tokensOwed1)',
  'function decreaseLiquidity((uint256 tokenId, uint128 liquidity, uint256 amount0Min, uint256 amount1Min, uint256 deadline)) payable returns (uint256 amount0, uint256 amount1)',
  'function collect((uint256 tokenId, address recipient, uint128 amount0Max, uint128 amount1Max)) payable returns (uint256 amount0, uint256 amount1)',
  'function burn(uint256 tokenId) payable',
  'function approve(address to, uint256 tokenId)',
  'function multicall(bytes[] data) payable returns (bytes[] results)',
  'event IncreaseLiquidity(uint256 indexed tokenId, uint128 liquidity, uint256 amount0, uint256 amount1)',
]);

/** Of any NFT: EIP-721. Apart from the rest, since a token's `Transfer` has the same name. */
export const nftAbi = parseAbi([
  'event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)',
]);

/** Of SwapRouter02: `IV3SwapRouter`, `IApproveAndCall` and the payments of its base. */
export const addingRouterAbi = parseAbi([
  'function exactInputSingle((address tokenIn, address tokenOut, uint24 fee, address recipient, uint256 amountIn, uint256 amountOutMinimum, uint160 sqrtPriceLimitX96)) payable returns (uint256 amountOut)',
  'function pull(address token, uint256 value) payable',
  'function approveMax(address token) payable',
  'function mint((address token0, address token1, uint24 fee, int24 tickLower, int24 tickUpper, uint256 amount0Min, uint256 amount1Min, address recipient)) payable returns (bytes result)',
  'function sweepToken(address token, uint256 amountMinimum, address recipient) payable',
  'function multicall(uint256 deadline, bytes[] data) payable returns (bytes[])',
]);

/** Whom that router takes for itself: `Constants.ADDRESS_THIS`. Both routers have the same. */
export const ITSELF = '0x0000000000000000000000000000000000000002';

export const universalRouterAbi = parseAbi([
  'function execute(bytes commands, bytes[] inputs, uint256 deadline) payable',
]);

/** Source: `Commands.sol` of the router. */
export const COMMANDS = { swapExactIn: '0x00', sweep: '0x04', ofPositions: '0x12' } as const;

/** Told as a question, since it is only ever called as one: the quoter undoes the swap that it tries. */
export const poolQuoterAbi = parseAbi([
  'function quoteExactInputSingle((address tokenIn, address tokenOut, uint256 amountIn, uint24 fee, uint160 sqrtPriceLimitX96)) view returns (uint256 amountOut, uint160 sqrtPriceX96After, uint32 initializedTicksCrossed, uint256 gasEstimate)',
]);
