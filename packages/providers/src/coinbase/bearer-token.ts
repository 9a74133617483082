import { createPrivateKey, type KeyObject, randomBytes } from 'node:crypto';
import { assert, type Instant, SECOND_MS } from '@diboas/kernel';
import { SignJWT } from 'jose';

/** As long as Coinbase allows. */
const LIFETIME_SECONDS = 120;

export interface ApiKey {
  readonly id: string;
  readonly algorithm: 'EdDSA' | 'ES256';
  readonly privateKey: KeyObject;
}

/**
 * A secret key in either form that Coinbase hands out: Ed25519 as base64 of 32 bytes of seed and 32 of public key,
 * or an EC key as PEM.
 */
export function readApiKey({ id, secret }: { id: string; secret: string }): ApiKey {
  if (secret.startsWith('-----BEGIN')) {
    const privateKey = createPrivateKey(secret);
    const isP256 = privateKey.asymmetricKeyDetails?.namedCurve === 'prime256v1';
    assert(isP256, 'a Coinbase API key in PEM is an EC key on the curve P-256');
    return { id, algorithm: 'ES256', privateKey };
  }
  const bytes = Buffer.from(secret, 'base64');
  assert(bytes.length === 64, 'a Coinbase API key is 64 bytes in base64, or PEM');
  const d = bytes.subarray(0, 32).toString('base64url');
  const x = bytes.subarray(32).toString('base64url');
  const privateKey = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', d, x }, format: 'jwk' });
  return { id, algorithm: 'EdDSA', privateKey };
}

/**
 * The token for one request (docs.cdp.coinbase.com/api-reference/v2/authentication). The official SDK makes the
 * same one, but from the machine's clock; here the time comes in like everywhere else, and a test holds the two
 * side by side.
 */
export async function createBearerToken(
  key: ApiKey,
  { method, url, now }: { method: string; url: URL; now: Instant },
): Promise<string> {
  const seconds = Math.floor(now / SECOND_MS);
  return await new SignJWT({ sub: key.id, iss: 'cdp', uris: [`${method} ${url.host}${url.pathname}`] })
    .setProtectedHeader({
      alg: key.algorithm,
      kid: key.id,
      typ: 'JWT',
      nonce: randomBytes(16).toString('hex'),
    })
    .setIssuedAt(seconds)
    .setNotBefore(seconds)
    .setExpirationTime(seconds + LIFETIME_SECONDS)
    .sign(key.privateKey);
}
