import { createPublicClient, http, parseAbi } from 'viem';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { poolAddress } from './dex-past.ts';
import { type LocalEthereum, startEthereum } from './ethereum.ts';

const WETH = '0xfFf9976782d46CC05630D1f6eBAb18b2324d6B14';
const QUOTER = '0xEd1f6473345F45b75F8179591dd5bA1888cf2FB3';
const quoterAbi = parseAbi([
  'function quoteExactInputSingle((address tokenIn, address tokenOut, uint256 amountIn, uint24 fee, uint160 sqrtPriceLimitX96)) view returns (uint256 amountOut, uint160 sqrtPriceX96After, uint32 ticks, uint256 gasEstimate)',
]);

let chain: LocalEthereum;
beforeAll(async () => {
  chain = await startEthereum({ dataless: true, port: 0, seed: 'dex', pace: 'by-hand' });
});
afterAll(() => chain.stop());

/** Millionths of a dollar for an ether, in the pool with this fee. */
async function etherIn(fee: number): Promise<bigint> {
  const reader = createPublicClient({ transport: http(chain.url, { retryCount: 0 }), cacheTime: 0 });
  const asked = {
    tokenIn: WETH,
    tokenOut: chain.usdc,
    fee,
    amountIn: 10n ** 18n,
    sqrtPriceLimitX96: 0n,
  } as const;
  const call = {
    address: QUOTER,
    abi: quoterAbi,
    functionName: 'quoteExactInputSingle',
    args: [asked],
  } as const;
  const [dollars] = await reader.readContract(call);
  return dollars;
}

/** What is left of dollars after the fee of a pool, in millionths, and after what one ether moves it by. */
const about = (dollars: number, fee: number) => Math.round((dollars * (1_000_000 - fee)) / 10_000);

it('has pools where they are on Sepolia, which sell an ether for what it costs less their fee', async () => {
  for (const fee of [500, 3_000])
    expect(Math.round(Number(await etherIn(fee)) / 10_000)).toBeCloseTo(about(4_000, fee), -2);
});

it('brings a pool to another price and back, and leaves the others', async () => {
  await chain.movePool({ fee: 500, dollars: 4_400 });
  expect(Math.round(Number(await etherIn(500)) / 10_000)).toBeCloseTo(about(4_400, 500), -2);
  expect(Math.round(Number(await etherIn(3_000)) / 10_000)).toBeCloseTo(about(4_000, 3_000), -2);
  await chain.movePool({ fee: 500, dollars: 4_000 });
  expect(Math.round(Number(await etherIn(500)) / 10_000)).toBeCloseTo(about(4_000, 500), -2);
});

it('has a pool that remembers its price for longer than half an hour, and through trades', async () => {
  const reader = createPublicClient({ transport: http(chain.url, { retryCount: 0 }), cacheTime: 0 });
  const abi = parseAbi(['function observe(uint32[] ago) view returns (int56[] ticks, uint160[] spread)']);
  const address = poolAddress({ usdc: chain.usdc, fee: 500 });
  const meanTick = async () => {
    const args = [[1_800, 0]] as const;
    const [[then = 0n, now = 0n]] = await reader.readContract({
      address,
      abi,
      functionName: 'observe',
      args,
    });
    return Number(now - then) / 1_800;
  };
  // 1.0001 to the power of it is wei for a millionth of a dollar.
  const tickOf = (dollars: number) => Math.log(1e12 / dollars) / Math.log(1.0001);
  expect(await meanTick()).toBeCloseTo(tickOf(4_000), -1);
  await chain.movePool({ fee: 500, dollars: 4_400 });
  await chain.movePool({ fee: 500, dollars: 4_000 });
  expect(Math.abs((await meanTick()) - tickOf(4_000))).toBeLessThan(20);
  await chain.movePool({ fee: 500, dollars: 4_400 });
  await chain.passTime(1_800_000);
  expect(await meanTick()).toBeCloseTo(tickOf(4_400), -1);
  await chain.movePool({ fee: 500, dollars: 4_000 });
});

it('is in the first block, which no reorganisation undoes', async () => {
  const { blocks } = await chain.view(10);
  expect(blocks.find(({ height }) => height === 1)?.transactions.length).toBeGreaterThan(5);
  await chain.mine(1);
  await expect(chain.reorganise({ depth: 10, transactions: 'drop' })).rejects.toThrow();
});
