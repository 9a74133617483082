import { MINUTE_MS } from '@diboas/kernel';
import { expect, it } from 'vitest';
import type { DexSuite } from './dex-world.ts';
import {
  type DexScene,
  expectNothingMoved,
  expectSwappedOnce,
  heldFor,
  preparedFor,
  questionOf,
  SIDES,
  sendInDoubt,
} from './scene.ts';

/** Whatever goes wrong, a swap is carried out once, or it is proved that it never will be. */
export function describeTrouble(suite: DexSuite, scene: () => DexScene): void {
  const { swaps } = suite;
  describeOver(suite, scene);
  it.each(['lost_before', 'lost_after'] as const)('what is %s ends in one execution', async (fault) => {
    const desk = await scene().desk();
    for (const side of SIDES) {
      const { submission } = await scene().agreed(desk, swaps[side]);
      const before = await heldFor(submission, scene());
      const memo = await preparedFor(desk, submission);
      const { world } = scene();
      world.strikeNext(fault);
      const answer = await desk.submit({ ...submission, memo });
      expect(answer.kind, 'what may have happened was not refused').not.toBe('rejected');
      await world.calm();
      await sendInDoubt(desk, scene(), { submission, memo });
      await expectSwappedOnce(desk, submission, { memos: [memo], before, scene: scene() });
    }
  });

  it('nobody is there: nothing is taken for an answer', async () => {
    const [desk, nowhere] = [await scene().desk(), await scene().desk({ reach: 'nowhere' })];
    const { submission } = await scene().agreed(desk, swaps.buy);
    const memo = await preparedFor(desk, submission);
    expect((await nowhere.prepare?.(submission))?.kind).not.toBe('prepared');
    expect(['retryable', 'unknown']).toContain((await nowhere.submit({ ...submission, memo })).kind);
    expect((await nowhere.lookup(questionOf(submission, [memo], scene().world))).kind).toBe('unknown');
    const before = await heldFor(submission, scene());
    await desk.submit({ ...submission, memo });
    await expectSwappedOnce(desk, submission, { memos: [memo], before, scene: scene() });
  });

  it.each(['return', 'drop'] as const)('a block that is undone (%s) ends nothing', async (transactions) => {
    const desk = await scene().desk();
    const { submission } = await scene().agreed(desk, swaps.buy);
    const before = await heldFor(submission, scene());
    const memo = await preparedFor(desk, submission);
    const { world } = scene();
    await desk.submit({ ...submission, memo });
    await world.mine(1);
    const lookup = () => desk.lookup(questionOf(submission, [memo], world));
    expect(await lookup()).toMatchObject({ kind: 'found', observation: { stage: 'working', end: null } });
    await world.undo({ depth: 1, transactions });
    expect(await lookup()).not.toMatchObject({ observation: { stage: 'ended' } });
    expect(await lookup()).not.toMatchObject({ isExpired: true });
    await sendInDoubt(desk, scene(), { submission, memo });
    await expectSwappedOnce(desk, submission, { memos: [memo], before, scene: scene() });
  });
}

function describeOver({ swaps, isReplaced }: DexSuite, scene: () => DexScene): void {
  it('what can never be carried out any more is said to be so once it is proved, and not before', async () => {
    const desk = await scene().desk();
    const { submission } = await scene().agreed(desk, swaps.buy);
    const memo = await preparedFor(desk, submission);
    const { world } = scene();
    const lookup = () => questionOf(submission, [memo], world);
    expect(await desk.lookup(lookup())).toEqual({ kind: 'not_found' });
    await world.makeImpossible(memo);
    expect(await desk.lookup(lookup())).toEqual({ kind: 'not_found', isExpired: true });
    const before = await heldFor(submission, scene());
    expect((await desk.submit({ ...submission, memo })).kind).not.toBe('accepted');
    await world.settle();
    await expectNothingMoved(submission, { before, spent: 0n, scene: scene() });
    // What cannot be read proves nothing, and of several versions all must be impossible.
    const unreadable = { ...lookup(), memos: [{ ...memo, bytes: '' }] };
    expect(await desk.lookup(unreadable)).not.toMatchObject({ isExpired: true });
    const fresh = await scene().agreed(desk, swaps.buy);
    const other = await preparedFor(desk, fresh.submission);
    expect(await desk.lookup({ ...lookup(), memos: [memo, other] })).not.toMatchObject({ isExpired: true });
    await desk.submit({ ...fresh.submission, memo: other });
    await world.settle();
  });

  it('tells nobody anything by itself, and is asked often', async () => {
    const desk = await scene().desk();
    const raw = { headers: {}, body: Buffer.from('{}'), receivedAt: scene().world.now() };
    expect(desk.readWebhook(raw)).toEqual({ ok: false, refusal: 'forged' });
    expect(desk.pace?.lookupsMs[0]).toBeLessThanOrEqual(MINUTE_MS);
    expect(desk.replacement !== undefined).toBe(isReplaced);
    expect(desk.cancel).toBeUndefined();
  });
}
