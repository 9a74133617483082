import { createHmac } from 'node:crypto';
import type { RawWebhook } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import { isSignedWebhook, signatureOf } from './signature.ts';

/** The secret of Sumsub's examples (docs.sumsub.com/reference/authentication, docs.sumsub.com/docs/webhook-manager). */
const SECRET = 'SoMe_SeCrEt_KeY';
const PATH =
  '/resources/accessTokens?userId=cfd20712-24a2-4c7d-9ab0-146f3c142335&levelName=basic-kyc-level&ttlInSecs=600';

describe('the signature of a request', () => {
  it("is that of Sumsub's example", () => {
    expect(signatureOf(SECRET, { now: 1_607_551_635_999, method: 'POST', path: PATH, body: '' })).toEqual({
      ts: '1607551635',
      sig: '15cc96be3e65ed8805f374db7f4c49c5723ae2a20eea3159cf0ab7c3badc3ad0',
    });
  });

  it.each([
    ['method', { method: 'GET' }],
    ['path', { path: `${PATH}0` }],
    ['body', { body: '{}' }],
    ['time', { now: 1_607_551_636_000 }],
  ])('is another for another %s', (_what, changes) => {
    const of = { now: 1_607_551_635_000, method: 'POST', path: PATH, body: '' };
    expect(signatureOf(SECRET, { ...of, ...changes }).sig).not.toBe(signatureOf(SECRET, of).sig);
  });
});

function webhook(digest: string | undefined, algorithm: string | undefined, body = 'someText'): RawWebhook {
  const headers = { 'x-payload-digest': digest, 'x-payload-digest-alg': algorithm };
  return { headers, body: Buffer.from(body), receivedAt: 0 };
}

describe('the digest of a webhook', () => {
  it("is that of Sumsub's example", () => {
    const digest = 'f6e92ffe371718694d46e28436f76589312df8db';
    expect(isSignedWebhook(webhook(digest, 'HMAC_SHA1_HEX'), [SECRET])).toBe(true);
    expect(isSignedWebhook(webhook(digest, 'HMAC_SHA256_HEX'), [SECRET])).toBe(false);
    expect(isSignedWebhook(webhook(digest, undefined), [SECRET])).toBe(false);
  });

  it.each([
    ['HMAC_SHA1_HEX', 'sha1'],
    ['HMAC_SHA256_HEX', 'sha256'],
    ['HMAC_SHA512_HEX', 'sha512'],
    [undefined, 'sha256'],
  ])('by %s is good by any of the secrets, over these bytes alone', (algorithm, hash) => {
    const digest = createHmac(hash, SECRET).update('someText').digest('hex');
    expect(isSignedWebhook(webhook(digest, algorithm), ['new', SECRET])).toBe(true);
    expect(isSignedWebhook(webhook(digest, algorithm), ['new'])).toBe(false);
    expect(isSignedWebhook(webhook(digest, algorithm, 'sometext'), [SECRET])).toBe(false);
    expect(isSignedWebhook(webhook(digest.slice(2), algorithm), [SECRET])).toBe(false);
  });

  it.each(['HMAC_MD5_HEX', 'sha256', '', 'constructor'])('by %j is none', (algorithm) => {
    const digest = createHmac('sha256', SECRET).update('someText').digest('hex');
    expect(isSignedWebhook(webhook(digest, algorithm), [SECRET])).toBe(false);
    expect(isSignedWebhook(webhook(undefined, 'HMAC_SHA256_HEX'), [SECRET])).toBe(false);
  });
});
