import { assert, DAY_MS } from '@diboas/kernel';
import type { RawWebhook } from '@diboas/orchestration';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oddHeader } from '../wire/odd-header.ts';
import { askOf, beginOne, type IdentityScene } from './identity-scene.ts';
import { STEP_MS } from './identity-world.ts';

/** Nothing is believed but that the provider has news, and of what: how it stands is looked at. */
export function describeIdentityEvents(scene: IdentityScene): void {
  const { suite, world, desk } = scene;
  /** Of somebody who was verified. */
  const anEvent = async (): Promise<{ reference: string; event: RawWebhook }> => {
    const { reference } = await beginOne(desk(), askOf('key', scene.newPerson()));
    const verified = verifiedOf(scene);
    world().bring(reference, verified.status);
    const [event] = await world().awaitEvents(reference, 1);
    assert(event, 'an event has arrived');
    return { reference, event };
  };

  describe('an event', () => {
    it('with a good signature names the verification, and tells nothing of the person', async () => {
      const { reference, event } = await anEvent();
      const reading = desk().readWebhook(event);
      assert(reading.ok, 'the event was read', { reading });
      expect(reading.value).toMatchObject({ about: { reference } });
      expect(reading.value.eventId).not.toBe('');
      expect(reading.value.occurredAt).toBeLessThanOrEqual(event.receivedAt);
      const { name, bornOn } = verifiedOf(scene).state.person;
      for (const secret of [name, bornOn]) expect(JSON.stringify(reading)).not.toContain(secret);
    });

    it('that comes twice, and late, is the same one, which is how it is told to be a repeat', async () => {
      const { reference } = await beginOne(desk(), askOf('key', scene.newPerson()));
      world().setFault({ kind: 'duplicate_webhook', copies: 2 });
      world().bring(reference, verifiedOf(scene).status);
      const events = await world().awaitEvents(reference, 3);
      const readings = events.map((event) =>
        desk().readWebhook({ ...event, receivedAt: event.receivedAt + STEP_MS }),
      );
      const ids = readings.map((reading) => reading.ok && `${reading.value.type} ${reading.value.eventId}`);
      const types = new Set(readings.map((reading) => reading.ok && reading.value.type));
      expect(new Set(ids).size).toBe(types.size);
      expect(ids).not.toContain(false);
    });

    it('without a signature, or with whatever anybody writes into its place, is forged and never an error', async () => {
      const { event } = await anEvent();
      expect(desk().readWebhook({ ...event, headers: {} })).toEqual({ ok: false, refusal: 'forged' });
      const [signature = '', ...others] = suite.signatureHeaders;
      const odd = fc.record(Object.fromEntries(others.map((name) => [name, oddHeader])));
      fc.assert(
        fc.property(odd, oddHeader, (headers, signed) => {
          const spoiled = { ...event.headers, ...headers, [signature]: signed };
          expect(desk().readWebhook({ ...event, headers: spoiled })).toEqual({
            ok: false,
            refusal: 'forged',
          });
        }),
        { numRuns: 300 },
      );
    });

    it('signed by somebody else, or with one bit of its body changed, is forged', async () => {
      const { event } = await anEvent();
      const forged = suite.forge(Buffer.from(event.body).toString('utf8'), event.receivedAt);
      expect(desk().readWebhook(forged)).toEqual({ ok: false, refusal: 'forged' });
      const change = fc.tuple(fc.nat(event.body.length - 1), fc.nat(7));
      fc.assert(
        fc.property(change, ([index, bit]) => {
          const body = Uint8Array.from(event.body);
          body[index] = (body[index] ?? 0) ^ (1 << bit);
          expect(desk().readWebhook({ ...event, body })).toEqual({ ok: false, refusal: 'forged' });
        }),
      );
    });

    it('that was kept back is stale, where its provider signs the time', async () => {
      const { event } = await anEvent();
      const ageMs = suite.staleAfterMs ?? DAY_MS;
      const at = (receivedAt: number) => desk().readWebhook({ ...event, receivedAt });
      expect(at(event.receivedAt + ageMs + 2 * STEP_MS).ok).toBe(suite.staleAfterMs === null);
      if (suite.staleAfterMs !== null)
        expect(at(event.receivedAt + DAY_MS)).toEqual({ ok: false, refusal: 'stale' });
    });

    it('signed but without sense is unreadable', () => {
      const now = world().now();
      for (const body of ['nonsense', '{}', '[]'])
        expect(desk().readWebhook(suite.sign(body, now))).toEqual({ ok: false, refusal: 'unreadable' });
    });
  });
}

function verifiedOf({ suite }: IdentityScene) {
  for (const { status, state } of suite.statuses) if (state.stage === 'verified') return { status, state };
  throw new Error('somebody can be verified');
}
