import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readSumsubWebhook } from './webhook.ts';

const NOW = Date.UTC(2026, 10, 23, 5, 0, 0);

/** Sumsub's own example (docs.sumsub.com/docs/receive-and-interpret-results-via-api), letter by letter. */
const EXAMPLE = {
  applicantId: '5cb56e8e0a975a35f333cb83',
  inspectionId: '5cb56e8e0a975a35f333cb84',
  correlationId: 'req-a260b669-4f14-4bb5-a4c5-ac0218acb9a4',
  externalUserId: 'externalUserId',
  levelName: 'id-and-liveness',
  type: 'applicantReviewed',
  reviewResult: { reviewAnswer: 'GREEN' },
  reviewStatus: 'completed',
  createdAtMs: '2020-02-21 13:23:19.321',
};

function read(changes: object, { world = 'sandbox', hash = 'sha256' }: Partial<Reading> = {}) {
  const text = JSON.stringify({ ...EXAMPLE, ...changes });
  const digest = createHmac(hash, 'secret').update(text).digest('hex');
  const headers = { 'x-payload-digest': digest, 'x-payload-digest-alg': `HMAC_${hash.toUpperCase()}_HEX` };
  return readSumsubWebhook({ headers, body: Buffer.from(text), receivedAt: NOW }, ['secret'], world);
}
interface Reading {
  readonly world: 'sandbox' | 'live';
  readonly hash: 'sha1' | 'sha256' | 'sha512';
}

describe('an event of an applicant', () => {
  it.each(['sha1', 'sha256', 'sha512'] as const)("is Sumsub's example, signed by %s", (hash) => {
    expect(read({}, { hash })).toEqual({
      ok: true,
      value: {
        eventId: createHash('sha256').update(JSON.stringify(EXAMPLE)).digest('hex'),
        type: 'applicantReviewed',
        occurredAt: Date.UTC(2020, 1, 21, 13, 23, 19, 321),
        about: { reference: 'externalUserId' },
      },
    });
  });

  it.each([
    ...['applicantCreated', 'applicantPending', 'applicantPrechecked', 'applicantOnHold', 'applicantReset'],
    ...['applicantActivated', 'applicantDeactivated', 'applicantDeleted', 'applicantPersonalDataDeleted'],
    ...['applicantLevelChanged', 'applicantWorkflowCompleted', 'of_tomorrow'],
  ])('%s names whom it is about, and says no more', (type) => {
    expect(read({ type, reviewResult: undefined })).toMatchObject({
      ok: true,
      value: { type, about: { reference: 'externalUserId' } },
    });
  });

  it('is another for another result', () => {
    const red = { reviewResult: { reviewAnswer: 'RED' } };
    const [one, other] = [read({}), read(red)];
    expect(one.ok && other.ok && one.value.eventId !== other.value.eventId).toBe(true);
  });

  it('of somebody without a name of ours is about none', () => {
    for (const externalUserId of [null, undefined])
      expect(read({ externalUserId })).toMatchObject({ value: { about: null } });
  });

  it('tells its time in both forms, or in none, and never one after now', () => {
    const at = (changes: object) => read({ createdAtMs: undefined, ...changes });
    expect(at({ createdAt: '2020-02-21 13:23:19+0000' })).toMatchObject({
      value: { occurredAt: Date.UTC(2020, 1, 21, 13, 23, 19) },
    });
    expect(at({})).toMatchObject({ value: { occurredAt: NOW } });
    expect(at({ createdAtMs: '2036-02-21 13:23:19.321' })).toMatchObject({ value: { occurredAt: NOW } });
  });

  it.each([
    ['of the other mode', { sandboxMode: false }],
    ['without a type', { type: undefined }],
    ['without an applicant', { applicantId: undefined }],
    ['of no time', { createdAtMs: 'soon' }],
    ['of a day that is none', { createdAtMs: '2020-13-41 13:23:19.321' }],
    ['of a name with control characters', { externalUserId: 'a\u0000' }],
  ])('%s is unreadable', (_what, changes) => {
    expect(read(changes)).toEqual({ ok: false, refusal: 'unreadable' });
  });

  it('of the sandbox is none of the live world', () => {
    expect(read({ sandboxMode: true }, { world: 'live' })).toEqual({ ok: false, refusal: 'unreadable' });
    expect(read({ sandboxMode: false }, { world: 'live' }).ok).toBe(true);
    expect(read({ sandboxMode: true }).ok).toBe(true);
  });
});
