import { describe, expect, it } from 'vitest';
import { createPayloadKeys } from './payload-keys.ts';

const SUBJECT = {
  provider: 'northpay',
  eventId: 'evt_1',
  transactionId: '00000000-0000-4000-8000-000000000001',
};
const TEXT = '{"client_secret":"cos_secret","name":"Åsa"}';

describe('the text of a webhook', () => {
  it('is opened by the key that sealed it, also once another is in front of it', () => {
    const sealed = createPayloadKeys(['old']).seal(TEXT, SUBJECT);
    expect(sealed.sealed.toString('latin1')).not.toContain('client_secret');
    expect(createPayloadKeys(['new', 'old']).open(sealed, SUBJECT)).toBe(TEXT);
    expect(createPayloadKeys(['new']).open(sealed, SUBJECT)).toBeNull();
  });

  it('is never sealed twice alike', () => {
    const keys = createPayloadKeys(['key']);
    expect(keys.seal(TEXT, SUBJECT).sealed.equals(keys.seal(TEXT, SUBJECT).sealed)).toBe(false);
  });

  it.each([
    ['another event', { ...SUBJECT, eventId: 'evt_2' }],
    ['another provider', { ...SUBJECT, provider: 'bluepay' }],
    ['another transaction', { ...SUBJECT, transactionId: null }],
  ])('does not open under the name of %s', (_what, other) => {
    const keys = createPayloadKeys(['key']);
    expect(keys.open(keys.seal(TEXT, SUBJECT), other)).toBeNull();
  });

  it('does not open when a single bit of it was changed, or the end is missing', () => {
    const keys = createPayloadKeys(['key']);
    const { keyName, sealed } = keys.seal(TEXT, SUBJECT);
    for (const at of [0, 12, 20, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(keys.open({ keyName, sealed: changed }, SUBJECT)).toBeNull();
    }
    for (const length of [0, 12, 27, sealed.length - 1])
      expect(keys.open({ keyName, sealed: sealed.subarray(0, length) }, SUBJECT)).toBeNull();
  });
});
