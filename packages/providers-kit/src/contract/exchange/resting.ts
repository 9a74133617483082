import { assert } from '@diboas/kernel';
import { mergeMovements, type Observation } from '@diboas/orchestration';
import { afterEach, describe, expect, it } from 'vitest';
import { accepted, lookupOf, type OrderScene } from '../order/scene.ts';
import { agreed, movedOf, standing } from './agreed.ts';
import type { ExchangeSuite } from './exchange-world.ts';

/** An order at a person's own price rests, is filled bit by bit, and may end with only a part of it done. */
export function describeResting(suite: ExchangeSuite, scene: OrderScene): void {
  const { ends, market } = suite;
  const resting = async () => {
    const adapter = await scene.adapter();
    const { submission } = await agreed(scene, adapter, scene.submission());
    const { reference, stage } = accepted(await adapter.submit(submission));
    expect(stage).toBe('open');
    return {
      ...{ adapter, submission, reference },
      bring: (status: string) => scene.world().bring(reference, status),
      seen: (): Promise<Observation> => standing(scene, adapter, submission, reference),
    };
  };

  describe('an order at a person’s own price', () => {
    afterEach(() => market.set('plain'));

    it('is working once something was filled, and what moved only grows', async () => {
      const { reference, bring, seen } = await resting();
      market.fillHalf(reference);
      const first = await seen();
      expect(first).toMatchObject({ stage: 'working', end: null });
      market.fillHalf(reference);
      const second = await seen();
      bring(ends.filled);
      const done = await seen();
      expect(done).toMatchObject({ stage: 'ended', end: 'done' });
      const sums = [first, second, done].map(movedOf);
      for (const kind of ['taken', 'given'] as const)
        expect(sums.map((sum) => sum[kind])).toEqual(
          sums.map((sum) => sum[kind]).toSorted((left, right) => (left < right ? -1 : 1)),
        );
      const merged = mergeMovements(done.movements, first.movements);
      assert(merged.ok, 'what was told before contradicts nothing');
      expect(merged.value.news).toEqual([]);
    });

    const partEnds = [
      ['cancelled', ends.cancelled, 'cancelled'],
      ...(ends.expired === null ? [] : [['expired', ends.expired, 'lapsed'] as const]),
    ] as const;
    it.each(partEnds)(
      'that is %s when half of it is filled ends with that half',
      async (_how, status, end) => {
        const { submission, reference, bring, seen } = await resting();
        market.fillHalf(reference);
        const before = movedOf(await seen());
        bring(status);
        const after = await seen();
        expect(after).toMatchObject({ stage: 'ended', end });
        expect(movedOf(after)).toEqual(before);
        const { taken, given } = before;
        const { chargeMax, deliver } = submission;
        expect(given > 0n && given < deliver.units).toBe(true);
        const fills = BigInt(after.movements.length);
        expect((taken - fills) * deliver.units <= (given + fills) * chargeMax.units).toBe(true);
      },
    );

    it('that is filled after its cancel was taken is done [trade.after_cancel]', async () => {
      const { adapter, submission, reference, bring, seen } = await resting();
      market.set('hold');
      const asked = lookupOf(submission, reference, scene.world());
      expect(await adapter.cancel?.(asked)).toEqual({ kind: 'asked' });
      expect(await adapter.cancel?.(asked)).toEqual({ kind: 'asked' });
      expect((await seen()).stage).not.toBe('ended');
      bring(ends.filled);
      expect(await seen()).toMatchObject({ stage: 'ended', end: 'done' });
      expect(await adapter.cancel?.(asked)).toEqual({ kind: 'too_late' });
    });
  });
}
