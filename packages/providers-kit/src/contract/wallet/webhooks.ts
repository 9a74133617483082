import { assert, DAY_MS } from '@diboas/kernel';
import { expect } from 'vitest';
import type { WalletCheck } from './check.ts';

const group = 'a webhook';

/** Nothing is believed but what the provider signed, a short while ago, byte for byte. */
export const WEBHOOK_CHECKS: readonly WalletCheck[] = [
  {
    group,
    says: 'with a good signature is read, and read again is the same event',
    async run({ world, wallet }) {
      const desk = await wallet();
      const event = await world.anEvent();
      if (event === null) return;
      const first = desk.readWebhook(event);
      expect(first).toMatchObject({ ok: true });
      assert(first.ok, 'a good event is read', { first });
      expect(desk.readWebhook({ ...event, receivedAt: event.receivedAt + 1_000 })).toEqual(first);
      const { eventId } = first.value;
      const kept = { eventId, body: event.body, receivedAt: event.receivedAt };
      // Only the body was kept: when it happened may have stood beside it.
      const { occurredAt: _when, ...value } = first.value;
      expect(desk.rereadWebhook(kept)).toMatchObject({ ok: true, value });
    },
  },
  {
    group,
    says: 'without a signature, by somebody else, or with one bit changed is forged',
    async run({ world, wallet }) {
      const desk = await wallet();
      const event = await world.anEvent();
      if (event === null) return;
      const forged = { ok: false, refusal: 'forged' };
      expect(desk.readWebhook({ ...event, headers: {} })).toEqual(forged);
      const body = Buffer.from(event.body).toString('utf8');
      expect(desk.readWebhook(world.forge(body, event.receivedAt))).toEqual(forged);
      const old = world.forge(body, event.receivedAt);
      expect(desk.readWebhook({ ...old, receivedAt: old.receivedAt + DAY_MS })).toEqual(forged);
      for (let index = 0; index < event.body.length; index += 7) {
        const changed = Uint8Array.from(event.body);
        changed[index] = (changed[index] ?? 0) ^ 1;
        expect(desk.readWebhook({ ...event, body: changed })).toEqual(forged);
      }
    },
  },
  {
    group,
    says: 'with whatever stands in its headers is never an error',
    async run({ world, wallet }) {
      const desk = await wallet();
      const event = await world.anEvent();
      if (event === null) return;
      const odd = ['', ' ', '\0', '__proto__', 'NaN', '-1', '9'.repeat(40), 'é'.repeat(10), undefined];
      for (const name of Object.keys(event.headers).filter((one) =>
        /signature|timestamp|event-id/i.test(one),
      )) {
        for (const value of odd) {
          const reading = desk.readWebhook({ ...event, headers: { ...event.headers, [name]: value } });
          expect(reading.ok, `${name}: ${value}`).toBe(false);
        }
      }
    },
  },
  {
    group,
    says: 'that was kept back is stale, and signed nonsense is unreadable',
    async run({ world, wallet }) {
      const desk = await wallet();
      const event = await world.anEvent();
      if (event === null) return;
      const late = { ...event, receivedAt: event.receivedAt + DAY_MS };
      expect(desk.readWebhook(late)).toEqual({ ok: false, refusal: 'stale' });
      const nonsense = world.sign('nonsense', event.receivedAt);
      expect(desk.readWebhook(nonsense)).toEqual({ ok: false, refusal: 'unreadable' });
    },
  },
];
