import { assert, MINUTE_MS } from '@diboas/kernel';
import { expect, it } from 'vitest';
import type { Crossing } from '../../manifest/desk.ts';
import { preparedFor, questionOf, sumsOf } from '../dex/scene.ts';
import { type CrossingSuite, leavingWays } from './crossing-world.ts';
import {
  askAfter,
  type CrossingScene,
  type CrossingUnderWay,
  endOfCrossing,
  expectCrossedOnce,
  handOver,
  heldAtEnds,
  preparedCrossing,
} from './scene.ts';

/** Whatever goes wrong, a crossing is carried out once, or it is proved that it never will be. */
export function describeCrossingTrouble(suite: CrossingSuite, scene: () => CrossingScene): void {
  const ways = leavingWays(suite.ways);
  describeNever(suite, scene);
  it.each(
    ways.flatMap((way) => (['lost_before', 'lost_after'] as const).map((fault) => ({ ...way, way, fault }))),
  )('$name that is $fault arrives once', async ({ way, fault }) => {
    const desk = await scene().desk();
    const one = await preparedCrossing(desk, way, scene());
    scene().world.strikeNext(way, fault);
    const answer = await handOver(desk, one);
    expect(answer.kind, 'what may have happened was not refused').not.toBe('rejected');
    await again(desk, one, scene());
    await expectCrossedOnce(desk, one, scene());
  });

  it('nobody is there: nothing is taken for an answer', async () => {
    const [way] = suite.ways;
    const [desk, nowhere] = [await scene().desk(), await scene().desk({ reach: 'nowhere' })];
    const one = await preparedCrossing(desk, way, scene());
    expect((await nowhere.prepare?.(one.submission))?.kind).not.toBe('prepared');
    expect(['retryable', 'unknown']).toContain((await handOver(nowhere, one)).kind);
    expect((await askAfter(nowhere, one, scene())).kind).toBe('unknown');
    await handOver(desk, one);
    await expectCrossedOnce(desk, one, scene());
  });

  it.each(ways.flatMap((way) => (['return', 'drop'] as const).map((fate) => ({ ...way, way, fate }))))(
    'a block with $name in it that is undone ($fate) ends nothing',
    async ({ way, fate }) => {
      const desk = await scene().desk();
      const { world } = scene();
      const one = await preparedCrossing(desk, way, scene());
      await handOver(desk, one);
      await world.mine(way.from, 2);
      const found = await askAfter(desk, one, scene());
      expect(found).toMatchObject({ kind: 'found', observation: { stage: 'working', end: null } });
      assert(found.kind === 'found', 'it is found');
      expect(found.observation.movements, 'what may be undone is not told').toEqual([]);
      await world.undo(way.from, { depth: 2, transactions: fate });
      expect(await askAfter(desk, one, scene())).not.toMatchObject({ observation: { stage: 'ended' } });
      expect(await askAfter(desk, one, scene())).not.toMatchObject({ isExpired: true });
      await again(desk, one, scene());
      await expectCrossedOnce(desk, one, scene());
    },
  );
}

function describeNever(suite: CrossingSuite, scene: () => CrossingScene): void {
  const ways = leavingWays(suite.ways);
  it.each(ways.filter(({ from }) => from === 'ethereum'))(
    '$name that the source network refuses to carry out moves nothing, and what that took is told',
    async (way) => {
      const desk = await scene().desk();
      const one = await preparedCrossing(desk, way, scene());
      await scene().world.block(way, true);
      await handOver(desk, one);
      const over = await endOfCrossing(desk, one, scene());
      await scene().world.block(way, false);
      expect(over).toMatchObject({ stage: 'ended', elsewhere: true });
      expect(over.end).not.toBe('done');
      const { taken, given, spent, returned } = sumsOf(over);
      expect([taken, given, returned]).toEqual([0n, 0n, 0n]);
      const after = await heldAtEnds(way, scene());
      expect(after).toEqual({ ...one.before, coin: one.before.coin - spent });
    },
  );

  it.each(ways)(
    '$name that can never leave any more is said to be so once it is proved, and not before',
    async (way) => {
      const desk = await scene().desk();
      const { world } = scene();
      const one = await preparedCrossing(desk, way, scene());
      expect(await askAfter(desk, one, scene())).toEqual({ kind: 'not_found' });
      const [memo] = one.memos;
      assert(memo, 'it was prepared');
      // A blockhash is good for 150 blocks, and whoever has the bytes may send them until then.
      if (way.from === 'solana') await world.mine(way.from, 120);
      expect(await askAfter(desk, one, scene())).toEqual({ kind: 'not_found' });
      await world.makeImpossible(way);
      const before = await heldAtEnds(way, scene());
      expect(await askAfter(desk, one, scene())).toEqual({ kind: 'not_found', isExpired: true });
      expect((await handOver(desk, one)).kind).not.toBe('accepted');
      await world.settle();
      expect(await heldAtEnds(way, scene())).toEqual(before);
      // What cannot be read proves nothing, and of several versions all must be impossible.
      const lookup = questionOf(one.submission, one.memos, world);
      expect(await desk.lookup({ ...lookup, memos: [{ ...memo, bytes: '' }] })).not.toMatchObject({
        isExpired: true,
      });
      const fresh = (await scene().agreed(desk, way)).submission;
      const other = await preparedFor(desk, fresh);
      expect(await desk.lookup({ ...lookup, memos: [memo, other] })).not.toMatchObject({ isExpired: true });
      await desk.submit({ ...fresh, memo: other });
      await world.settle();
    },
  );

  it('tells nobody anything by itself, and is asked often', async () => {
    const desk = await scene().desk();
    const raw = { headers: {}, body: Buffer.from('{}'), receivedAt: scene().world.now() };
    expect(desk.readWebhook(raw)).toEqual({ ok: false, refusal: 'forged' });
    expect(desk.pace?.lookupsMs[0]).toBeLessThanOrEqual(MINUTE_MS);
    expect(desk.cancel).toBeUndefined();
  });
}

/** What an engine does with what is in doubt: it looks, and sends the same again where nothing is found. */
async function again(desk: Crossing, one: CrossingUnderWay, scene: CrossingScene): Promise<void> {
  for (let time = 0; time < 5; time += 1) {
    const found = await askAfter(desk, one, scene);
    expect(found).not.toMatchObject({ kind: 'unknown' });
    if (found.kind === 'found') return;
    await handOver(desk, one);
    // Not every node says what only waits with it.
    await scene.world.mine(one.way.from, 1);
  }
  assert(false, 'the network takes it sooner or later');
}
