// What of Uniswap no suite of all DEXes can know: approvals, pools of several fees, what is stuck, and nonces that nobody used.
import { assert, MINUTE_MS } from '@diboas/kernel';
import type { LocalEthereum } from '@diboas/local-chains';
import {
  createDexScene,
  type DexWorld,
  endOf,
  preparedFor,
  questionOf,
  sumsOf,
} from '@diboas/providers-kit/contract';
import { callsMemo, erc20Abi } from '@diboas/providers-kit/evm';
import { createPublicClient, decodeFunctionData, getAddress, type Hex, http, parseTransaction } from 'viem';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { readMemo } from './adapter/dex/memo.ts';
import { DEPLOYMENTS, routerAbi } from './adapter/wire/contracts.ts';
import { uniswap } from './provider.ts';
import { dex, openSwapWorld } from './testing/suites.ts';

let opened: { readonly world: DexWorld; readonly ethereum: LocalEthereum };
beforeAll(async () => {
  opened = await openSwapWorld(uniswap);
});
beforeEach(() => opened.world.calm());
afterAll(() => opened.world.close());

const sceneOf = () => createDexScene(dex, opened.world);
const { buy, sell } = dex.swaps;

function readPrepared(memo: Parameters<typeof readMemo>[0]) {
  const prepared = readMemo(memo);
  assert(prepared, 'it is a memo of ours');
  return prepared;
}

/** What the router may take of our USDC. */
async function allowed(from: Hex): Promise<bigint> {
  const reader = createPublicClient({
    transport: http(opened.ethereum.url, { retryCount: 0 }),
    cacheTime: 0,
  });
  const args = [getAddress(from), DEPLOYMENTS.test.router] as const;
  return reader.readContract({
    address: opened.ethereum.usdc,
    abi: erc20Abi,
    functionName: 'allowance',
    args,
  });
}

/** The bound that the router is given, and the fee of the pool that it is sent to. */
function toldRouter(bytes: Hex) {
  const { args } = decodeFunctionData({ abi: routerAbi, data: parseTransaction(bytes).data ?? '0x' });
  const [, calls] = args as readonly [bigint, readonly Hex[]];
  const swap = decodeFunctionData({ abi: routerAbi, data: calls[0] ?? '0x' });
  assert(swap.functionName === 'exactInputSingle', 'the router is told to swap');
  const [{ amountOutMinimum, fee }] = swap.args;
  return { least: amountOutMinimum, fee };
}

it('lets the router take exactly what is swapped, of which nothing is left afterwards', async () => {
  const scene = sceneOf();
  const desk = await scene.desk();
  const { submission } = await scene.agreed(desk, buy);
  const memo = await preparedFor(desk, submission);
  const { approval, act, from } = readPrepared(memo);
  assert(approval, 'dollars are taken by the router');
  const { args } = decodeFunctionData({ abi: erc20Abi, data: parseTransaction(approval.bytes).data ?? '0x' });
  expect(args).toEqual([DEPLOYMENTS.test.router, buy.pay.units]);
  expect(toldRouter(act.bytes).least).toBe(submission.deliver.units);
  await desk.submit({ ...submission, memo });
  await endOf(desk, questionOf(submission, [memo], opened.world), scene);
  expect(await allowed(from)).toBe(0n);
});

it('goes to whichever pool gives most, and to another when that one gives too little', async () => {
  const scene = sceneOf();
  const desk = await scene.desk();
  const { submission } = await scene.agreed(desk, buy);
  const first = await preparedFor(desk, submission);
  expect(toldRouter(readPrepared(first).act.bytes).fee).toBe(500);
  await desk.submit({ ...submission, memo: first });
  await opened.world.settle();
  // What was agreed with half a percent to spare can be had in the dearer pool, too.
  const next = (await scene.agreed(desk, buy)).submission;
  await opened.ethereum.movePool({ fee: 500, dollars: 4_200 });
  const other = await preparedFor(desk, next);
  expect(toldRouter(readPrepared(other).act.bytes).fee).toBe(3_000);
  await desk.submit({ ...next, memo: other });
  const over = await endOf(desk, questionOf(next, [other], opened.world), scene);
  expect(sumsOf(over).given >= next.deliver.units).toBe(true);
});

it('what no block takes is made anew for more by the same nonces, and one of the two is carried out', async () => {
  const scene = sceneOf();
  const desk = await scene.desk();
  const { submission } = await scene.agreed(desk, buy);
  const memo = await preparedFor(desk, submission);
  await desk.submit({ ...submission, memo });
  const waiting = await desk.lookup(questionOf(submission, [memo], opened.world));
  expect(waiting).toMatchObject({ observation: { stage: 'working', progress: { have: 0 } } });
  const again = await desk.replacement?.prepare({ ...submission, memo });
  assert(again?.kind === 'prepared', 'it is made anew', { again });
  const [before, after] = [readPrepared(memo), readPrepared(again.memo)];
  expect([after.approval?.nonce, after.act.nonce]).toEqual([before.approval?.nonce, before.act.nonce]);
  const bids = [before, after].map(({ act }) => parseTransaction(act.bytes).maxFeePerGas ?? 0n);
  expect((bids[1] ?? 0n) * 10n).toBeGreaterThanOrEqual((bids[0] ?? 0n) * 11n);
  expect((await desk.submit({ ...submission, memo: again.memo })).kind).toBe('accepted');
  const over = await endOf(desk, questionOf(submission, [memo, again.memo], opened.world), scene);
  expect(over).toMatchObject({ end: 'done', reference: after.act.hash });
  expect(sumsOf(over).taken).toBe(buy.pay.units);
});

it('a nonce that an attempt was given and never used is given again after a while, and one of the two is over', async () => {
  const scene = sceneOf();
  const now = { aheadMs: 0 };
  const clock = () => opened.world.now() + now.aheadMs;
  const desk = await scene.desk({ now: clock });
  const lost = (await scene.agreed(desk, sell)).submission;
  const unsent = await preparedFor(desk, lost);
  const behind = (await scene.agreed(desk, sell)).submission;
  const waits = await preparedFor(desk, behind);
  await desk.submit({ ...behind, memo: waits });
  await opened.world.settle();
  const stuck = await desk.lookup(questionOf(behind, [waits], opened.world));
  expect(stuck, 'it waits for the one before it').toMatchObject({ observation: { stage: 'working' } });
  now.aheadMs = 2 * MINUTE_MS;
  const third = (await scene.agreed(desk, sell)).submission;
  const filling = await preparedFor(desk, third);
  expect(readPrepared(filling).act.nonce).toBe(readPrepared(unsent).act.nonce);
  await desk.submit({ ...third, memo: filling });
  for (const [submission, memo] of [
    [third, filling],
    [behind, waits],
  ] as const)
    expect(await endOf(desk, questionOf(submission, [memo], opened.world), scene)).toMatchObject({
      end: 'done',
    });
  expect(await desk.lookup(questionOf(lost, [unsent], opened.world))).toEqual({
    kind: 'not_found',
    isExpired: true,
  });
});

it('a swap that came behind the approval of another one says what became of it, all the same', async () => {
  const scene = sceneOf();
  const now = { aheadMs: 0 };
  const desk = await scene.desk({ now: () => opened.world.now() + now.aheadMs });
  const late = (await scene.agreed(desk, buy)).submission;
  const unsent = await preparedFor(desk, late);
  now.aheadMs = 2 * MINUTE_MS;
  const more = { ...buy, pay: { ...buy.pay, units: buy.pay.units + 1n } };
  const other = (await scene.agreed(desk, more)).submission;
  const filling = await preparedFor(desk, other);
  const { approval, act } = readPrepared(filling);
  assert(approval, 'dollars are taken by the router');
  expect(act.nonce).toBe(readPrepared(unsent).act.nonce);
  // The node that sends it dies between the two.
  const node = createPublicClient({ transport: http(opened.ethereum.url, { retryCount: 0 }) });
  await node.sendRawTransaction({ serializedTransaction: approval.bytes });
  await opened.world.settle();
  expect((await desk.submit({ ...late, memo: unsent })).kind).toBe('accepted');
  const over = await endOf(desk, questionOf(late, [unsent], opened.world), scene);
  expect(over.end).toBe('done');
  await opened.world.settle();
  expect(await desk.lookup(questionOf(other, [filling], opened.world))).toEqual({
    kind: 'not_found',
    isExpired: true,
  });
});

it('a swap whose approval no node takes is not sent behind it', async () => {
  const scene = sceneOf();
  const desk = await scene.desk();
  const { submission } = await scene.agreed(desk, buy);
  const prepared = readPrepared(await preparedFor(desk, submission));
  assert(prepared.approval, 'dollars are taken by the router');
  // Cut short, so that it bears no signature.
  const approval = { ...prepared.approval, bytes: '0x02c0' } as const;
  const answer = await desk.submit({ ...submission, memo: callsMemo({ ...prepared, approval }) });
  expect(answer).toMatchObject({ kind: 'unknown' });
  const node = createPublicClient({ transport: http(opened.ethereum.url, { retryCount: 0 }) });
  await expect(node.getTransaction({ hash: prepared.act.hash })).rejects.toThrow('could not be found');
});
