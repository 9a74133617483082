import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { NOW, SECRET, SUBMISSION } from './adapter-for-tests.ts';
import { referenceOf } from './reference.ts';
import { readCoinbaseWebhook } from './webhook.ts';

const { transactionId, attemptId } = SUBMISSION;
const HEADERS = { 'content-type': 'application/json', 'x-event-id': 'event-1', 'x-event-type': 'any' };

function eventBody(changes: object = {}) {
  return JSON.stringify({
    eventType: 'onramp.transaction.updated',
    transactionId: '1f087a54-ff1f-62e8-9f85-aa77ac0499a5',
    status: 'ONRAMP_TRANSACTION_STATUS_AWAITING_PAYMENT',
    partnerUserRef: referenceOf(SUBMISSION, { testMode: false }),
    ...changes,
  });
}

interface Signing {
  readonly at?: number;
  readonly secret?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Signs as the documentation says. */
function header(
  body: string | Uint8Array,
  { at = NOW, secret = SECRET, headers = HEADERS }: Signing = {},
): string {
  const time = Math.floor(at / 1_000);
  const names = Object.keys(headers).join(' ');
  const hmac = (text: string) => createHmac('sha256', secret).update(text).update(body).digest('hex');
  const v1 = hmac(`${time}.${names}.${Object.values(headers).join('.')}.`);
  return `t=${time},v0=${hmac(`${time}.`)},h=${names},v1=${v1}`;
}

function read(
  body: string | Uint8Array,
  signature: string | undefined,
  { receivedAt = NOW, headers = HEADERS as Readonly<Record<string, string>> } = {},
) {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const all = { ...headers, 'x-hook0-signature': signature };
  return readCoinbaseWebhook({ headers: all, body: bytes, receivedAt }, [SECRET], { testMode: false });
}

describe('who signed it', () => {
  const body = eventBody();
  const good = header(body);

  it('the right secret', () => {
    expect(read(body, good).ok).toBe(true);
  });

  it('any of the secrets that are good while one replaces the other [secret.rolled]', () => {
    const headers = { ...HEADERS, 'x-hook0-signature': good };
    const signed = { headers, body: Buffer.from(body), receivedAt: NOW };
    expect(readCoinbaseWebhook(signed, ['next', SECRET], { testMode: false }).ok).toBe(true);
    expect(readCoinbaseWebhook(signed, [SECRET, 'before'], { testMode: false }).ok).toBe(true);
    expect(readCoinbaseWebhook(signed, ['next', 'before'], { testMode: false })).toEqual({
      ok: false,
      refusal: 'forged',
    });
  });

  it('is also seen without a list of headers: then the time and the body alone are signed', () => {
    const v1 = createHmac('sha256', SECRET)
      .update(`${NOW / 1_000}.${body}`)
      .digest('hex');
    const bare = `t=${NOW / 1_000},v1=${v1}`;
    expect(read(body, bare)).toMatchObject({ ok: true, value: { eventId: expect.stringMatching(/^body-/) } });
    expect(read(body, bare, { receivedAt: NOW + 300_001 })).toEqual({ ok: false, refusal: 'stale' });
    expect(read(body, `t=${NOW / 1_000},h=,v1=${v1}`)).toEqual({ ok: false, refusal: 'forged' });
    expect(read(`${body} `, bare)).toEqual({ ok: false, refusal: 'forged' });
    expect(read(body, bare.replace(/^t=[0-9]+/, `t=${NOW / 1_000 + 1}`)).ok).toBe(false);
  });

  it('is nobody’s when the signed headers were moved into the body, where the same bytes are signed', () => {
    const moved = `${Object.keys(HEADERS).join(' ')}.${Object.values(HEADERS).join('.')}.${body}`;
    const bare = good.replace(/h=[^,]*,/, '');
    expect(read(moved, bare)).toEqual({ ok: false, refusal: 'forged' });
  });

  it('is also seen without v0, with spaces, and with one more signature', () => {
    expect(read(body, good.replace(/v0=[0-9a-f]+,/, '')).ok).toBe(true);
    expect(read(body, good.replaceAll(',', ', ')).ok).toBe(true);
    expect(read(body, `${good},v1=${'0'.repeat(64)}`).ok).toBe(true);
  });

  it.each([
    ['no header', undefined],
    ['an empty header', ''],
    ['nonsense', 'nonsense'],
    ['v0 only, which covers no headers', good.replace(/,h=.*$/, '')],
    ['no v1', good.replace(/,v1=.*$/, '')],
    ['no list of headers', good.replace(/h=[^,]*,/, '')],
    ['no time', good.replace(/^t=[0-9]+,/, '')],
    ['another secret', header(body, { secret: 'other' })],
    ['a newer time than was signed', good.replace(/^t=[0-9]+/, `t=${NOW / 1_000 + 1}`)],
    ['a second, newer time', `${good},t=${NOW / 1_000 + 1}`],
    ['a second list of headers', `${good},h=content-type`],
    ['fewer headers than were signed', good.replace(' x-event-id', '')],
    ['a time that is no number', good.replace(/^t=[0-9]+/, 't=now')],
    ['a header that every object has', good.replace(/h=[^,]*/, 'h=constructor')],
    ['the maker of all objects', good.replace(/h=[^,]*/, 'h=__proto__')],
    ['an empty signature', good.replace(/v1=.*$/, 'v1=')],
    ['nothing but names', 't=,h=,v1='],
    ['a signature in upper case', good.replace(/v1=.*$/, (v1) => v1.toUpperCase().replace('V1', 'v1'))],
  ])('%s is forged', (_name, signature) => {
    expect(read(body, signature)).toEqual({ ok: false, refusal: 'forged' });
  });

  it.each([
    ['the event id', { ...HEADERS, 'x-event-id': 'event-2' }],
    ['a signed header that is gone', { 'content-type': 'application/json', 'x-event-id': 'event-1' }],
  ])('changing %s is forging', (_name, headers) => {
    expect(read(body, good, { headers })).toEqual({ ok: false, refusal: 'forged' });
  });

  it.each([
    ['a byte order mark in front', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(body)])],
    ['a space behind', Buffer.from(`${body} `)],
    ['nothing', Buffer.alloc(0)],
  ])('%s makes another body', (_name, bytes) => {
    expect(read(bytes, good)).toEqual({ ok: false, refusal: 'forged' });
  });
});

describe('when it was signed', () => {
  const body = eventBody();

  it.each([
    [300_000, true],
    [300_001, false],
    [86_400_000, false],
    [-60_000, true],
  ])('%i ms ago: taken %s', (age, taken) => {
    const outcome = read(body, header(body), { receivedAt: NOW + age });
    expect(outcome.ok || outcome.refusal).toBe(taken || 'stale');
  });

  it('old and forged is forged', () => {
    const signature = header(body, { secret: 'other' });
    expect(read(body, signature, { receivedAt: NOW + 400_000 })).toEqual({ ok: false, refusal: 'forged' });
  });
});

describe('what it says', () => {
  function signed(body: string | Uint8Array, headers: Readonly<Record<string, string>> = HEADERS) {
    return read(body, header(body, { headers }), { headers });
  }

  it('names the event, its time and our order', () => {
    expect(signed(eventBody())).toEqual({
      ok: true,
      value: {
        eventId: 'event-1',
        type: 'onramp.transaction.updated',
        occurredAt: NOW,
        order: {
          transactionId,
          attemptId,
          observation: expect.objectContaining({
            reference: referenceOf(SUBMISSION, { testMode: false }),
            stage: 'open',
          }),
        },
      },
    });
  });

  it('signed in the far future happened when we heard of it', () => {
    const body = eventBody();
    const outcome = read(body, header(body, { at: 999_999_999_999_000 }));
    expect(outcome).toMatchObject({ ok: true, value: { eventId: 'event-1', occurredAt: NOW } });
  });

  it('is told apart by its bytes when its name is none that could be kept', () => {
    const headers = { 'content-type': 'application/json', 'x-event-id': 'e'.repeat(256) };
    expect(signed(eventBody(), headers)).toMatchObject({
      value: { eventId: expect.stringMatching(/^body-/) },
    });
  });

  it('is told apart by its bytes when no signed header names it', () => {
    const headers = { 'content-type': 'application/json' };
    const idOf = (body: string): unknown => {
      const outcome = signed(body, headers);
      return outcome.ok ? outcome.value.eventId : outcome;
    };
    expect(idOf(eventBody())).toBe(idOf(eventBody()));
    expect(idOf(eventBody())).toMatch(/^body-[0-9a-f]{64}$/);
    expect(idOf(eventBody())).not.toBe(idOf(eventBody({ txHash: '0x1' })));
  });

  it('an event id that was not signed is not believed', () => {
    const body = eventBody();
    const headers = { 'content-type': 'application/json' };
    const outcome = read(body, header(body, { headers }), { headers: HEADERS });
    expect(outcome).toMatchObject({ ok: true, value: { eventId: expect.stringMatching(/^body-/) } });
  });

  it.each([
    ['a sale', eventBody({ eventType: 'offramp.transaction.updated' })],
    ['a wallet', JSON.stringify({ eventType: 'wallet.transaction.created', data: {} })],
    ['a purchase of somebody else', eventBody({ partnerUserRef: 'user-7' })],
    ['a purchase without a reference', eventBody({ partnerUserRef: undefined })],
  ])('%s is about no order of ours', (_name, body) => {
    expect(signed(body)).toMatchObject({ ok: true, value: { eventId: 'event-1', order: null } });
  });

  it.each([
    ['no JSON', 'not json'],
    ['bytes that are no text', Buffer.from([0x7b, 0xff, 0x7d])],
    ['JSON that is no event', '[]'],
    ['a status nobody knows', eventBody({ status: 'ONRAMP_TRANSACTION_STATUS_UNSPECIFIED' })],
    ['a hash that no column takes', eventBody({ txHash: '\0' })],
    ['a type that has no end', eventBody({ eventType: `onramp.${'x'.repeat(256)}` })],
    ['our mark without our ids', eventBody({ partnerUserRef: 'db1-nonsense' })],
    [
      'an order of the headless kind',
      eventBody({ transactionId: undefined, orderId: '1', status: 'ONRAMP_ORDER_STATUS_COMPLETED' }),
    ],
  ])('%s is unreadable', (_name, body) => {
    expect(signed(body)).toEqual({ ok: false, refusal: 'unreadable' });
  });
});
