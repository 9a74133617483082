import { assert, DAY_MS } from '@diboas/kernel';
import type { RawWebhook } from '@diboas/orchestration';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oddHeader } from '../wire/odd-header.ts';
import { readWholeEvent } from './read-whole-event.ts';
import type { OrderScene } from './scene.ts';
import { anEvent } from './statuses.ts';

/** Nothing is believed but what the provider signed, a short while ago, byte for byte. */
export function describeWebhooks(scene: OrderScene): void {
  if (scene.suite.tellsNothing) {
    it('believes no webhook, since nobody sends any', async () => {
      const adapter = await scene.adapter();
      const receivedAt = scene.world().now();
      const raw = scene.world().sign('{}', receivedAt);
      expect(adapter.readWebhook(raw)).toEqual({ ok: false, refusal: 'forged' });
      const kept = { eventId: 'kept', body: raw.body, receivedAt };
      expect(adapter.rereadWebhook(kept)).toEqual({ ok: false, refusal: 'unreadable' });
    });
    return;
  }
  describe('a webhook', () => {
    it('with a good signature tells of our order', async () => {
      const { adapter, event, reference, submission } = await anEvent(scene);
      const reading = await readWholeEvent(adapter, event);
      assert(reading.ok, 'the event was read', { reading });
      const { transactionId, attemptId } = submission;
      expect(reading.value.order).toMatchObject({
        transactionId,
        attemptId,
        observation: { reference, stage: 'ended', end: 'done' },
      });
    });

    it('read twice gives the same event, which is how it is told to be a repeat', async () => {
      const { adapter, event } = await anEvent(scene);
      const first = adapter.readWebhook(event);
      expect(first.ok).toBe(true);
      expect(adapter.readWebhook({ ...event, receivedAt: event.receivedAt + 1_000 })).toEqual(first);
    });

    it('without a signature is forged [webhook.forged]', async () => {
      const { adapter, event } = await anEvent(scene);
      expect(adapter.readWebhook({ ...event, headers: {} })).toEqual({ ok: false, refusal: 'forged' });
    });

    it('with whatever anybody writes into its headers is forged, and never an error [webhook.odd_header]', async () => {
      const { adapter, event } = await anEvent(scene);
      const odd = fc.dictionary(fc.constantFrom(...Object.keys(event.headers)), oddHeader, { minKeys: 1 });
      const signature = Object.keys(event.headers).filter((name) => name.includes('signature'));
      assert(signature.length === 1, 'a provider signs in one header', { signature });
      fc.assert(
        fc.property(odd, oddHeader, (headers, signed) => {
          const spoiled = { ...event.headers, ...headers, [signature[0] ?? '']: signed };
          const reading = adapter.readWebhook({ ...event, headers: spoiled });
          expect(reading).toEqual({ ok: false, refusal: 'forged' });
        }),
        { numRuns: 500 },
      );
    });

    it('signed by somebody else is forged, also when it is old', async () => {
      const { adapter, event } = await anEvent(scene);
      const forged = scene.world().forge(Buffer.from(event.body).toString('utf8'), event.receivedAt);
      expect(adapter.readWebhook(forged)).toEqual({ ok: false, refusal: 'forged' });
      const old = { ...forged, receivedAt: forged.receivedAt + DAY_MS };
      expect(adapter.readWebhook(old)).toEqual({ ok: false, refusal: 'forged' });
    });

    it('that was kept back is stale [webhook.forged]', async () => {
      const { adapter, event } = await anEvent(scene);
      const late: RawWebhook = { ...event, receivedAt: event.receivedAt + DAY_MS };
      expect(adapter.readWebhook(late)).toEqual({ ok: false, refusal: 'stale' });
    });

    it('M4 with one bit of its body changed is forged', async () => {
      const { adapter, event } = await anEvent(scene);
      const change = fc.tuple(fc.nat(event.body.length - 1), fc.nat(7));
      fc.assert(
        fc.property(change, ([index, bit]) => {
          const body = Uint8Array.from(event.body);
          body[index] = (body[index] ?? 0) ^ (1 << bit);
          expect(adapter.readWebhook({ ...event, body })).toEqual({ ok: false, refusal: 'forged' });
        }),
      );
    });

    it('signed but without sense is unreadable', async () => {
      const { adapter, event } = await anEvent(scene);
      const nonsense = scene.world().sign('nonsense', event.receivedAt);
      expect(adapter.readWebhook(nonsense)).toEqual({ ok: false, refusal: 'unreadable' });
    });
  });
}
