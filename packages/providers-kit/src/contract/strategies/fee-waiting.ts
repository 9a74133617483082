import { HOUR_MS, MINUTE_MS } from '@diboas/kernel';
import { expect, it } from 'vitest';
import { endOf, heldFor, preparedFor, questionOf } from '../dex/scene.ts';
import { expectPutInOnce, type StrategyScene } from './scene.ts';
import type { StrategySuite } from './strategy-world.ts';

/** Ten times what a quiet hour asks for, and more than the room of a price bears beside it. */
const DEAR = 20_000_000_000n;

/** M44: who would rather wait for a lower fee is not sent for a high one, within the time that they gave. */
export function describeFeeWaiting(suite: StrategySuite, scene: () => StrategyScene): void {
  const [tried] = suite.strategies;

  it('M44 a start waits while its network asks for much, is signed once it asks for less, and is put in once', async () => {
    const desk = await scene().desk();
    const { world } = scene();
    await world.askBaseFee(DEAR);
    const agreed = await scene().agreedStart(desk, tried);
    const feeWait = { since: world.now(), until: world.now() + HOUR_MS };
    const submission = { ...agreed, feeWait };
    const before = await heldFor(submission, scene());
    const later = await desk.prepare?.(submission);
    expect(later, JSON.stringify(later)).toMatchObject({ kind: 'later' });
    expect(later?.kind === 'later' && later.waitMs > 0 && later.waitMs <= MINUTE_MS).toBe(true);
    // An eighth less with each block.
    await world.mine(200);
    const memo = await preparedFor(desk, submission);
    await desk.submit({ ...submission, memo });
    await expectPutInOnce(desk, submission, { memos: [memo], before, scene: scene() });
  });

  it('M44 once the time is over it is signed for what is asked then, or refused where that is more than was agreed', async () => {
    const desk = await scene().desk();
    const { world } = scene();
    const cheap = await scene().agreedStart(desk, tried);
    const put = await scene().putIn(desk, tried);
    const over = { since: world.now() - HOUR_MS, until: world.now() };
    await world.askBaseFee(DEAR);
    const open = { since: world.now(), until: world.now() + HOUR_MS };
    expect(await desk.prepare?.({ ...cheap, feeWait: open })).toMatchObject({ kind: 'later' });
    expect(await desk.prepare?.({ ...cheap, feeWait: over })).toMatchObject({ code: 'price_changed' });
    const stop = await scene().agreedStop(desk, put);
    expect(await desk.prepare?.({ ...stop, feeWait: open })).toMatchObject({ kind: 'later' });
    const memo = await preparedFor(desk, { ...stop, feeWait: over });
    await desk.submit({ ...stop, memo });
    expect(await endOf(desk, questionOf(stop, [memo], world), scene())).toMatchObject({ end: 'done' });
  });
}
