import { assert } from '@diboas/kernel';
import type { Provider } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import { readWholeEvent } from './read-whole-event.ts';
import { accepted, expectOneOrder, lookupOf, type OrderScene } from './scene.ts';

/** Asking to stop an order: the answer ends nothing, and what the order says of itself is the truth. */
export function describeCancelling(scene: OrderScene): void {
  const { cancelling } = scene.suite;
  it('asks to stop orders if the suite says so, and only then', async () => {
    expect((await scene.bare()).cancel !== undefined).toBe(cancelling !== undefined);
  });
  if (cancelling === undefined) return;

  describe('a cancel', () => {
    it('of what nobody paid ends it as cancelled, however often it is asked for, and nothing is charged', async () => {
      const { adapter, submission, reference } = await anOrder(scene);
      const asked = lookupOf(submission, reference, scene.world());
      expect(await cancelAt(adapter, asked)).toEqual({ kind: 'asked' });
      const found = await adapter.lookup(asked);
      expect(found).toMatchObject({
        ...{ kind: 'found' },
        observation: { reference, stage: 'ended', end: 'cancelled', movements: [] },
      });
      expect((await cancelAt(adapter, asked)).kind).not.toBe('unknown');
      expect(await adapter.lookup(asked)).toEqual(found);
      expect(scene.world().orders(submission.attemptId)).toMatchObject([{ charged: null, delivered: null }]);
    });

    it('is told of as the look-up tells it', async () => {
      const { adapter, submission, reference } = await anOrder(scene);
      const asked = lookupOf(submission, reference, scene.world());
      await cancelAt(adapter, asked);
      if (cancelling.event === null) return;
      const event = await scene.world().awaitEvent(reference, cancelling.event);
      assert(event, 'the provider tells of it');
      const reading = await readWholeEvent(adapter, event);
      const found = await adapter.lookup(asked);
      assert(reading.ok && found.kind === 'found', 'both were read');
      expect(reading.value.order?.observation).toEqual(found.observation);
    });

    it('of an order whose reference we never heard of finds it by our own name', async () => {
      const { adapter, submission } = await anOrder(scene);
      const asked = lookupOf(submission, null, scene.world());
      expect(await cancelAt(adapter, asked)).toEqual({ kind: 'asked' });
      expect(await adapter.lookup(asked)).toMatchObject({ observation: { end: 'cancelled' } });
    });

    it('of what was paid is too late, and changes nothing', async () => {
      const { adapter, submission, reference } = await anOrder(scene);
      scene.world().bring(reference, cancelling.tooLate);
      const asked = lookupOf(submission, reference, scene.world());
      const before = await adapter.lookup(asked);
      expect(await cancelAt(adapter, asked)).toEqual({ kind: 'too_late' });
      expect(await adapter.lookup(asked)).toEqual(before);
    });

    it('that never left, or whose answer nobody can read, is unknown', async () => {
      const { submission, reference } = await anOrder(scene);
      const asked = lookupOf(submission, reference, scene.world());
      const nowhere = await scene.adapter({ reach: 'nowhere' });
      expect((await cancelAt(nowhere, asked)).kind).toBe('unknown');
      const garbled = await scene.adapter({ rewrite: () => '<html>' });
      expect((await cancelAt(garbled, asked)).kind).toBe('unknown');
    });

    it('of what was never made is no yes', async () => {
      const adapter = await scene.adapter();
      const asked = lookupOf(scene.submission(), null, scene.world());
      expect((await cancelAt(adapter, asked)).kind).not.toBe('asked');
    });

    it('is not undone by a repeat of the order', async () => {
      const { adapter, submission, reference } = await anOrder(scene);
      const asked = lookupOf(submission, reference, scene.world());
      await cancelAt(adapter, asked);
      await adapter.submit(submission);
      expectOneOrder(scene, submission.attemptId);
      expect(await adapter.lookup(asked)).toMatchObject({ observation: { end: 'cancelled' } });
    });
  });
}

async function anOrder(scene: OrderScene) {
  const submission = scene.submission();
  const adapter = await scene.adapter();
  const { reference } = accepted(await adapter.submit(submission));
  return { adapter, submission, reference };
}

function cancelAt({ cancel }: Provider, lookup: Parameters<NonNullable<Provider['cancel']>>[0]) {
  assert(cancel, 'the adapter asks to stop orders');
  return cancel(lookup);
}
