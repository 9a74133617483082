import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readIdentityWebhook } from './webhook.ts';

const NOW = Date.UTC(2026, 10, 23, 5, 0, 0);
const CREATED = NOW / 1_000 - 60;

/** The session of Stripe's reference (docs.stripe.com/api/identity/verification_sessions/object), as an event shows it. */
const SESSION = {
  id: 'vs_1NuN4zLkdIwHu7ixleE6HvkI',
  object: 'identity.verification_session',
  client_secret: null,
  created: CREATED,
  last_error: null,
  last_verification_report: 'vr_1NuNB9LkdIwHu7ixEvXqUyyf',
  livemode: false,
  metadata: {},
  options: {},
  redaction: null,
  status: 'verified',
  type: 'document',
  url: null,
};

function read(changes: object, { world = 'sandbox', secrets = ['whsec_1'] }: Partial<Reading> = {}) {
  const event = {
    id: 'evt_1',
    object: 'event',
    created: CREATED,
    livemode: false,
    data: { object: SESSION },
  };
  const text = JSON.stringify({ ...event, type: 'identity.verification_session.verified', ...changes });
  const time = NOW / 1_000;
  const signature = createHmac('sha256', 'whsec_1').update(`${time}.${text}`).digest('hex');
  const headers = { 'stripe-signature': `t=${time},v1=${signature}` };
  return readIdentityWebhook({ headers, body: Buffer.from(text), receivedAt: NOW }, secrets, world);
}
interface Reading {
  readonly world: 'sandbox' | 'live';
  readonly secrets: readonly string[];
}

describe('an event of a verification session', () => {
  it.each(['created', 'processing', 'requires_input', 'verified', 'canceled', 'redacted', 'of_tomorrow'])(
    '%s names it, and says no more',
    (what) => {
      const type = `identity.verification_session.${what}`;
      expect(read({ type })).toEqual({
        ok: true,
        value: { eventId: 'evt_1', type, occurredAt: CREATED * 1_000, about: { reference: SESSION.id } },
      });
    },
  );

  it('of anything else is about none', () => {
    expect(read({ type: 'charge.succeeded', data: { object: { id: 'ch_1' } } })).toMatchObject({
      value: { about: null },
    });
  });

  it('of the other mode, or of a session without a name, is unreadable', () => {
    const unreadable = { ok: false, refusal: 'unreadable' };
    expect(read({ livemode: true })).toEqual(unreadable);
    expect(read({}, { world: 'live' })).toEqual(unreadable);
    expect(read({ livemode: true }, { world: 'live' }).ok).toBe(true);
    for (const id of ['cs_1', '', null])
      expect(read({ data: { object: { ...SESSION, id } } })).toEqual(unreadable);
  });

  it('never happened after we heard of it, and is good by the old secret while one is rolled', () => {
    expect(read({ created: CREATED + 3_600 })).toMatchObject({ value: { occurredAt: NOW } });
    expect(read({}, { secrets: ['whsec_new', 'whsec_1'] }).ok).toBe(true);
    expect(read({}, { secrets: ['whsec_new'] })).toEqual({ ok: false, refusal: 'forged' });
  });
});
