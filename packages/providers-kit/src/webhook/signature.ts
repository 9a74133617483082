import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { type Instant, MINUTE_MS } from '@diboas/kernel';
import type { RawWebhook } from '@diboas/orchestration';

/** How old a signature may be, as providers advise against replays. */
const SIGNATURE_AGE_MAX_MS = 5 * MINUTE_MS;

/**
 * Whether a good signature is too old: by the provider's own advice where it gives one. One from the future is fine: only
 * the holder of the secret makes one.
 */
export function isStale({
  signedAt,
  receivedAt,
  ageMaxMs = SIGNATURE_AGE_MAX_MS,
}: {
  signedAt: Instant;
  receivedAt: Instant;
  ageMaxMs?: number;
}): boolean {
  return receivedAt - signedAt > ageMaxMs;
}

/** A secret as a key object: with a bare text Node takes six times as long to begin a signature. */
export function secretKey(secret: string): KeyObject {
  return createSecretKey(secret, 'utf8');
}

/** What a signature is made with; SHA-256 unless a provider says another. */
export type SignatureHash = 'sha1' | 'sha256' | 'sha512';

/** Whether one of the `given` codes, in hex, is the HMAC of the pieces, one after the other, by one of the secrets. */
export function isSignedByAny(
  secrets: readonly string[],
  {
    pieces,
    given,
    hash = 'sha256',
  }: { pieces: readonly (string | Uint8Array)[]; given: readonly string[]; hash?: SignatureHash },
): boolean {
  return secrets.some((secret) => {
    const hmac = createHmac(hash, secretKey(secret));
    for (const piece of pieces) hmac.update(piece);
    const expected = hmac.digest();
    return given.some((one) => isEqual(one, expected));
  });
}

/** A header that was really sent: names like `constructor` are there in every object. */
export function sentHeader({ headers }: RawWebhook, name: string): string | undefined {
  return Object.hasOwn(headers, name) ? headers[name] : undefined;
}

/** The values of a signature header's fields with this name: `t=1,v1=a,v1=b`. */
export function signatureFields(header: string, name: string): readonly string[] {
  const fields = header.split(',').map((field) => field.trim());
  return fields.filter((field) => field.startsWith(`${name}=`)).map((field) => field.slice(name.length + 1));
}

function isEqual(given: string, expected: Buffer): boolean {
  const isWhole = given.length === 2 * expected.length && /^[0-9a-f]*$/.test(given);
  return isWhole && timingSafeEqual(Buffer.from(given, 'hex'), expected);
}
