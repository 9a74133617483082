import type { Memo, Submission } from '@diboas/orchestration';
import { expect, it } from 'vitest';
import { callsMemo } from '../../evm/signed-calls.ts';
import { readStrategyMemo } from '../../strategies/memo.ts';
import { endOf, preparedFor, questionOf } from '../dex/scene.ts';
import type { StrategyDesk, StrategyScene } from './scene.ts';
import type { StrategySuite } from './strategy-world.ts';

/**
 * Orders of one address come one after the other, so what was signed while an allowance of the one before it stood is carried out once
 * that is used up. Its own approval makes something of nothing then, which takes more gas than it took as it was tried.
 */
export function describeAllowances(suite: StrategySuite, scene: () => StrategyScene): void {
  it.each(suite.strategies)(
    'what of $id is signed while another’s allowance stands is carried out once that is used up',
    async (tried) => {
      const desk = await scene().desk();
      const starts = [
        await scene().agreedStart(desk, tried),
        await scene().agreedStart(desk, tried),
      ] as const;
      await expectBothDone(desk, scene(), starts);
      const puts = [await scene().putIn(desk, tried), await scene().putIn(desk, tried)] as const;
      const stops = [
        await scene().agreedStop(desk, puts[0]),
        await scene().agreedStop(desk, puts[1]),
      ] as const;
      await expectBothDone(desk, scene(), stops);
    },
  );
}

async function expectBothDone(
  desk: StrategyDesk,
  scene: StrategyScene,
  [first, second]: readonly [Submission, Submission],
): Promise<void> {
  const { world } = scene;
  const memo = await preparedFor(desk, first);
  const approval = approvalOf(memo);
  if (approval !== null) await desk.submit({ ...first, memo: approval });
  await world.mine(1);
  const next = await preparedFor(desk, second);
  await desk.submit({ ...first, memo });
  await world.mine(1);
  await desk.submit({ ...second, memo: next });
  expect(await endOf(desk, questionOf(first, [memo], world), scene)).toMatchObject({ end: 'done' });
  expect(await endOf(desk, questionOf(second, [next], world), scene)).toMatchObject({ end: 'done' });
}

/** As if whoever sent it had died before the act: a memo of the approval alone. Null where none is wanted. */
function approvalOf(memo: Memo): Memo | null {
  const read = readStrategyMemo(memo);
  if (read === null || read.end === 'wait' || read.approval === null) return null;
  return callsMemo({ ...read, act: read.approval, approval: null });
}
