import { assert, MINUTE_MS } from '@diboas/kernel';
import { expect, it } from 'vitest';
import {
  endOf,
  expectNothingMoved,
  heldFor,
  preparedFor,
  questionOf,
  sendInDoubt,
  sumsOf,
} from '../dex/scene.ts';
import { expectHeld, expectPutInOnce, expectWhole, type StrategyScene } from './scene.ts';
import type { StrategySuite } from './strategy-world.ts';

/** Whatever goes wrong, it is carried out once, or it is proved that it never will be. */
export function describeStrategyTrouble(suite: StrategySuite, scene: () => StrategyScene): void {
  const [tried] = suite.strategies;
  describeOver(suite, scene);
  describeAnew(suite, scene);
  describeGaps(suite, scene);
  it.each(['lost_before', 'lost_after'] as const)('what is %s ends in one execution', async (fault) => {
    const desk = await scene().desk();
    const { world } = scene();
    const start = await scene().agreedStart(desk, tried);
    const before = await heldFor(start, scene());
    const memo = await preparedFor(desk, start);
    world.strikeNext(fault);
    expect((await desk.submit({ ...start, memo })).kind, 'it may have happened').not.toBe('rejected');
    await world.calm();
    await sendInDoubt(desk, scene(), { submission: start, memo });
    await expectPutInOnce(desk, start, { memos: [memo], before, scene: scene() });
    const stop = await scene().agreedStop(desk, await scene().putIn(desk, tried));
    const held = await heldFor(stop, scene());
    const out = await preparedFor(desk, stop);
    world.strikeNext(fault);
    expect((await desk.submit({ ...stop, memo: out })).kind).not.toBe('rejected');
    await world.calm();
    await sendInDoubt(desk, scene(), { submission: stop, memo: out });
    const over = await endOf(desk, questionOf(stop, [out], world), scene());
    expect(over.end).toBe('done');
    expect(sumsOf(over).taken).toBe(stop.pay.units);
    await expectHeld(over, stop, { before: held, scene: scene() });
  });

  it('nobody is there: nothing is taken for an answer', async () => {
    const [desk, nowhere] = [await scene().desk(), await scene().desk({ reach: 'nowhere' })];
    const submission = await scene().agreedStart(desk, tried);
    const memo = await preparedFor(desk, submission);
    expect((await nowhere.prepare?.(submission))?.kind).not.toBe('prepared');
    expect(['retryable', 'unknown']).toContain((await nowhere.submit({ ...submission, memo })).kind);
    expect((await nowhere.lookup(questionOf(submission, [memo], scene().world))).kind).toBe('unknown');
    const before = await heldFor(submission, scene());
    await desk.submit({ ...submission, memo });
    await expectPutInOnce(desk, submission, { memos: [memo], before, scene: scene() });
  });

  it.runIf(suite.undoes).each(['return', 'drop'] as const)(
    'a block that is undone (%s) ends nothing',
    async (transactions) => {
      const desk = await scene().desk();
      const submission = await scene().agreedStart(desk, tried);
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
      await expectPutInOnce(desk, submission, { memos: [memo], before, scene: scene() });
    },
  );
}

function describeAnew(suite: StrategySuite, scene: () => StrategyScene): void {
  const [tried] = suite.strategies;
  it.runIf(suite.replaces)(
    'what no block takes is made anew for more, and one of the two is carried out',
    async () => {
      const desk = await scene().desk();
      const put = await scene().putIn(desk, tried);
      const { world } = scene();
      for (const submission of [
        await scene().agreedStart(desk, tried),
        await scene().agreedStop(desk, put),
      ]) {
        const before = await heldFor(submission, scene());
        const memo = await preparedFor(desk, submission);
        await desk.submit({ ...submission, memo });
        const waiting = await desk.lookup(questionOf(submission, [memo], world));
        expect(waiting).toMatchObject({ observation: { stage: 'working', progress: { have: 0 } } });
        const again = await desk.replacement?.prepare({ ...submission, memo });
        assert(again?.kind === 'prepared', 'it is made anew', { again });
        expect(again.memo.names).not.toEqual(memo.names);
        expect((await desk.submit({ ...submission, memo: again.memo })).kind).toBe('accepted');
        const over = await endOf(desk, questionOf(submission, [memo, again.memo], world), scene());
        expect(over).toMatchObject({ end: 'done', reference: again.memo.names[0] });
        expectWhole(over, submission, suite);
        await expectHeld(over, submission, { before, scene: scene() });
      }
    },
  );
}

function describeOver({ strategies: [tried] }: StrategySuite, scene: () => StrategyScene): void {
  it('what can never be carried out any more is said to be so once it is proved, and not before', async () => {
    const desk = await scene().desk();
    const submission = await scene().agreedStart(desk, tried);
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
    const unreadable = { ...lookup(), memos: [{ ...memo, bytes: '' }] };
    expect(await desk.lookup(unreadable)).not.toMatchObject({ isExpired: true });
  });

  it('tells nobody anything by itself, and is asked often', async () => {
    const desk = await scene().desk();
    const raw = { headers: {}, body: Buffer.from('{}'), receivedAt: scene().world.now() };
    expect(desk.readWebhook(raw)).toEqual({ ok: false, refusal: 'forged' });
    expect(desk.pace?.lookupsMs[0]).toBeLessThanOrEqual(MINUTE_MS);
    expect(desk.cancel).toBeUndefined();
  });
}

function describeGaps(suite: StrategySuite, scene: () => StrategyScene): void {
  const [tried] = suite.strategies;
  it.runIf(suite.replaces)(
    'what waits behind what was promised to another and never sent is carried out all the same, and the other is not',
    async () => {
      const desk = await scene().desk();
      const { world } = scene();
      const other = await scene().agreedStart(desk, tried);
      const unsent = await preparedFor(desk, other);
      const submission = await scene().agreedStart(desk, tried);
      const before = await heldFor(submission, scene());
      const memo = await preparedFor(desk, submission);
      await desk.submit({ ...submission, memo });
      await world.settle();
      const waiting = await desk.lookup(questionOf(submission, [memo], world));
      expect(waiting).toMatchObject({ observation: { stage: 'working', progress: { have: 0 } } });
      const next = await desk.replacement?.prepare({ ...submission, memo });
      assert(next?.kind === 'prepared', 'something is put before it', { next });
      const memos = [memo, next.memo];
      expect((await desk.submit({ ...submission, memo: next.memo })).kind).toBe('accepted');
      const over = await endOf(desk, questionOf(submission, memos, world), scene());
      expect(over).toMatchObject({ end: 'done' });
      expectWhole(over, submission, suite);
      await expectHeld(over, submission, { before, scene: scene() });
      expect(await desk.lookup(questionOf(other, [unsent], world))).toEqual({
        kind: 'not_found',
        isExpired: true,
      });
    },
  );
}
