import { assert, money } from '@diboas/kernel';
import { expect, it } from 'vitest';
import type { DexSuite } from './dex-world.ts';
import {
  type DexScene,
  endOf,
  expectNothingMoved,
  expectSwappedOnce,
  heldFor,
  preparedFor,
  questionOf,
  SIDES,
  sumsOf,
} from './scene.ts';

/** A swap is carried out once and as a whole, for no less than was agreed; or not at all. */
export function describeSwaps(suite: DexSuite, scene: () => DexScene): void {
  const { swaps } = suite;
  describeBounds(suite, scene);
  it.each(SIDES)(
    'a %s that is prepared does nothing, has the name that it will bear, and is done once',
    async (side) => {
      const desk = await scene().desk();
      const { submission } = await scene().agreed(desk, swaps[side]);
      const before = await heldFor(submission, scene());
      const memo = await preparedFor(desk, submission);
      const { world } = scene();
      await world.mine(1);
      await expectNothingMoved(submission, { before, spent: 0n, scene: scene() });
      expect(await desk.lookup(questionOf(submission, [memo], world))).toEqual({ kind: 'not_found' });
      expect((await desk.submit(submission)).kind, 'without a memo nothing is sent').not.toBe('accepted');
      for (const _again of [1, 2]) expect((await desk.submit({ ...submission, memo })).kind).toBe('accepted');
      const over = await expectSwappedOnce(desk, submission, { memos: [memo], before, scene: scene() });
      expect((await desk.submit({ ...submission, memo })).kind, 'and once more').not.toBe('rejected');
      await expectSwappedOnce(desk, submission, { memos: [memo], before, scene: scene() });
      for (const { networkReference } of over.movements) expect(memo.names).toContain(networkReference);
    },
  );

  it.each(SIDES)('a %s whose price went away before is not prepared', async (side) => {
    const desk = await scene().desk();
    const { submission } = await scene().agreed(desk, swaps[side]);
    await scene().world.move(side === 'buy' ? 200 : -200);
    expect(await desk.prepare?.(submission)).toMatchObject({
      kind: 'rejected',
      code: 'price_changed',
      elsewhere: true,
    });
  });

  it.each(SIDES)(
    'a %s whose price went away afterwards moves nothing, and what the network took is told',
    async (side) => {
      const desk = await scene().desk();
      const { submission } = await scene().agreed(desk, swaps[side]);
      const memo = await preparedFor(desk, submission);
      const before = await heldFor(submission, scene());
      await scene().world.move(side === 'buy' ? 200 : -200);
      expect((await desk.submit({ ...submission, memo })).kind).not.toBe('rejected');
      const over = await endOf(desk, questionOf(submission, [memo], scene().world), scene());
      expect(over).toMatchObject({ end: 'price_changed', elsewhere: true });
      const { taken, given, spent } = sumsOf(over);
      expect([taken, given]).toEqual([0n, 0n]);
      expect(spent > 0n && spent <= (submission.networkCost?.units ?? 0n)).toBe(true);
      await expectNothingMoved(submission, { before, spent, scene: scene() });
    },
  );
}

function describeBounds({ swaps }: DexSuite, scene: () => DexScene): void {
  it('does not cost more than was agreed, or is not prepared', async () => {
    const desk = await scene().desk();
    const { submission } = await scene().agreed(desk, swaps.buy);
    const { networkCost } = submission;
    assert(networkCost, 'a swap says what the network may take');
    const cheap = { ...submission, networkCost: money(networkCost.asset, 1n) };
    expect((await desk.prepare?.(cheap))?.kind).not.toBe('prepared');
  });

  it('several that are made at once are each done once', async () => {
    const desk = await scene().desk();
    const kinds = [swaps.buy, swaps.sell, swaps.buy, swaps.buy];
    const all = [];
    for (const kind of kinds) all.push((await scene().agreed(desk, kind)).submission);
    const memos = await Promise.all(all.map((submission) => preparedFor(desk, submission)));
    await Promise.all(
      all.map(async (submission, index) => {
        const memo = memos[index];
        assert(memo, 'each was prepared');
        await desk.submit({ ...submission, memo });
      }),
    );
    await scene().world.settle();
    const ends = await Promise.all(
      all.map((submission, index) =>
        desk.lookup(questionOf(submission, memos.slice(index, index + 1), scene().world)),
      ),
    );
    for (const end of ends) expect(end).toMatchObject({ kind: 'found', observation: { end: 'done' } });
  });
}
