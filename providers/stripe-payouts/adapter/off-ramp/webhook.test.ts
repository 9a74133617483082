import { MINUTE_MS } from '@diboas/kernel';
import type { WireAct } from '@diboas/providers-kit/contract';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import {
  adapterAt,
  answer,
  at,
  failure,
  METADATA,
  NOW,
  payment,
  SECRET,
  SUBMISSION,
} from './adapter-for-tests.ts';

const adapter = adapterAt('http://127.0.0.1:9');
const TYPE = 'v2.money_management.outbound_payment.posted';

/** A thin event in the form of Stripe's page on event destinations. */
function event(changes: object = {}): string {
  return JSON.stringify({
    ...{ id: 'evt_test_1', object: 'v2.core.event', type: TYPE, livemode: false, context: null },
    ...{ created: '2026-11-23T05:00:00.000Z', reason: null },
    related_object: {
      ...{ id: 'obp_1', type: 'v2.money_management.outbound_payment' },
      url: '/v2/money_management/outbound_payments/obp_1',
    },
    ...changes,
  });
}

/** Signed by the SDK's own means for tests. */
function signed(payload: string, { secret = SECRET, signedAt = NOW } = {}) {
  const header = Stripe.webhooks.generateTestHeaderString({
    ...{ payload, secret, timestamp: Math.floor(signedAt / 1_000), scheme: 'v1' },
  });
  return { headers: { 'stripe-signature': header }, body: Buffer.from(payload), receivedAt: NOW };
}

describe('a thin event', () => {
  it('names a payment, by Stripe’s name of the event and its time, and says nothing of it', () => {
    expect(adapter.readWebhook(signed(event()))).toEqual({
      ok: true,
      value: { eventId: 'evt_test_1', type: TYPE, occurredAt: NOW, order: null, named: 'obp_1' },
    });
  });

  it('is good for five minutes, and signed by either secret while one is rolled [secret.rolled]', () => {
    const late = (ms: number) => signed(event(), { signedAt: NOW - ms });
    expect(adapter.readWebhook(late(5 * MINUTE_MS)).ok).toBe(true);
    expect(adapter.readWebhook(late(5 * MINUTE_MS + 1_000))).toEqual({ ok: false, refusal: 'stale' });
    const rolling = adapterAt('http://127.0.0.1:9', { webhookSecrets: ['whsec_new', SECRET] });
    expect(rolling.readWebhook(signed(event())).ok).toBe(true);
    expect(rolling.readWebhook(signed(event(), { secret: 'whsec_new' })).ok).toBe(true);
    const forged = { ok: false, refusal: 'forged' };
    expect(rolling.readWebhook(signed(event(), { secret: 'whsec_other' }))).toEqual(forged);
  });

  it('about something else names no payment', () => {
    const other = { id: 'acct_1', type: 'v2.core.account', url: '/v2/core/accounts/acct_1' };
    for (const related_object of [other, null]) {
      const reading = adapter.readWebhook(signed(event({ related_object })));
      expect(reading).toMatchObject({ ok: true, value: { order: null } });
      expect(reading.ok && reading.value).not.toHaveProperty('named');
    }
  });

  it('that nobody can read reaches a person', () => {
    const snapshot = JSON.stringify({ object: 'event', id: 'evt_1', type: 'payout.paid', created: 1 });
    const odd = [
      event({ created: 'yesterday' }),
      event({ id: '' }),
      event({ id: 'a\nb' }),
      '[]',
      'null',
      snapshot,
      '{"detail":1}',
    ];
    for (const told of odd)
      expect(adapter.readWebhook(signed(told)), told).toEqual({ ok: false, refusal: 'unreadable' });
  });

  it('that was kept is read as it was', () => {
    const kept = { eventId: 'evt_test_1', body: Buffer.from(event()), receivedAt: NOW };
    expect(adapter.rereadWebhook(kept)).toEqual(adapter.readWebhook(signed(event())));
    expect(adapter.rereadWebhook({ ...kept, body: Buffer.from('{') })).toEqual({
      ...{ ok: false, refusal: 'unreadable' },
    });
  });
});

describe('a payment that an event named', () => {
  const named = (act: WireAct) => at([act], async ({ orderNamed }) => await orderNamed?.('obp_1'));

  it('is asked for, and tells whose it is and how it stands by now', async () => {
    const { transactionId, attemptId } = SUBMISSION;
    const { outcome, sent } = await named(answer(payment({ status: 'posted' })));
    expect(outcome).toMatchObject({
      ok: true,
      value: { transactionId, attemptId, observation: { stage: 'ended', end: 'done' } },
    });
    expect(sent.map(({ path }) => path)).toEqual(['/v2/money_management/outbound_payments/obp_1']);
  });

  it('may be somebody else’s', async () => {
    expect((await named(answer(payment({ metadata: {} })))).outcome).toEqual({ ok: true, value: null });
  });

  it.each([
    ['of an unheard-of status', 'unreadable', answer(payment({ status: 'tomorrow' }))],
    [
      'failed for an unheard-of reason',
      'unreadable',
      answer(payment({ status: 'failed', status_details: { failed: { reason: 'x' } } })),
    ],
    [
      'with marks that nobody can place',
      'unreadable',
      answer(payment({ metadata: { ...METADATA, diboas_attempt_id: 'x' } })),
    ],
    ['that Stripe denies', 'unavailable', failure(404, { code: 'not_found' })],
    ['of which nothing is heard', 'unavailable', 'reset'],
  ] as const)('%s is %s', async (_name, refusal, act) => {
    expect((await named(act)).outcome).toEqual({ ok: false, refusal });
  });
});
