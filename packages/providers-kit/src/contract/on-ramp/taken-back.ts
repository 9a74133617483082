import { assert, DAY_MS } from '@diboas/kernel';
import { mergeMovements } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import { readWholeEvent } from '../order/read-whole-event.ts';
import { accepted, lookupOf, type OrderScene } from '../order/scene.ts';

/** An ACH return, or a dispute of a card: what had been paid is taken back days after the crypto was delivered. */
export function describeTakenBack(scene: OrderScene): void {
  const { takenBack: status } = scene.suite;
  if (status === undefined) return;
  describe('a payment that is taken back', () => {
    it('days after the delivery was made, and says so besides, with how much and why', async () => {
      const world = scene.world();
      const submission = scene.submission();
      const adapter = await scene.adapter();
      const good = scene.suite.statuses.find((one) => one.end === 'done' && one.status !== status);
      assert(good, 'a provider has a status of success');
      const { reference } = accepted(await adapter.submit(submission));
      world.bring(reference, good.status);
      const before = await adapter.lookup(lookupOf(submission, reference, world));
      world.pass(3 * DAY_MS);
      world.bring(reference, status);
      const after = await adapter.lookup(lookupOf(submission, reference, world));
      assert(before.kind === 'found' && after.kind === 'found', 'both are found', { before, after });

      const merged = mergeMovements(before.observation.movements, after.observation.movements);
      assert(merged.ok, 'what was told before is as it was', { before, after });
      const [order] = world.orders(submission.attemptId);
      assert(order?.returned, 'the world took it back', { order });
      expect(merged.value.news).toEqual([
        expect.objectContaining({
          ...{ kind: 'taken_back', money: order.returned, network: submission.payNetwork },
          reason: expect.stringMatching(/^\S+$/),
        }),
      ]);
      const event = await world.awaitEvent(reference, status);
      if (event)
        expect(await readWholeEvent(adapter, event)).toMatchObject({
          value: { order: { observation: after.observation } },
        });
    });
  });
}
