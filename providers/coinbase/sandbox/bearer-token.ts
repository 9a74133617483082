/**
 * Coinbase's bearer tokens: a JWT of at most two minutes, signed by the caller's own key for one method and path
 * (docs.cdp.coinbase.com/api-reference/v2/authentication). Written from the documentation, without a JWT library,
 * so that it cannot share a mistake with whoever makes the tokens.
 */
import { createPrivateKey, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { type Instant, SECOND_MS } from '@diboas/kernel';
import { z } from 'zod';

const LIFETIME_SECONDS_MAX = 120;
/** For clocks that do not agree. */
const LEEWAY_SECONDS = 5;

const headerSchema = z.object({
  alg: z.enum(['EdDSA', 'ES256']),
  kid: z.string(),
  typ: z.literal('JWT'),
  nonce: z.string().min(1),
});
const claimsSchema = z.object({
  sub: z.string(),
  iss: z.literal('cdp'),
  uris: z.array(z.string()).min(1).optional(),
  uri: z.string().optional(),
  nbf: z.int(),
  exp: z.int(),
});

export interface ApiKey {
  readonly id: string;
  readonly algorithm: 'EdDSA' | 'ES256';
  readonly publicKey: KeyObject;
}

/** An Ed25519 key as Coinbase hands it out (base64 of 32 bytes of seed and 32 of public key), or an EC key in PEM. */
export function parseApiKey(id: string, secret: string): ApiKey | null {
  const bytes = Buffer.from(secret, 'base64');
  try {
    if (secret.startsWith('-----BEGIN')) {
      return { id, algorithm: 'ES256', publicKey: createPublicKey(createPrivateKey(secret)) };
    }
    if (bytes.length !== 64) return null;
    const x = bytes.subarray(32).toString('base64url');
    const key = { kty: 'OKP', crv: 'Ed25519', x };
    return { id, algorithm: 'EdDSA', publicKey: createPublicKey({ key, format: 'jwk' }) };
  } catch {
    return null;
  }
}

/**
 * Whether the header holds a token of this key for this request (`GET host/path`), good at this time. The newer APIs have
 * the request in a list `uris`, Advanced Trade alone in `uri`.
 */
export function isAuthorised(
  header: string | undefined,
  { key, uri, now, claim = 'uris' }: { key: ApiKey; uri: string; now: Instant; claim?: 'uris' | 'uri' },
): boolean {
  const [scheme, token = ''] = (header ?? '').split(' ');
  const claims = scheme === 'Bearer' ? claimsIn(token, key, now) : null;
  if (claims === null) return false;
  return claim === 'uri' ? claims.uri === uri : claims.uris?.includes(uri) === true;
}

/** Whether a WebSocket may subscribe with this token: it is for no request. */
export function isSocketToken(token: string, { key, now }: { key: ApiKey; now: Instant }): boolean {
  const claims = claimsIn(token, key, now);
  return claims !== null && claims.uri === undefined && claims.uris === undefined;
}

/** What a token of this key says; null for any other, and for one that is not good at this time. */
function claimsIn(token: string, key: ApiKey, now: Instant): z.infer<typeof claimsSchema> | null {
  const parts = token.split('.');
  const [head, claims, signature] = parts;
  if (parts.length !== 3 || !head || !claims || !signature) return null;
  const readHead = headerSchema.safeParse(decode(head));
  if (!readHead.success || readHead.data.alg !== key.algorithm || readHead.data.kid !== key.id) return null;
  if (!isSigned(`${head}.${claims}`, signature, key)) return null;
  const read = claimsSchema.safeParse(decode(claims));
  if (!read.success || read.data.sub !== key.id) return null;
  const { nbf, exp } = read.data;
  const seconds = Math.floor(now / SECOND_MS);
  const inTime = nbf <= seconds + LEEWAY_SECONDS && exp > seconds - LEEWAY_SECONDS;
  return inTime && exp - nbf <= LIFETIME_SECONDS_MAX ? read.data : null;
}

function isSigned(text: string, signature: string, { algorithm, publicKey }: ApiKey): boolean {
  const bytes = Buffer.from(signature, 'base64url');
  // A JWT's ES256 signature is the two numbers side by side, not the DER that OpenSSL writes.
  return algorithm === 'EdDSA'
    ? verify(null, Buffer.from(text), publicKey, bytes)
    : verify('sha256', Buffer.from(text), { key: publicKey, dsaEncoding: 'ieee-p1363' }, bytes);
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
