// What is Suilend's alone, beside what the contract of strategies asks.
import { assert, money } from '@diboas/kernel';
import {
  createStrategyScene,
  endOf,
  preparedFor,
  questionOf,
  type StrategyWorld,
  sumsOf,
} from '@diboas/providers-kit/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { suilend } from './provider.ts';
import { strategies } from './testing/suites.ts';

let world: StrategyWorld;
let scene: ReturnType<typeof createStrategyScene>;

const [tried] = strategies.strategies;

beforeAll(async () => {
  world = await strategies.openWorld(suilend);
  scene = createStrategyScene(strategies, world);
});
beforeEach(() => world.calm());
afterAll(() => world?.close());

describe('dollars that are lent', () => {
  it('are not put in where its price is old, and are taken out as ever', async () => {
    const desk = await scene.desk();
    const put = await scene.putIn(desk, tried);
    await world.bar(tried.id, 'frozen');
    expect(await desk.strategies()).toMatchObject({ value: [{ state: 'frozen', room: null }] });
    expect(await desk.quote(scene.startWish(tried))).toEqual({ ok: false, refusal: 'no_market' });
    const stop = await scene.agreedStop(desk, put);
    const memo = await preparedFor(desk, stop);
    await desk.submit({ ...stop, memo });
    expect(await endOf(desk, questionOf(stop, [memo], world), { world })).toMatchObject({ end: 'done' });
  });

  it('are put in whole where no one coin is enough, and so are taken out', async () => {
    const desk = await scene.desk();
    const much = { id: tried.id, put: money('USDC', 250_000_000_001n) };
    const put = await scene.putIn(desk, much);
    const stop = await scene.agreedStop(desk, put);
    const memo = await preparedFor(desk, stop);
    await desk.submit({ ...stop, memo });
    const over = await endOf(desk, questionOf(stop, [memo], world), { world });
    expect(sumsOf(over).given).toBeGreaterThanOrEqual(much.put.units - 2n);
  });

  it('are in nothing that anybody signed for another sum', async () => {
    const desk = await scene.desk();
    const agreed = await scene.agreedStart(desk, tried);
    const memo = await preparedFor(desk, agreed);
    await desk.submit({ ...agreed, memo });
    await world.settle();
    const forged = { ...memo, bytes: memo.bytes.replace(`"units":"${agreed.pay.units}"`, '"units":"999"') };
    expect(forged.bytes).not.toBe(memo.bytes);
    const told = await desk.lookup(questionOf(agreed, [forged], world));
    expect(told).toMatchObject({ kind: 'unknown', isAnswered: true });
  });

  it('whose coins somebody else has spent are not put in, and are given up once that is proved', async () => {
    const [desk, blind] = [await scene.desk(), await scene.desk({ knowsPromises: false })];
    const agreed = await scene.agreedStart(desk, tried);
    const memo = await preparedFor(desk, agreed);
    const before = await world.held('USDC');
    const other = await scene.agreedStart(blind, { ...tried, put: money('USDC', 5_000_000n) });
    await blind.submit({ ...other, memo: await preparedFor(blind, other) });
    await world.settle();
    expect((await desk.submit({ ...agreed, memo })).kind, 'a coin of it is at another version').toBe(
      'unknown',
    );
    expect(await desk.lookup(questionOf(agreed, [memo], world))).toEqual({ kind: 'not_found' });
    expect((await world.held('USDC')) - before).toBe(-5_000_000n);
    await world.makeImpossible(memo);
    expect(await desk.lookup(questionOf(agreed, [memo], world))).toEqual({
      kind: 'not_found',
      isExpired: true,
    });
  });

  it('are not signed for where the network would take more than was agreed, and their coins are free then', async () => {
    const desk = await scene.desk();
    const agreed = await scene.agreedStart(desk, tried);
    // As many as coins lie there: each try would keep some of them.
    for (let time = 0; time < 30; time += 1) {
      const cheap = { ...agreed, attemptId: `${agreed.attemptId.slice(0, -2)}${10 + time}` };
      const answer = await desk.prepare?.({ ...cheap, networkCost: money('SUI', 1_500_000n) });
      expect(answer).toMatchObject({ kind: 'rejected', code: 'price_changed' });
    }
    await preparedFor(desk, agreed);
  });

  it('are left alone where other code runs than was looked at', async () => {
    const changed = {
      ...suilend,
      settingsAt: () => ({ SUILEND_NETWORK: 'sui', SUILEND_CODE: 'f'.repeat(64) }),
    };
    const other = await strategies.openWorld(changed);
    try {
      const facts = await createStrategyScene(strategies, other)
        .desk()
        .then((desk) => desk.strategies());
      assert(facts.ok, 'it says how it stands');
      expect(facts.value).toMatchObject([{ state: 'changed', contracts: [{ isKnown: false }] }]);
    } finally {
      await other.close();
    }
  });
});
