/**
 * Turnkey's stamps: each request carries a P-256 signature over its exact body
 * (https://docs.turnkey.com/developer-reference/api-overview/stamps). Checked by Node alone, so that it shares no mistake
 * with whoever makes them.
 */
import { createECDH, createPublicKey, ECDH, type KeyObject, verify } from 'node:crypto';
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { isSameSecret } from '@diboas/sandbox-kit';
import { z } from 'zod';
import { ERRORS, type TurnkeyError } from './errors.ts';

const CURVE = 'prime256v1';

const stampSchema = z.object({
  publicKey: z.string(),
  scheme: z.literal('SIGNATURE_SCHEME_TK_API_P256'),
  signature: z.string().regex(/^([0-9a-f]{2})+$/i),
});

/** The half of a pair that callers show: compressed, in hex. */
export function publicKeyOf(privateKey: string): string {
  const key = createECDH(CURVE);
  key.setPrivateKey(privateKey, 'hex');
  return key.getPublicKey('hex', 'compressed');
}

export function checkStamp(
  { header, body }: { readonly header: string | undefined; readonly body: string },
  publicKey: string,
): Outcome<'stamped', TurnkeyError> {
  if (header === undefined || header === '') return refuse(ERRORS.NO_STAMP);
  const read = stampSchema.safeParse(decoded(header));
  if (!read.success) return refuse(ERRORS.MALFORMED_STAMP);
  if (!isSameSecret(read.data.publicKey, publicKey)) return refuse(ERRORS.UNKNOWN_KEY);
  const signature = Buffer.from(read.data.signature, 'hex');
  const key = { key: keyObjectOf(publicKey), dsaEncoding: 'der' } as const;
  return verify('sha256', Buffer.from(body), key, signature)
    ? accept('stamped')
    : refuse(ERRORS.WRONG_SIGNATURE);
}

function decoded(header: string): unknown {
  try {
    return JSON.parse(Buffer.from(header, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function keyObjectOf(publicKey: string): KeyObject {
  const point = ECDH.convertKey(publicKey, CURVE, 'hex', 'base64url', 'uncompressed');
  const bytes = Buffer.from(String(point), 'base64url');
  const [x = '', y = ''] = [bytes.subarray(1, 33), bytes.subarray(33)].map((half) =>
    half.toString('base64url'),
  );
  return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
}
