import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { assert, type Instant, MINUTE_MS } from '@diboas/kernel';
import type { RawWebhook } from '@diboas/orchestration';
import { sentHeader, signatureFields } from '@diboas/providers-kit';

const HEADER = 'x-webhook-signature';

/** "Disregard events that are older than a few minutes, e.g. 10 minutes": each retry is signed anew. */
export const SIGNATURE_AGE_MAX_MS = 10 * MINUTE_MS;

/**
 * When a webhook was signed, by whoever holds the other half of one of these keys; null when it was not. The header is
 * `t=<milliseconds>,v0=<base64>`. What is signed, by RSA with SHA-256, is itself the SHA-256 of time, dot and body: the
 * text is hashed twice. No header makes it throw.
 */
export function signedAt(raw: RawWebhook, keys: readonly KeyObject[]): Instant | null {
  const header = sentHeader(raw, HEADER) ?? '';
  const [time = '', ...times] = signatureFields(header, 't');
  if (!/^[0-9]{1,15}$/.test(time) || times.length > 0) return null;
  const digest = createHash('sha256').update(`${time}.`).update(raw.body).digest();
  const given = signatureFields(header, 'v0').filter((text) => /^[A-Za-z0-9+/]{64,1024}={0,2}$/.test(text));
  const signatures = given.map((text) => Buffer.from(text, 'base64'));
  const isSigned = keys.some((key) => signatures.some((one) => verify('RSA-SHA256', digest, key, one)));
  return isSigned ? Number(time) : null;
}

/** The public half as Bridge shows it, in PEM, or its DER in base64; null for what is no RSA key. */
export function readPublicKey(text: string): KeyObject | null {
  try {
    const key = text.includes('BEGIN')
      ? createPublicKey(text)
      : createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'rsa' ? key : null;
  } catch {
    return null;
  }
}

/** The keys that are good at the same time, while the endpoint of our webhooks is made anew. */
export function readPublicKeys(texts: readonly string[]): readonly KeyObject[] {
  assert(texts.length > 0, 'BRIDGE_WEBHOOK_KEY is missing: webhooks cannot be checked without it');
  return texts.map((text) => {
    const key = readPublicKey(text);
    assert(key, 'BRIDGE_WEBHOOK_KEY holds what is no public RSA key');
    return key;
  });
}
