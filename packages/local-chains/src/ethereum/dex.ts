// A DEX on the local Ethereum: the contracts of dex-artifacts.ts where they are on Sepolia, and pools of ETH and USDC that somebody has
// filled. What a constructor would write beside the code is written by hand, since the code is put there as it is.
import { concatHex, encodeFunctionData, type Hex, pad, parseAbi } from 'viem';
import { z } from 'zod';
import { readArtifact } from './dex-artifacts.ts';
import type { AnvilCalls } from './node/anvil-calls.ts';
import { hexText } from './node/waiting-transactions.ts';
import { placeContract } from './place-contract.ts';
import { sqrtPriceOf } from './sqrt-price.ts';
import { usdCoinAbi } from './usd-coin.ts';
import { WRAPPED_ETHER_BYTECODE } from './wrapped-ether.ts';

/**
 * Where they are on Sepolia, by their own documentation of "Ethereum deployments"; the router of all versions by that of v4. The token is
 * WETH9 there.
 */
export const DEX_AT = {
  weth: '0xfFf9976782d46CC05630D1f6eBAb18b2324d6B14',
  factory: '0x0227628f3F023bb0B980b67D528571c95c6DaC1c',
  quoter: '0xEd1f6473345F45b75F8179591dd5bA1888cf2FB3',
  router: '0x3bFA4769FB09eefC5a80d6E87c3B9C650f7Ae48E',
  positions: '0x1238536071E1c677A632429e3655c799b22cDA52',
  universal: '0x3A9D48AB9751398BbFa63ad67599Bb04e4BdF98b',
} as const satisfies Readonly<Record<string, Hex>>;

/** The pools, by what they keep of each swap in millionths; each with the distance between its ticks. */
const POOLS = [
  { fee: 500, spacing: 10 },
  { fee: 3_000, spacing: 60 },
] as const;

export type PoolFee = (typeof POOLS)[number]['fee'];

/** What an ether costs at the beginning, in dollars: what it costs where prices stand still in the sandbox. */
const FIRST_DOLLARS = 4_000;
/** Wei in each pool at the beginning, and as much in dollars: so much that a trade of a person moves the price by nothing that counts. */
const DEPTH_WEI = 20_000n * 10n ** 18n;
const DEPTH_USDC = 80_000_000n * 10n ** 6n;
const NOBODY = pad('0x', { size: 20 });
/** By which the address of a pool of v3 is worked out: `PoolAddress.sol` of v3-periphery. */
export const POOL_CODE_HASH = '0xe34f199b19b2b4f47f68442619d555527d244f78a3297ea89325f843f87b8b54';
/** More than any swap of ours takes. */
const PLENTY = 2n ** 100n;
const DEADLINE = 2n ** 40n;
/** All that is done at the beginning has room in one block. */
const USUAL_GAS = 1_000_000n;
const DEPLOYING_GAS = 6_000_000n;

const factoryAbi = parseAbi(['function enableFeeAmount(uint24 fee, int24 tickSpacing)']);
const positionsAbi = parseAbi([
  'function createAndInitializePoolIfNecessary(address token0, address token1, uint24 fee, uint160 sqrtPriceX96) payable returns (address pool)',
  'function mint((address token0, address token1, uint24 fee, int24 tickLower, int24 tickUpper, uint256 amount0Desired, uint256 amount1Desired, uint256 amount0Min, uint256 amount1Min, address recipient, uint256 deadline)) payable returns (uint256 tokenId, uint128 liquidity, uint256 amount0, uint256 amount1)',
]);
const wethAbi = parseAbi([
  'function deposit() payable',
  'function approve(address spender, uint256 wad) returns (bool)',
]);
const routerAbi = parseAbi([
  'function exactInputSingle((address tokenIn, address tokenOut, uint24 fee, address recipient, uint256 amountIn, uint256 amountOutMinimum, uint160 sqrtPriceLimitX96)) payable returns (uint256 amountOut)',
]);

/** What is needed of the chain. All is done by the treasury. */
export interface DexParts {
  readonly anvil: AnvilCalls;
  readonly treasury: Hex;
  readonly usdc: Hex;
}

/** Puts all of it there; whoever calls makes the block that it stands in. */
export async function placeDex(parts: DexParts): Promise<void> {
  const { anvil, treasury, usdc } = parts;
  const { weth, factory, quoter, router, positions } = DEX_AT;
  await Promise.all([
    placeContract(parts, weth, WRAPPED_ETHER_BYTECODE),
    placeContract(parts, factory, readArtifact('factory')),
    placeContract(parts, quoter, concatHex([readArtifact('quoter'), addresses(factory, weth)])),
    placeContract(parts, positions, concatHex([readArtifact('positions'), addresses(factory, weth, NOBODY)])),
    placeContract(
      parts,
      router,
      concatHex([readArtifact('router'), addresses(NOBODY, factory, positions, weth)]),
    ),
    placeUniversalRouter(parts),
  ]);
  const write = (at: Hex, slot: Hex, word: Hex) =>
    anvil.ask(z.unknown(), 'anvil_setStorageAt', at, pad(slot, { size: 32 }), pad(word, { size: 32 }));
  // The owner stands behind the three words that a pool is told as it is made.
  await write(factory, '0x3', treasury);
  // Both of its counts begin with one: of positions, and in the ten bytes before it of pools.
  await write(positions, '0xd', `0x${((1n << 176n) | 1n).toString(16)}`);
  await giveToTreasury(parts, positions);
  for (const pool of POOLS) await fillPool(parts, positions, pool);
  await act(parts, { to: weth, data: approval(router) });
  await act(parts, { to: usdc, data: approval(router) });
}

function addresses(...all: readonly Hex[]): Hex {
  return concatHex(all.map((one) => pad(one, { size: 32 })));
}

/**
 * The router of all versions of the exchange, of which only pools of v3 are there. Its code holds a name that is made of its address, so it is
 * always deployed by the same.
 */
async function placeUniversalRouter({ anvil }: DexParts): Promise<void> {
  const { weth, factory, positions, universal } = DEX_AT;
  const deploying = concatHex([
    readArtifact('universal'),
    addresses(NOBODY, weth, NOBODY, factory, NOBODY),
    POOL_CODE_HASH,
    addresses(NOBODY, positions, NOBODY, NOBODY),
  ]);
  await placeContract({ anvil, treasury: NOBODY }, universal, deploying);
}

async function giveToTreasury(parts: DexParts, positions: Hex): Promise<void> {
  const { treasury, usdc } = parts;
  const args = [treasury, PLENTY] as const;
  await act(parts, { to: usdc, data: encodeFunctionData({ abi: usdCoinAbi, functionName: 'mint', args }) });
  const deposit = encodeFunctionData({ abi: wethAbi, functionName: 'deposit' });
  await act(parts, { to: DEX_AT.weth, data: deposit, value: PLENTY });
  await act(parts, { to: usdc, data: approval(positions) });
  await act(parts, { to: DEX_AT.weth, data: approval(positions) });
}

function approval(spender: Hex): Hex {
  return encodeFunctionData({ abi: wethAbi, functionName: 'approve', args: [spender, 2n ** 255n] });
}

async function fillPool(
  parts: DexParts,
  positions: Hex,
  { fee, spacing }: (typeof POOLS)[number],
): Promise<void> {
  const [token0, token1] = [parts.usdc, DEX_AT.weth];
  const enable = { abi: factoryAbi, functionName: 'enableFeeAmount', args: [fee, spacing] } as const;
  await act(parts, { to: DEX_AT.factory, data: encodeFunctionData(enable) });
  const functionName = 'createAndInitializePoolIfNecessary';
  const args = [token0, token1, fee, sqrtPriceOf(FIRST_DOLLARS)] as const;
  await act(parts, {
    to: positions,
    data: encodeFunctionData({ abi: positionsAbi, functionName, args }),
    gas: DEPLOYING_GAS,
  });
  // From one end of all prices to the other, as far as the distance between ticks goes.
  const end = Math.floor(887_272 / spacing) * spacing;
  const position = {
    ...{ token0, token1, fee, tickLower: -end, tickUpper: end },
    ...{ amount0Desired: DEPTH_USDC, amount1Desired: DEPTH_WEI, amount0Min: 0n, amount1Min: 0n },
    ...{ recipient: parts.treasury, deadline: DEADLINE },
  };
  await act(parts, {
    to: positions,
    data: encodeFunctionData({ abi: positionsAbi, functionName: 'mint', args: [position] }),
  });
}

/** What moves the price of a pool to so many dollars an ether, by a swap of the treasury; whoever calls makes its block. */
export async function movePool(
  parts: DexParts,
  { fee, dollars }: { readonly fee: PoolFee; readonly dollars: number },
): Promise<void> {
  for (const [tokenIn, tokenOut] of [
    [parts.usdc, DEX_AT.weth],
    [DEX_AT.weth, parts.usdc],
  ] as const) {
    const swap = {
      ...{ tokenIn, tokenOut, fee, recipient: parts.treasury, amountIn: PLENTY / 4n, amountOutMinimum: 0n },
      sqrtPriceLimitX96: sqrtPriceOf(dollars),
    };
    const data = encodeFunctionData({ abi: routerAbi, functionName: 'exactInputSingle', args: [swap] });
    // Of the two ways one leads away from it, which a pool refuses.
    const isTheWay =
      'result' in
      (await parts.anvil.forward('eth_call', [{ from: parts.treasury, to: DEX_AT.router, data }]));
    if (isTheWay) return await act(parts, { to: DEX_AT.router, data });
  }
}

async function act(
  { anvil, treasury: from }: DexParts,
  { to, data, value = 0n, gas = USUAL_GAS }: { to?: Hex; data: Hex; value?: bigint; gas?: bigint },
): Promise<void> {
  const amounts = { value: `0x${value.toString(16)}`, gas: `0x${gas.toString(16)}` };
  await anvil.ask(hexText, 'eth_sendTransaction', { from, ...(to ? { to } : {}), data, ...amounts });
}
