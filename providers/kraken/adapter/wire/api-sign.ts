import { createHash, createHmac } from 'node:crypto';
import { assert } from '@diboas/kernel';

/** A private key as Kraken shows it: base64. What is not exactly that would sign as somebody else. */
export function readPrivateKey(text: string): Buffer {
  const key = Buffer.from(text, 'base64');
  const isWhole = key.length >= 32 && key.toString('base64') === text;
  assert(isWhole, 'KRAKEN_PRIVATE_KEY must be base64, without spaces and quotes around it');
  return key;
}

/**
 * `API-Sign` of a call: HMAC-SHA512, under the private key, of the path and the SHA-256 of the nonce and the body, in base64.
 * The path begins with /0/private. Source: docs.kraken.com, "Spot REST Authentication".
 */
export function apiSign(
  key: Buffer,
  { path, nonce, body }: { path: string; nonce: string; body: string },
): string {
  const digest = createHash('sha256').update(`${nonce}${body}`).digest();
  return createHmac('sha512', key).update(path).update(digest).digest('base64');
}
