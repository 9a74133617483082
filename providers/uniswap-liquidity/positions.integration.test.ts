// What of positions in a pool no suite of all strategies can know, by the contracts themselves: to the last unit what they took and paid,
// what trades paid, what moving prices cost against keeping, and what an approval is good for.
import { assert } from '@diboas/kernel';
import type { StrategyProvider } from '@diboas/orchestration';
import { createStrategyScene, endOf, preparedFor, questionOf, sumsOf } from '@diboas/providers-kit/contract';
import { erc20Abi } from '@diboas/providers-kit/evm';
import { readStrategyMemo } from '@diboas/providers-kit/strategies';
import {
  type Address,
  createPublicClient,
  type Hex,
  http,
  isAddressEqual,
  parseAbi,
  parseEventLogs,
  parseTransaction,
  type TransactionReceipt,
} from 'viem';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { amountsTaken } from './adapter/strategies/amounts.ts';
import { rangeAround, sqrtRangeOf, WIDE } from './adapter/strategies/range.ts';
import { LIQUIDITY_MARKETS } from './adapter/wire/contracts.ts';
import { uniswapLiquidity } from './provider.ts';
import { openLiquidityWorld, strategies } from './testing/suites.ts';

const { pool, positions, router, universal, weth } = LIQUIDITY_MARKETS.test;
const [tried] = strategies.strategies;
const abi = parseAbi([
  'event IncreaseLiquidity(uint256 indexed tokenId, uint128 liquidity, uint256 amount0, uint256 amount1)',
  'event Collect(uint256 indexed tokenId, address recipient, uint256 amount0, uint256 amount1)',
  'event Swap(address indexed sender, address indexed recipient, int256 amount0, int256 amount1, uint160 sqrtPriceX96, uint128 liquidity, int24 tick)',
  'function ownerOf(uint256 tokenId) view returns (address)',
  'function feeGrowthGlobal0X128() view returns (uint256)',
  'function feeGrowthGlobal1X128() view returns (uint256)',
  'function execute(bytes commands, bytes[] inputs, uint256 deadline) payable',
]);

let opened: Awaited<ReturnType<typeof openLiquidityWorld>>;
beforeAll(async () => {
  opened = await openLiquidityWorld(uniswapLiquidity);
});
beforeEach(() => opened.settleAt(4_000));
afterAll(() => opened.world.close());

const reader = () =>
  createPublicClient({ transport: http(opened.chain.url, { retryCount: 0 }), cacheTime: 0 });
const sceneOf = () => createStrategyScene(strategies, opened.world);

function logsOf<Name extends 'IncreaseLiquidity' | 'Collect' | 'Swap'>(
  { logs }: TransactionReceipt,
  eventName: Name,
) {
  const where = eventName === 'Swap' ? pool : positions;
  return parseEventLogs({
    abi,
    eventName,
    logs: logs.filter(({ address }) => isAddressEqual(address, where)),
  });
}

async function putIn(desk: StrategyProvider) {
  const put = await sceneOf().putIn(desk, tried);
  const [hash = ''] = put.terms.moved;
  const receipt = await reader().getTransactionReceipt({ hash: hash as Hex });
  const [made] = logsOf(receipt, 'IncreaseLiquidity');
  const [swap] = logsOf(receipt, 'Swap');
  assert(made && swap, 'it swapped and made a position');
  return { put, made: made.args, swap: swap.args, holder: receipt.from };
}

async function takeOut(desk: StrategyProvider, put: Awaited<ReturnType<typeof putIn>>['put']) {
  const submission = await sceneOf().agreedStop(desk, put);
  const memo = await preparedFor(desk, submission);
  await desk.submit({ ...submission, memo });
  const over = await endOf(desk, questionOf(submission, [memo], opened.world), opened);
  expect(over).toMatchObject({ end: 'done' });
  const receipt = await reader().getTransactionReceipt({ hash: over.reference as Hex });
  return { over, receipt, submission };
}

async function held(token: Address, owner: Address): Promise<bigint> {
  return reader().readContract({ address: token, abi: erc20Abi, functionName: 'balanceOf', args: [owner] });
}

async function liquidityOf(desk: StrategyProvider, put: Awaited<ReturnType<typeof putIn>>['put']) {
  const told = await desk.value(put.terms);
  assert(told.ok && told.value.liquidity, 'it is told', { told });
  return { ...told.value.liquidity, value: told.value.value.units };
}

it('makes a position of exactly what the formulas say, lets nobody take more, and leaves nothing with a router', async () => {
  const desk = await sceneOf().desk();
  const [dollarsBefore, etherBefore] = [await held(opened.chain.usdc, router), await held(weth, router)];
  const { put, made, swap, holder } = await putIn(desk);
  const owner = await reader().readContract({
    ...{ address: positions, abi, functionName: 'ownerOf', args: [made.tokenId] },
  });
  expect(isAddressEqual(owner, holder)).toBe(true);
  // By the price that its own swap left.
  const range = sqrtRangeOf(rangeAround(swap.tick, WIDE));
  expect([made.amount0, made.amount1]).toEqual(amountsTaken(made.liquidity, swap.sqrtPriceX96, range));
  expect(put.units).toBe(swap.amount0 + made.amount0);
  expect(put.units * 1_000n).toBeGreaterThan(put.submission.pay.units * 997n);
  expect(await held(opened.chain.usdc, router)).toBe(dollarsBefore);
  // Wei of less than a unit of liquidity.
  expect((await held(weth, router)) - etherBefore).toBeLessThan(100_000n);
  const args = [holder, router] as const;
  const left = { address: opened.chain.usdc, abi: erc20Abi, functionName: 'allowance', args } as const;
  expect(await reader().readContract(left)).toBe(0n);
});

it('is paid by trades in both coins what the growth of fees says, and brings all of it, to the last unit', async () => {
  const desk = await sceneOf().desk();
  const { put, made } = await putIn(desk);
  const growth = async () =>
    Promise.all(
      (['feeGrowthGlobal0X128', 'feeGrowthGlobal1X128'] as const).map((functionName) =>
        reader().readContract({ address: pool, abi, functionName }),
      ),
    );
  const before = await growth();
  for (const dollars of [9_000, 2_000, 4_000]) await opened.settleAt(dollars);
  const after = await growth();
  const grown = after.map((one, index) => ((one - (before[index] ?? 0n)) * made.liquidity) / 2n ** 128n);
  const { fees, amounts, feesWorth } = await liquidityOf(desk, put);
  expect(fees.map(({ units }) => units)).toEqual(grown);
  expect(fees.every(({ units }) => units > 0n)).toBe(true);
  expect(feesWorth.units).toBeGreaterThan(fees[0].units);
  await opened.world.settle();
  const found = await desk.lookup(questionOf(put.submission, [put.memo], opened.world));
  assert(found.kind === 'found', 'it is found');
  const earned = found.observation.movements.find(({ kind }) => kind === 'earned')?.money.units ?? 0n;
  // Ether at the lower end of the range: a quarter of its price as the position was made.
  const ofEther = Number(earned - (grown[0] ?? 0n));
  expect(ofEther / ((Number(grown[1]) * 1_000) / 1e12)).toBeCloseTo(1, 2);
  const { over, receipt, submission } = await takeOut(desk, put);
  const [collected] = logsOf(receipt, 'Collect');
  const [swapped] = logsOf(receipt, 'Swap');
  assert(collected && swapped, 'all was collected, and its ether swapped');
  expect([collected.args.amount0, collected.args.amount1]).toEqual(
    [0, 1].map((index) => (amounts[index]?.units ?? 0n) + (fees[index]?.units ?? 0n)),
  );
  expect(swapped.args.amount1).toBe(collected.args.amount1);
  expect(sumsOf(over)).toMatchObject({
    ...{ taken: submission.pay.units, given: collected.args.amount0 - swapped.args.amount0 },
  });
  expect([await held(opened.chain.usdc, universal), await held(weth, universal)]).toEqual([0n, 0n]);
  const gone = { address: positions, abi, functionName: 'ownerOf', args: [made.tokenId] } as const;
  await expect(reader().readContract(gone)).rejects.toThrow();
});

it.each([1_400, 6_000, 11_000])(
  'loses against keeping what the formula of a range says, at %d dollars',
  async (dollars) => {
    const desk = await sceneOf().desk();
    const { put, made, swap } = await putIn(desk);
    await opened.settleAt(dollars);
    const { amounts, ifKept } = await liquidityOf(desk, put);
    // In floats and from prices alone, by the paper of v3: x = L(1/√p - 1/√upper), y = L(√p - √lower), of ether and dollars.
    const [start, range] = [priceOf(swap.sqrtPriceX96), rangeAround(swap.tick, WIDE)];
    const [upper, lower] = [range.tickLower, range.tickUpper].map((tick) => 1e12 / 1.0001 ** tick);
    assert(upper && lower, 'a range has two ends');
    const size = (price: number) => 2 * Math.sqrt(price) - Math.sqrt(lower) - price / Math.sqrt(upper);
    const [x, y] = [1 / Math.sqrt(start) - 1 / Math.sqrt(upper), Math.sqrt(start) - Math.sqrt(lower)];
    const lost = size(dollars) / (x * dollars + y) - 1;
    const kept = Number(made.amount0) + (Number(made.amount1) * dollars) / 1e12;
    const lies = Number(amounts[0].units) + (Number(amounts[1].units) * dollars) / 1e12;
    expect(lies / kept - 1).toBeCloseTo(lost, 5);
    expect(lost).toBeLessThan(-0.01);
    // Less what its ether would cost to be swapped.
    expect(Number(ifKept.units) / kept).toBeGreaterThan(0.999);
    expect(Number(ifKept.units)).toBeLessThan(kept);
  },
);

it('beyond its range it is all dollars and says that it earns nothing, and is stopped without a swap', async () => {
  const desk = await sceneOf().desk();
  const { put } = await putIn(desk);
  await opened.settleAt(20_000);
  const { range, amounts, fees } = await liquidityOf(desk, put);
  expect(range.isInRange).toBe(false);
  expect([amounts[1].units, fees[1].units]).toEqual([0n, 0n]);
  const { over, receipt } = await takeOut(desk, put);
  expect(logsOf(receipt, 'Swap')).toEqual([]);
  expect(sumsOf(over).given).toBe(amounts[0].units + fees[0].units);
});

it('the other way it is all ether, of which every wei is swapped', async () => {
  const desk = await sceneOf().desk();
  const { put } = await putIn(desk);
  await opened.settleAt(800);
  const { range, amounts } = await liquidityOf(desk, put);
  expect([range.isInRange, amounts[0].units]).toEqual([false, 0n]);
  const { receipt } = await takeOut(desk, put);
  expect(logsOf(receipt, 'Swap')[0]?.args.amount1).toBe(logsOf(receipt, 'Collect')[0]?.args.amount1);
});

it.each([3_900, 4_020])('what was signed is undone where ether costs %d by then', async (dollars) => {
  const desk = await sceneOf().desk();
  const submission = await sceneOf().agreedStart(desk, tried);
  const memo = await preparedFor(desk, submission);
  const before = await opened.world.held('USDC');
  await opened.chain.movePool({ fee: 500, dollars });
  await desk.submit({ ...submission, memo });
  const over = await endOf(desk, questionOf(submission, [memo], opened.world), opened);
  expect(over).toMatchObject({ end: 'declined' });
  expect(await opened.world.held('USDC')).toBe(before);
});

it.each([
  // It is worth less then than was agreed.
  { signedAt: 4_000, minedAt: 3_800 },
  // It was all dollars, and is not any more: its ether would stay with the router.
  { signedAt: 20_000, minedAt: 15_900 },
])(
  'a stop that was signed at $signedAt dollars is undone at $minedAt, and the position is as it was',
  async (at) => {
    const desk = await sceneOf().desk();
    const { put } = await putIn(desk);
    await opened.settleAt(at.signedAt);
    const submission = await sceneOf().agreedStop(desk, put);
    const memo = await preparedFor(desk, submission);
    await opened.chain.movePool({ fee: 500, dollars: at.minedAt });
    const before = await opened.world.held('USDC');
    const { amounts } = await liquidityOf(desk, put);
    await desk.submit({ ...submission, memo });
    const over = await endOf(desk, questionOf(submission, [memo], opened.world), opened);
    expect(over).toMatchObject({ end: 'declined' });
    expect(await opened.world.held('USDC')).toBe(before);
    expect((await liquidityOf(desk, put)).amounts).toEqual(amounts);
  },
);

it('what somebody else has left with the router is no part of what was put in', async () => {
  const desk = await sceneOf().desk();
  await opened.chain.fund(router, 'USDC', 3_000_000n);
  const before = await opened.world.held('USDC');
  const { put, made, swap } = await putIn(desk);
  expect(put.units).toBe(swap.amount0 + made.amount0);
  expect(before - (await opened.world.held('USDC'))).toBe(put.units - 3_000_000n);
});

it('nobody else can use what the router of all versions is allowed to do with a position', async () => {
  const desk = await sceneOf().desk();
  const { put } = await putIn(desk);
  const submission = await sceneOf().agreedStop(desk, put);
  const prepared = readStrategyMemo(await preparedFor(desk, submission));
  assert(prepared?.end === 'stop' && prepared.approval, 'a position is allowed to be taken');
  // The approval stands in a block, and the stop itself does not.
  await reader().sendRawTransaction({ serializedTransaction: prepared.approval.bytes });
  await opened.chain.mine(1);
  const { data } = parseTransaction(prepared.act.bytes);
  const tryAs = (account: Address) => reader().call({ account, to: universal, data: data ?? '0x' });
  await expect(tryAs(prepared.from)).resolves.toBeDefined();
  await expect(tryAs('0x00000000000000000000000000000000000000aa')).rejects.toThrow();
});

function priceOf(sqrtPriceX96: bigint): number {
  return 1e12 / (Number(sqrtPriceX96) / 2 ** 96) ** 2;
}
