import { createHash, sign } from 'node:crypto';
import { MINUTE_MS } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { adapterAt, KEYS, NOW, SUBMISSION, transfer } from './adapter-for-tests.ts';

const adapter = adapterAt('http://127.0.0.1:9');

function event(changes: object = {}): string {
  return JSON.stringify({
    ...{ api_version: 'v0', event_id: 'wh_1', event_category: 'transfer' },
    ...{ event_type: 'transfer.updated.status_transitioned', event_object_id: 'transfer_1' },
    event_object: transfer({ state: 'payment_submitted' }),
    event_created_at: '2026-11-23T05:00:00.000Z',
    ...changes,
  });
}

function signed(body: string, at = NOW) {
  const digest = createHash('sha256').update(`${at}.${body}`).digest();
  const v0 = sign('RSA-SHA256', digest, KEYS.privateKey).toString('base64');
  return { headers: { 'x-webhook-signature': `t=${at},v0=${v0}` }, body: Buffer.from(body), receivedAt: NOW };
}

describe('a webhook', () => {
  it('is about our order, by Bridge’s name of the event and its time', () => {
    const { transactionId, attemptId } = SUBMISSION;
    expect(adapter.readWebhook(signed(event()))).toMatchObject({
      value: {
        ...{ eventId: 'wh_1', type: 'transfer.updated.status_transitioned', occurredAt: NOW },
        order: { transactionId, attemptId, observation: { milestone: 'fiat_sent' } },
      },
    });
  });

  it('is good for ten minutes', () => {
    expect(adapter.readWebhook(signed(event(), NOW - 10 * MINUTE_MS)).ok).toBe(true);
    const late = signed(event(), NOW - 10 * MINUTE_MS - 1);
    expect(adapter.readWebhook(late)).toEqual({ ok: false, refusal: 'stale' });
  });

  it.each(['transfer.deleted', 'deleted', 'transfer.canceled'])(
    '%s tells that it was cancelled',
    (event_type) => {
      const told = event({ event_type, event_object: transfer() });
      expect(adapter.readWebhook(signed(told))).toMatchObject({
        value: { order: { observation: { stage: 'ended', end: 'cancelled', movements: [] } } },
      });
    },
  );

  it('of a transfer that is not ours, or of something else, is put on record', () => {
    const foreign = event({ event_object: transfer({ client_reference_id: 'shop-7' }) });
    const customer = event({ event_category: 'customer', event_object: { id: 'cust_1' } });
    for (const told of [foreign, customer])
      expect(adapter.readWebhook(signed(told))).toMatchObject({ ok: true, value: { order: null } });
  });

  it('that nobody can read reaches a person', () => {
    const odd = [
      event({ event_object: null }),
      event({ event_created_at: 'yesterday' }),
      event({ event_id: '' }),
      event({ event_object: transfer({ client_reference_id: 'diboas/a/b' }) }),
      '[]',
    ];
    for (const told of odd)
      expect(adapter.readWebhook(signed(told))).toEqual({ ok: false, refusal: 'unreadable' });
  });

  it('that was kept is read as it was', () => {
    const first = adapter.readWebhook(signed(event()));
    const kept = { eventId: 'wh_1', body: Buffer.from(event()), receivedAt: NOW };
    expect(adapter.rereadWebhook(kept)).toEqual(first);
  });
});
