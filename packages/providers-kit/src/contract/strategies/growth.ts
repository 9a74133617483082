import { assert, DAY_MS } from '@diboas/kernel';
import { expect, it } from 'vitest';
import { questionOf } from '../dex/scene.ts';
import { foundIn, positionGain, type StrategyScene, toldEarned, worthOfPosition } from './scene.ts';
import type { StrategySuite } from './strategy-world.ts';

/** What lies there is worth more as time goes by, and what of that can be lost no more is told, as a running total. */
export function describeGrowth(suite: StrategySuite, scene: () => StrategyScene): void {
  it.each(suite.strategies)('what lies in $id is worth more as time goes by', async (tried) => {
    const desk = await scene().desk();
    const put = await scene().putIn(desk, tried);
    const worth = [await worthOfPosition(desk, put)];
    expect(worth[0]).toBeGreaterThanOrEqual(lessChanging(put.units, suite) - 2n - suite.roundedBy);
    for (const days of [30, 335]) {
      await scene().world.pass(days * DAY_MS);
      worth.push(await worthOfPosition(desk, put));
    }
    expect(worth.toSorted((left, right) => (left < right ? -1 : 1))).toEqual(worth);
    expect(new Set(worth).size).toBe(worth.length);
  });

  it.each(suite.strategies)(
    'what $id has earned is told once it can be lost no more, and never falls',
    async (tried) => {
      const desk = await scene().desk();
      const put = await scene().putIn(desk, tried);
      const { world } = scene();
      const question = questionOf(put.submission, [put.memo], world);
      const told: bigint[] = [];
      for (const days of [1, 30, 0, 100]) {
        await world.pass(days * DAY_MS);
        // A look is the same whoever looks, and however often.
        const other = await scene().desk();
        const [first, again] = [foundIn(await desk.lookup(question)), foundIn(await other.lookup(question))];
        expect(toldEarned(again)).toBeGreaterThanOrEqual(toldEarned(first));
        expect(first).toMatchObject({ stage: 'ended', end: 'done' });
        told.push(toldEarned(first));
        const gain = await positionGain(desk, put);
        expect(toldEarned(first) <= gain || toldEarned(first) === 0n).toBe(true);
      }
      expect(told.toSorted((left, right) => (left < right ? -1 : 1))).toEqual(told);
      expect((told.at(-1) ?? 0n) > 0n).toBe(suite.keepsGains);
    },
  );

  it.runIf(suite.keepsGains)('what it has earned in blocks that may yet be undone is not told', async () => {
    const desk = await scene().desk();
    const [tried] = suite.strategies;
    const put = await scene().putIn(desk, tried);
    const { world } = scene();
    const question = questionOf(put.submission, [put.memo], world);
    const before = toldEarned(foundIn(await desk.lookup(question)));
    await world.passUnsettled(30 * DAY_MS);
    expect(await positionGain(desk, put)).toBeGreaterThan(before);
    expect(toldEarned(foundIn(await desk.lookup(question)))).toBe(before);
    await world.settle();
    expect(toldEarned(foundIn(await desk.lookup(question)))).toBeGreaterThan(before);
  });
  describeFall(suite, scene);
}

function describeFall(suite: StrategySuite, scene: () => StrategyScene): void {
  it.runIf(suite.falls)('what falls is told to be worth less, brings less, and earns nothing', async () => {
    const desk = await scene().desk();
    const [tried] = suite.strategies;
    const put = await scene().putIn(desk, tried);
    const { world } = scene();
    const before = await worthOfPosition(desk, put);
    await world.fall(tried.id, 1_000);
    const worth = await worthOfPosition(desk, put);
    expect(worth).toBeLessThan(before);
    expect(worth).toBeLessThan(tried.put.units);
    await world.settle();
    const found = foundIn(await desk.lookup(questionOf(put.submission, [put.memo], world)));
    // What it was paid is not lost by that.
    const kept = suite.keepsGains ? await positionGain(desk, put) : 0n;
    expect(toldEarned(found)).toBeLessThanOrEqual(kept);
    const quote = await desk.quote(scene().stopWish(put.terms, tried.put));
    assert(quote.ok, 'it has a price', { quote });
    expect(quote.value.deliver.units).toBeLessThan(worth);
  });
}

/** What is left of it, once whoever changes a part of it took theirs. */
export function lessChanging(units: bigint, { changedBps }: Pick<StrategySuite, 'changedBps'>): bigint {
  return (units * (10_000n - (changedBps ?? 0n))) / 10_000n;
}
