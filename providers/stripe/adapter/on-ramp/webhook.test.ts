import { createHmac } from 'node:crypto';
import { createId, createSeededRandom } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { readStripeWebhook, rereadStripeWebhook } from './webhook.ts';

const SECRET = 'whsec_of_the_tests';
const NOW = 1_795_000_000_000;
const random = createSeededRandom(5);
const transactionId = createId({ now: NOW, random, bucket: 9 });
const attemptId = createId({ now: NOW, random, bucket: 9 });
const OURS = { diboas_transaction_id: transactionId, diboas_attempt_id: attemptId };

function eventBody({
  type = 'crypto.onramp_session.updated',
  status = 'requires_payment',
  metadata = OURS as object,
} = {}) {
  const object = {
    id: 'cos_1',
    object: 'crypto.onramp_session',
    status,
    redirect_url: null,
    metadata,
    transaction_details: {},
  };
  return JSON.stringify({ id: 'evt_1', object: 'event', type, created: NOW / 1_000, data: { object } });
}

/** Signs as the documentation says, without the SDK that checks it. */
function header(body: string | Uint8Array, { at = NOW, secret = SECRET } = {}): string {
  const time = Math.floor(at / 1_000);
  const signature = createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex');
  return `t=${time},v1=${signature}`;
}

function read(body: string | Uint8Array, signature: string | undefined, receivedAt = NOW) {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return readStripeWebhook({ headers: { 'stripe-signature': signature }, body: bytes, receivedAt }, [SECRET]);
}

describe('who signed it', () => {
  const body = eventBody();

  it('the right secret', () => {
    expect(read(body, header(body)).ok).toBe(true);
  });

  it('any of the secrets that are good while one replaces the other [secret.rolled]', () => {
    const signed = {
      headers: { 'stripe-signature': header(body) },
      body: Buffer.from(body),
      receivedAt: NOW,
    };
    expect(readStripeWebhook(signed, ['whsec_next', SECRET]).ok).toBe(true);
    expect(readStripeWebhook(signed, [SECRET, 'whsec_before']).ok).toBe(true);
    expect(readStripeWebhook(signed, ['whsec_next', 'whsec_before'])).toEqual({
      ok: false,
      refusal: 'forged',
    });
    const late = { ...signed, receivedAt: NOW + 400_000 };
    expect(readStripeWebhook(late, ['whsec_next', SECRET])).toEqual({ ok: false, refusal: 'stale' });
  });

  it('while a secret is being replaced, any of several signatures', () => {
    const [time, good] = header(body).split(',');
    expect(read(body, `${time},v1=${'0'.repeat(64)},${good},v0=x`).ok).toBe(true);
  });

  it.each([
    ['no header', undefined],
    ['an empty header', ''],
    ['nonsense', 'nonsense'],
    ['no signature', `t=${NOW / 1_000}`],
    ['no time', header(body).replace(/^t=[0-9]+,/, '')],
    ['another secret', header(body, { secret: 'whsec_other' })],
    ['another scheme only', header(body).replace('v1=', 'v0=')],
    ['a newer time than was signed', header(body).replace(/^t=[0-9]+/, `t=${NOW / 1_000 + 1}`)],
    ['a second, newer time', `${header(body)},t=${NOW / 1_000 + 1}`],
    ['an empty signature', `t=${NOW / 1_000},v1=`],
    ['a signature without a value', `t=${NOW / 1_000},v1`],
    ['an empty signature beside another', `t=${NOW / 1_000},v1=,v1=aa`],
    ['nothing but names', 't=,v1='],
    ['a time that is no number', header(body).replace(/^t=[0-9]+/, 't=NaN')],
    ['signs of equality', '=,=,='],
  ])('%s is forged', (_name, signature) => {
    expect(read(body, signature)).toEqual({ ok: false, refusal: 'forged' });
  });

  it.each([
    ['a byte order mark in front', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(body)])],
    ['a space behind', Buffer.from(`${body} `)],
    ['nothing', Buffer.alloc(0)],
  ])('%s makes another body', (_name, bytes) => {
    expect(read(bytes, header(body))).toEqual({ ok: false, refusal: 'forged' });
  });

  it('bytes that are no text cannot pass for the text that they would be replaced by', () => {
    const replaced = eventBody({ metadata: { shop: '\u{fffd}' } });
    const bytes = Buffer.from(eventBody({ metadata: { shop: '@' } }));
    bytes[bytes.indexOf('@')] = 0xff;
    expect(read(replaced, header(replaced)).ok).toBe(true);
    expect(read(bytes, header(replaced))).toEqual({ ok: false, refusal: 'forged' });
  });
});

describe('when it was signed', () => {
  const body = eventBody();

  it.each([
    [300_999, true],
    [301_000, false],
    [86_400_000, false],
    [-60_000, true],
  ])('%i ms ago: taken %s', (age, taken) => {
    const outcome = read(body, header(body, { at: NOW }), NOW + age);
    expect(outcome.ok || outcome.refusal).toBe(taken || 'stale');
  });

  it('old and forged is forged', () => {
    const signature = header(body, { secret: 'whsec_other', at: NOW });
    expect(read(body, signature, NOW + 400_000)).toEqual({ ok: false, refusal: 'forged' });
  });
});

describe('what it says', () => {
  function signed(body: string) {
    return read(body, header(body));
  }

  it('names the event, its time and our order', () => {
    expect(signed(eventBody())).toEqual({
      ok: true,
      value: {
        eventId: 'evt_1',
        type: 'crypto.onramp_session.updated',
        occurredAt: NOW,
        order: {
          transactionId,
          attemptId,
          observation: expect.objectContaining({ reference: 'cos_1', stage: 'open' }),
        },
      },
    });
  });

  it('reads the other spelling of the type too', () => {
    const outcome = signed(eventBody({ type: 'crypto.onramp_session_updated' }));
    expect(outcome).toMatchObject({ value: { order: { attemptId } } });
  });

  it.each([
    ['in the year 2286', 9_999_999_999],
    ['at the end of all numbers', Number.MAX_SAFE_INTEGER],
    ['a second after it came', NOW / 1_000 + 1],
  ])('an event that was made %s happened when we heard of it', (_name, created) => {
    const body = eventBody().replace(/"created":[0-9]+/, `"created":${created}`);
    expect(signed(body)).toMatchObject({ ok: true, value: { eventId: 'evt_1', occurredAt: NOW } });
    const kept = { eventId: 'kept', body: Buffer.from(body), receivedAt: NOW + 5 };
    expect(rereadStripeWebhook(kept)).toMatchObject({
      value: { occurredAt: Math.min(created * 1_000, NOW + 5) },
    });
  });

  it.each([
    ['another type', eventBody({ type: 'customer.updated' })],
    ['a session of somebody else', eventBody({ metadata: { shop: '7' } })],
  ])('%s is about no order of ours', (_name, body) => {
    expect(signed(body)).toMatchObject({ ok: true, value: { eventId: 'evt_1', order: null } });
  });

  it.each([
    ['no JSON', 'not json'],
    ['JSON that is no event', '[]'],
    ['an event without an id', '{"type":"x","created":1,"data":{"object":{}}}'],
    ['a session in no form we know', eventBody().replace('"crypto.onramp_session"', '"charge"')],
    ['a status nobody knows', eventBody({ status: 'quote_ready' })],
    [
      'ids that are none of ours',
      eventBody({ metadata: { diboas_transaction_id: '1', diboas_attempt_id: '2' } }),
    ],
    ['an id that no column takes', eventBody().replace('evt_1', 'evt_\\u0000')],
    ['an id that has no end', eventBody().replace('evt_1', 'e'.repeat(256))],
    ['a type that is no name', eventBody({ type: 'caf\u00e9' })],
    ['a reference with half a character', eventBody().replace('cos_1', 'cos_\\ud800')],
    ['a time before there were any', eventBody().replace(/"created":/, '"created":-')],
    ['a time that is no whole second', eventBody().replace(/"created":[0-9]+/, '"created":1e300')],
    ['half of our ids', eventBody({ metadata: { diboas_attempt_id: attemptId } })],
  ])('%s is unreadable', (_name, body) => {
    expect(signed(body)).toEqual({ ok: false, refusal: 'unreadable' });
  });
});
