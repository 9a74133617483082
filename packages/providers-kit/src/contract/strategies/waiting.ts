import { assert, money } from '@diboas/kernel';
import type { Memo, Observation, Submission } from '@diboas/orchestration';
import { expect, it } from 'vitest';
import { endOf, heldFor, preparedFor, questionOf, sumsOf } from '../dex/scene.ts';
import { expectHeld, foundIn, type StrategyDesk, type StrategyScene } from './scene.ts';
import type { StrategySuite } from './strategy-world.ts';

/** What cannot be paid at once waits, and is paid in parts: what is free now, and the rest once that is. */
export function describeWaiting(suite: StrategySuite, scene: () => StrategyScene): void {
  const [tried] = suite.strategies;
  if (suite.waits) describeParts(suite, scene);

  it.runIf(suite.waits)(
    'where nothing is free a stop waits, moves nothing, and is done once there is enough',
    async () => {
      const desk = await scene().desk();
      const put = await scene().putIn(desk, tried);
      const { world } = scene();
      await world.drain(tried.id, 0n);
      const submission = await scene().agreedStop(desk, put);
      const before = await heldFor(submission, scene());
      const waits = await preparedFor(desk, submission);
      expect((await desk.submit({ ...submission, memo: waits })).kind).toBe('accepted');
      const rests = foundIn(await desk.lookup(questionOf(submission, [waits], world)));
      expect(rests).toMatchObject({ stage: 'working', end: null, rest: true, movements: [] });
      expect((await nextOf(desk, submission, waits))?.kind).toBe('retryable');
      await world.refill(tried.id);
      const memo = await nextMemo(desk, submission, waits);
      await desk.submit({ ...submission, memo });
      const over = await endOf(desk, questionOf(submission, [waits, memo], world), scene());
      expect(over).toMatchObject({ end: 'done' });
      expect(sumsOf(over).taken).toBe(submission.pay.units);
      await expectHeld(over, submission, { before, scene: scene() });
    },
  );

  it.runIf(suite.bars.includes('paused') && suite.waits)('where it is paused a stop waits', async () => {
    const desk = await scene().desk();
    const put = await scene().putIn(desk, tried);
    const { world } = scene();
    const submission = await scene().agreedStop(desk, put);
    await world.bar(tried.id, 'paused');
    const waits = await preparedFor(desk, submission);
    await desk.submit({ ...submission, memo: waits });
    const rests = foundIn(await desk.lookup(questionOf(submission, [waits], world)));
    expect(rests).toMatchObject({ stage: 'working', rest: true, movements: [] });
  });

  it.runIf(suite.bars.includes('paused') && !suite.waits)(
    'where it is paused a stop has no price, and one that has is not begun',
    async () => {
      const desk = await scene().desk();
      const put = await scene().putIn(desk, tried);
      const submission = await scene().agreedStop(desk, put);
      await scene().world.bar(tried.id, 'paused');
      const quote = await desk.quote(scene().stopWish(put.terms, tried.put));
      expect(quote).toEqual({ ok: false, refusal: 'no_market' });
      expect((await desk.prepare?.(submission))?.kind).toBe('retryable');
    },
  );

  it.runIf(suite.bars.includes('changed'))('where other code runs nothing is taken out', async () => {
    const desk = await scene().desk();
    const put = await scene().putIn(desk, tried);
    const submission = await scene().agreedStop(desk, put);
    await scene().world.bar(tried.id, 'changed');
    expect(await desk.prepare?.(submission)).toMatchObject({ kind: 'rejected', code: 'declined' });
  });
}

function describeParts({ strategies: [tried], undoes }: StrategySuite, scene: () => StrategyScene): void {
  it('what is free is paid now and the rest later, each once, whatever is made of it twice', async () => {
    const desk = await scene().desk();
    const put = await scene().putIn(desk, tried);
    const { world } = scene();
    await world.drain(tried.id, tried.put.units / 4n);
    const submission = await scene().agreedStop(desk, put);
    const before = await heldFor(submission, scene());
    const first = await preparedFor(desk, submission);
    await desk.submit({ ...submission, memo: first });
    if (undoes) {
      await world.mine(1);
      expect((await nextOf(desk, submission, first))?.kind, 'a part that may be undone').not.toBe('prepared');
    }
    await world.settle();
    const part = foundIn(await desk.lookup(questionOf(submission, [first], world)));
    expectPart(part, submission);
    await world.refill(tried.id);
    // Two nodes make the rest at once: of both one is carried out.
    const rests = [await nextMemo(desk, submission, first), await nextMemo(desk, submission, first)];
    for (const memo of rests) await desk.submit({ ...submission, memo });
    const over = await endOf(desk, questionOf(submission, [first, ...rests], world), scene());
    expect(over).toMatchObject({ end: 'done' });
    expect(over.movements.filter(({ kind }) => kind === 'taken')).toHaveLength(2);
    for (const one of part.movements) expect(over.movements).toContainEqual(one);
    expect(sumsOf(over).taken).toBe(submission.pay.units);
    expect(sumsOf(over).given >= submission.deliver.units).toBe(true);
    await expectHeld(over, submission, { before, scene: scene() });
    const last = rests.at(-1);
    assert(last, 'there is a rest');
    expect((await nextOf(desk, submission, last))?.kind, 'nothing is left').not.toBe('prepared');
  });
}

function expectPart(part: Observation, { pay }: Submission): void {
  expect(part).toMatchObject({ stage: 'working', end: null, rest: true });
  const { taken, given } = sumsOf(part);
  expect(taken > 0n && taken < pay.units && given > 0n, `${taken} of ${pay.units} for ${given}`).toBe(true);
  expect(part.movements.map((one) => money(one.money.asset, one.money.units).asset)).toContain(pay.asset);
}

function nextOf(desk: StrategyDesk, submission: Submission, memo: Memo) {
  return desk.replacement?.prepare({ ...submission, memo });
}

async function nextMemo(desk: StrategyDesk, submission: Submission, memo: Memo): Promise<Memo> {
  const next = await nextOf(desk, submission, memo);
  assert(next?.kind === 'prepared', `the rest is made: ${JSON.stringify(next)}`);
  return next.memo;
}
