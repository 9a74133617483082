import { describe, expect, it } from 'vitest';
import { checkWebhookSecrets } from './webhook-secrets.ts';

describe('the signing secrets', () => {
  it('may be one, or two while one is being rolled', () => {
    expect(checkWebhookSecrets(['a'], 'X')).toEqual(['a']);
    expect(checkWebhookSecrets(['a', 'b'], 'X')).toEqual(['a', 'b']);
  });

  it.each([
    ['none', []],
    ['an empty one', ['a', '']],
    ['one with the line end of its file', ['a\n']],
    ['one with a space', ['a b']],
  ])('%s is refused by the name of the setting', (_name, secrets) => {
    expect(() => checkWebhookSecrets(secrets, 'NORTHPAY_WEBHOOK_SECRET')).toThrow('NORTHPAY_WEBHOOK_SECRET');
  });
});
