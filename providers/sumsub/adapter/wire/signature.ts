import { createHmac } from 'node:crypto';
import { type Instant, SECOND_MS } from '@diboas/kernel';
import type { RawWebhook } from '@diboas/orchestration';
import { isSignedByAny, type SignatureHash, secretKey, sentHeader } from '@diboas/providers-kit';

/**
 * What shows that a request is ours: time in seconds, method, path with its query, and body, one after the other
 * (docs.sumsub.com/reference/authentication). Sumsub takes a time that is a minute from its own at most.
 */
export function signatureOf(
  secret: string,
  {
    now,
    method,
    path,
    body,
  }: { readonly now: Instant; readonly method: string; readonly path: string; readonly body: string },
): { readonly ts: string; readonly sig: string } {
  const ts = String(Math.floor(now / SECOND_MS));
  const hmac = createHmac('sha256', secretKey(secret));
  return { ts, sig: hmac.update(`${ts}${method}${path}${body}`).digest('hex') };
}

/** How webhooks may be signed, by what the header says; SHA-256 where it says nothing. */
const HASHES: ReadonlyMap<string | undefined, SignatureHash> = new Map([
  [undefined, 'sha256'],
  ['HMAC_SHA1_HEX', 'sha1'],
  ['HMAC_SHA256_HEX', 'sha256'],
  ['HMAC_SHA512_HEX', 'sha512'],
]);

/** Whether one of the secrets signed these bytes (docs.sumsub.com/docs/webhook-manager). No time is signed with them. */
export function isSignedWebhook(raw: RawWebhook, secrets: readonly string[]): boolean {
  const digest = sentHeader(raw, 'x-payload-digest');
  const hash = HASHES.get(sentHeader(raw, 'x-payload-digest-alg'));
  if (digest === undefined || hash === undefined) return false;
  return isSignedByAny(secrets, { pieces: [raw.body], given: [digest], hash });
}
