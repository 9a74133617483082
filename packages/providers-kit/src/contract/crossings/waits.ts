import { assert, DAY_MS } from '@diboas/kernel';
import { expect, it } from 'vitest';
import type { CrossingSuite } from './crossing-world.ts';
import {
  askAfter,
  type CrossingScene,
  expectCrossedOnce,
  expectOnItsWay,
  handOver,
  left,
  preparedCrossing,
} from './scene.ts';

/** What has left and not arrived is on its way, for as long as it takes: it is never said to have failed, and never given back. */
export function describeWaits({ ways }: CrossingSuite, scene: () => CrossingScene): void {
  it.each(ways)(
    '$name that has left and does not arrive is on its way for ever, and then arrives once',
    async (way) => {
      const desk = await scene().desk();
      const { world } = scene();
      world.hold();
      const one = await left(desk, way, scene());
      await expectOnItsWay(desk, one, scene());
      for (const days of [1, 40]) {
        world.pass(days * DAY_MS);
        await world.settle();
        await expectOnItsWay(desk, one, scene());
      }
      expect((await handOver(desk, one)).kind, 'and handed over once more').not.toBe('rejected');
      world.calm();
      await expectCrossedOnce(desk, one, scene());
    },
  );

  it.each(ways)('$name is on its way while nobody answers who stands between', async (way) => {
    const desk = await scene().desk();
    const { world } = scene();
    const one = await preparedCrossing(desk, way, scene());
    world.goAway();
    await handOver(desk, one);
    await world.settle();
    const found = await askAfter(desk, one, scene());
    // The source network says what left; who says nothing of it at all is asked again.
    expect(found).not.toMatchObject({ observation: { stage: 'ended' } });
    expect(found).not.toMatchObject({ kind: 'not_found' });
    assert(found.kind === 'found', 'the source network alone says that it left', { found });
    await expectOnItsWay(desk, one, scene());
    world.calm();
    await expectCrossedOnce(desk, one, scene());
  });
}
