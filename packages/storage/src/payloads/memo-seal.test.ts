import { describe, expect, it } from 'vitest';
import { createMemoSeal } from './memo-seal.ts';
import { createPayloadKeys } from './payload-keys.ts';

const SUBJECT = { provider: 'gamma', attemptId: '019ab000-0000-7000-8000-000000000002' } as const;

describe('what was prepared', () => {
  it('is opened as it was sealed, by a key that has become an old one too', () => {
    const text = createMemoSeal(createPayloadKeys(['old'])).seal('signed bytes', SUBJECT);
    expect(text).not.toContain('signed bytes');
    expect(createMemoSeal(createPayloadKeys(['new', 'old'])).open(text, SUBJECT)).toBe('signed bytes');
  });

  it('opens for nobody without the key, for no other attempt or provider, and not when it was changed', () => {
    const seal = createMemoSeal(createPayloadKeys(['key']));
    const text = seal.seal('signed bytes', SUBJECT);
    expect(createMemoSeal(createPayloadKeys(['other'])).open(text, SUBJECT)).toBeNull();
    const attemptId = '019ab000-0000-7000-8000-000000000003';
    expect(seal.open(text, { ...SUBJECT, attemptId })).toBeNull();
    expect(seal.open(text, { ...SUBJECT, provider: 'delta' })).toBeNull();
    expect(seal.open(`${text.slice(0, -4)}AAA=`, SUBJECT)).toBeNull();
    expect(seal.open('signed bytes', SUBJECT)).toBeNull();
  });
});
