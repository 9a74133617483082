import { assert } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { readWholeEvent } from './read-whole-event.ts';
import { accepted, lookupOf, type OrderScene } from './scene.ts';

const NEVER_HEARD_OF = 'a_status_of_tomorrow';

/** Every documented status is understood the same way from a look-up and from an event; any other is not guessed. */
export function describeStatuses(scene: OrderScene): void {
  describe('a status', () => {
    it.each(scene.suite.statuses)('$status is $stage', async ({ status, stage, end, milestone }) => {
      const world = scene.world();
      const submission = scene.submission();
      const adapter = await scene.adapter();
      const { reference } = accepted(await adapter.submit(submission));
      world.bring(reference, status);

      const byReference = await adapter.lookup(lookupOf(submission, reference, world));
      expect(byReference).toMatchObject({ kind: 'found', observation: { reference, stage, end, milestone } });
      expect(await adapter.lookup(lookupOf(submission, null, world))).toEqual(byReference);

      const event = await world.awaitEvent(reference, status);
      if (event === null) return;
      const reading = await readWholeEvent(adapter, event);
      assert(reading.ok && byReference.kind === 'found', 'both were read');
      const { transactionId, attemptId } = submission;
      expect(reading.value.order).toEqual({ transactionId, attemptId, observation: byReference.observation });
    });

    it('A15 nobody knows is unknown in an answer and in a look-up [answer.unreadable]', async () => {
      const world = scene.world();
      const submission = scene.submission();
      const adapter = await scene.adapter({ rewrite: (body) => world.withStatus(body, NEVER_HEARD_OF) });
      const answer = await adapter.submit(submission);
      // Where nothing is known before the person begins, the answer has no status that could be unknown.
      expect(answer.kind).toBe(scene.suite.known === 'at_once' ? 'unknown' : 'accepted');
      const [order] = world.orders(submission.attemptId);
      const [first] = scene.suite.statuses;
      assert(order && first, 'the order was made, and can be begun');
      world.bring(order.reference, first.status);
      expect((await adapter.lookup(lookupOf(submission, null, world))).kind).toBe('unknown');
      expect((await adapter.lookup(lookupOf(submission, order.reference, world))).kind).toBe('unknown');
    });

    if (scene.suite.tellsNothing) return;
    it('nobody knows makes an event unreadable', async () => {
      const world = scene.world();
      const { event } = await anEvent(scene);
      // Where an event says no more than a name, what is asked for then has it.
      const adapter = await scene.adapter({ rewrite: (body) => world.withStatus(body, NEVER_HEARD_OF) });
      const body = world.withStatus(Buffer.from(event.body).toString('utf8'), NEVER_HEARD_OF);
      const outcome = await readWholeEvent(adapter, world.sign(body, world.now()));
      expect(outcome).toEqual({ ok: false, refusal: 'unreadable' });
    });
  });
}

/** An order brought to its good end, and the event that told of it. */
export async function anEvent(scene: OrderScene) {
  const world = scene.world();
  const submission = scene.submission();
  const adapter = await scene.adapter();
  const { reference } = accepted(await adapter.submit(submission));
  const good = scene.suite.statuses.find((one) => one.end === 'done');
  assert(good, 'a provider has a status of success');
  world.bring(reference, good.status);
  const event = await world.awaitEvent(reference, good.status);
  assert(event, 'a provider with webhooks tells of its success');
  return { adapter, submission, reference, event };
}
