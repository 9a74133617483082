import { assert, DAY_MS, money } from '@diboas/kernel';
import { expect, it } from 'vitest';
import { endOf, heldFor, preparedFor, questionOf, sumsOf } from '../dex/scene.ts';
import { lessChanging } from './growth.ts';
import { expectHeld, type StrategyScene, worthOfPosition } from './scene.ts';
import type { StrategySuite } from './strategy-world.ts';

/** All of one position is taken out, once, and nothing of another one. */
export function describeStops(suite: StrategySuite, scene: () => StrategyScene): void {
  it.each(suite.strategies)(
    'all that lies in $id comes back with what it has earned, once',
    async (tried) => {
      const desk = await scene().desk();
      const [put, other] = [await scene().putIn(desk, tried), await scene().putIn(desk, tried)];
      const { world } = scene();
      await world.pass(365 * DAY_MS);
      // As it stands in the books: with what of it was told.
      const pay = money(tried.put.asset, tried.put.units + 5n);
      const submission = await scene().agreedStop(desk, put, pay);
      const [before, others] = [await heldFor(submission, scene()), await worthOfPosition(desk, other)];
      const memo = await preparedFor(desk, submission);
      for (const _again of [1, 2]) expect((await desk.submit({ ...submission, memo })).kind).toBe('accepted');
      const over = await endOf(desk, questionOf(submission, [memo], world), scene());
      expect(over).toMatchObject({ end: 'done' });
      const { taken, given } = sumsOf(over);
      expect(taken).toBe(pay.units);
      expect(given).toBeGreaterThan(put.units);
      expect(given >= submission.deliver.units, `${given} >= ${submission.deliver.units}`).toBe(true);
      await expectHeld(over, submission, { before, scene: scene() });
      expect(await worthOfPosition(desk, other), 'what is another’s stays').toBeGreaterThanOrEqual(
        lessChanging(others, suite),
      );
      const gone = { ...put.terms, moved: [...put.terms.moved, over.reference] };
      const left = await desk.value(gone);
      // What it earns between the signing and its block is less than anybody could be paid.
      if (left.ok) expect(left.value.value.units * 1_000_000n).toBeLessThan(tried.put.units);
      else expect(left.refusal).toBe('unknown');
    },
  );

  it.each(suite.strategies)(
    'the price of a stop of $id says what arrives at least, and what is kept for the network',
    async (tried) => {
      const desk = await scene().desk();
      const put = await scene().putIn(desk, tried);
      const quote = await desk.quote(scene().stopWish(put.terms, tried.put));
      assert(quote.ok, 'it has a price', { quote });
      const { deliver, expected, keeps = [], fees, networkCost } = quote.value;
      const kept = keeps.reduce((sum, { amount }) => sum + amount.units, 0n);
      const worth = await worthOfPosition(desk, put);
      expect((expected?.units ?? 0n) + kept).toBeLessThanOrEqual(worth);
      expect(deliver.units).toBeLessThanOrEqual(expected?.units ?? 0n);
      expect(fees).toEqual([]);
      expect((networkCost?.units ?? 0n) > 0n && kept > 0n).toBe(true);
    },
  );
}
