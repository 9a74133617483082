import { createHmac } from 'node:crypto';
import { MINUTE_MS } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { isSignedByAny, isStale, sentHeader, signatureFields } from './signature.ts';

const hex = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('hex');

describe('a signature', () => {
  const pieces = ['1.', Buffer.from('body')];

  it('is good by any of the secrets, and by any of the codes that were given', () => {
    expect(isSignedByAny(['new', 'old'], { pieces, given: [hex('old', '1.body')] })).toBe(true);
    expect(isSignedByAny(['new'], { pieces, given: ['0'.repeat(64), hex('new', '1.body')] })).toBe(true);
  });

  it.each([
    ['of another text', hex('new', '1.bodY')],
    ['of another secret', hex('old', '1.body')],
    ['in capitals', hex('new', '1.body').toUpperCase()],
    ['cut', hex('new', '1.body').slice(2)],
    ['empty', ''],
  ])('%s is none', (_how, given) => {
    expect(isSignedByAny(['new'], { pieces, given: [given] })).toBe(false);
  });

  it.each(['sha1', 'sha512'] as const)('is good by %s where that was asked for, and by no other', (hash) => {
    const code = createHmac(hash, 'new').update('1.body').digest('hex');
    expect(isSignedByAny(['new'], { pieces, given: [code], hash })).toBe(true);
    expect(isSignedByAny(['new'], { pieces, given: [code] })).toBe(false);
    expect(isSignedByAny(['new'], { pieces, given: [hex('new', '1.body')], hash })).toBe(false);
  });

  it('is stale after five minutes, and never by being early', () => {
    expect(isStale({ signedAt: 0, receivedAt: 5 * MINUTE_MS })).toBe(false);
    expect(isStale({ signedAt: 0, receivedAt: 5 * MINUTE_MS + 1 })).toBe(true);
    expect(isStale({ signedAt: 60 * MINUTE_MS, receivedAt: 0 })).toBe(false);
  });

  it('has its fields by their whole names', () => {
    expect(signatureFields('t=1, v1=a,v1=b=c,v10=d', 'v1')).toEqual(['a', 'b=c']);
    expect(signatureFields('', 't')).toEqual([]);
  });

  it('is in a header that was sent, and in none that every object has', () => {
    const raw = { headers: { a: '1' }, body: Buffer.from(''), receivedAt: 0 };
    expect(sentHeader(raw, 'a')).toBe('1');
    expect(sentHeader(raw, 'constructor')).toBeUndefined();
  });
});
