import { createPublicClient, encodeFunctionData, getContractAddress, type Hex, http, parseAbi } from 'viem';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalEthereum, startEthereum } from './ethereum.ts';
import { LENDER } from './lending/place-lending.ts';

const YEAR_MS = 365 * 24 * 60 * 60 * 1_000;
const WETH = '0xfFf9976782d46CC05630D1f6eBAb18b2324d6B14';
const PROVIDER = getContractAddress({ from: LENDER, nonce: 0n });
const abi = parseAbi([
  'function getPool() view returns (address)',
  'function getPoolDataProvider() view returns (address)',
  'function getReserveNormalizedIncome(address asset) view returns (uint256)',
  'function getReserveTokensAddresses(address asset) view returns (address aToken, address stableDebt, address variableDebt)',
  'function getPaused(address asset) view returns (bool)',
  'function getReserveCaps(address asset) view returns (uint256 borrowCap, uint256 supplyCap)',
  'function balanceOf(address owner) view returns (uint256)',
  'function approve(address spender, uint256 value) returns (bool)',
  'function withdrawETH(address pool, uint256 amount, address to)',
]);
const GATEWAY: Hex = '0x90c095A0B7fF7391B0f80199E4b58473602218Dd';
const LENT_ETHER: Hex = '0x867a1CD36F459d8bf74897c5cF6006500C3abB7c';

let chain: LocalEthereum;
beforeAll(async () => {
  chain = await startEthereum({ dataless: true, port: 0, seed: 'lending', pace: 'by-hand' });
});
afterAll(() => chain.stop());

const reader = () => createPublicClient({ transport: http(chain.url, { retryCount: 0 }), cacheTime: 0 });

async function marketOf() {
  const client = reader();
  const of = { address: PROVIDER, abi } as const;
  return {
    pool: await client.readContract({ ...of, functionName: 'getPool' }),
    dataProvider: await client.readContract({ ...of, functionName: 'getPoolDataProvider' }),
  };
}

it('has a market that lends from the first block on, of which nothing failed, at addresses that no seed changes', async () => {
  const { blocks } = await chain.view(10);
  const hashes = blocks.find(({ height }) => height === 1)?.transactions ?? [];
  const receipts = hashes.map((hash) => reader().getTransactionReceipt({ hash: hash as Hex }));
  const statuses = (await Promise.all(receipts)).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set(['success']));
  // As adapters know it.
  expect(await marketOf()).toEqual({
    pool: '0xFFC871A93A3b154129d6Ab43807D6599a9089E36',
    dataProvider: '0x42AEf427c3383CB6014AED255a0820cc0e46B872',
  });
});

it('pays whoever lends, and more as time goes by', async () => {
  const { pool } = await marketOf();
  const income = (asset: Hex) =>
    reader().readContract({
      ...{ address: pool, abi, functionName: 'getReserveNormalizedIncome', args: [asset] },
    });
  const before = [await income(chain.usdc), await income(WETH)];
  await chain.passTime(YEAR_MS);
  const assets: readonly Hex[] = [chain.usdc, WETH];
  for (const [index, asset] of assets.entries())
    expect((await income(asset)) * 1_000n).toBeGreaterThan((before[index] ?? 0n) * 1_005n);
});

it('gives ether through the gateway, however an amount is rounded', async () => {
  const { pool } = await marketOf();
  // The further the index is from one, the more amounts come to a unit less than they are.
  await chain.passTime(20 * YEAR_MS);
  const whole = 10n ** 15n;
  const amounts = Array.from({ length: 60 }, (_, index) => whole + BigInt(index * 7_919));
  const allowed = { abi, functionName: 'approve', args: [GATEWAY, 2n ** 255n] } as const;
  const taken = { abi, functionName: 'withdrawETH' } as const;
  const calls = [
    { to: LENT_ETHER, data: encodeFunctionData(allowed) },
    ...amounts.map((amount) => ({
      to: GATEWAY,
      data: encodeFunctionData({ ...taken, args: [pool, amount, LENDER] }),
    })),
  ] as const;
  const [simulated] = await reader().simulateBlocks({
    blocks: [{ calls: calls.map((call) => ({ ...call, account: LENDER })) }],
  });
  expect(simulated?.calls.map(({ status }) => status)).toEqual(calls.map(() => 'success'));
});

it('is paused, bounded and drained, and as it was again', async () => {
  const { dataProvider } = await marketOf();
  const client = reader();
  const asked = { address: dataProvider, abi, args: [chain.usdc] } as const;
  const [aToken] = await client.readContract({ ...asked, functionName: 'getReserveTokensAddresses' });
  const free = () =>
    client.readContract({ address: chain.usdc, abi, functionName: 'balanceOf', args: [aToken] });
  const before = await free();
  await chain.lending.drain('USDC', 5n);
  expect(await free()).toBe(5n);
  await chain.lending.refill('USDC');
  expect(await free()).toBe(before);
  await chain.lending.pause('USDC', true);
  expect(await client.readContract({ ...asked, functionName: 'getPaused' })).toBe(true);
  await chain.lending.pause('USDC', false);
  expect(await client.readContract({ ...asked, functionName: 'getPaused' })).toBe(false);
  await chain.lending.cap('USDC', 60_000_000n);
  expect((await client.readContract({ ...asked, functionName: 'getReserveCaps' }))[1]).toBe(60_000_000n);
});

it('has other code where it is changed, until that is put right', async () => {
  const { pool } = await marketOf();
  const code = () => reader().getCode({ address: pool });
  const before = await code();
  const back = await chain.changeCode(pool);
  expect(await code()).not.toBe(before);
  await back();
  expect(await code()).toBe(before);
});
