import { createPrivateKey, type JsonWebKey, type KeyObject, randomBytes } from 'node:crypto';
import { assert, type Instant, SECOND_MS } from '@diboas/kernel';
import { checkWord } from '@diboas/providers-kit';
import { SignJWT } from 'jose';

/** From its beginning to its end, as long as Coinbase allows. */
const LIFETIME_SECONDS = 120;

/**
 * How long before it is made a token begins. A clock of ours that is ahead by less is no reason to be turned away, and
 * what is left is longer than any request takes.
 */
const BACKDATED_SECONDS = 30;

export interface ApiKey {
  readonly id: string;
  readonly algorithm: 'EdDSA' | 'ES256';
  readonly privateKey: KeyObject;
}

/**
 * A secret key in either form that Coinbase hands out: Ed25519 as base64 of 32 bytes of seed and 32 of public key,
 * or an EC key as PEM. What cannot be used is refused in words, by the names of the settings.
 */
export function readApiKey({ id, secret }: { id: string; secret: string }, prefix = 'COINBASE'): ApiKey {
  checkWord(id, `${prefix}_API_KEY_ID`);
  const setting = `${prefix}_API_KEY_SECRET`;
  if (!secret.startsWith('-----BEGIN')) return readSeed(id, secret, setting);
  const privateKey = readPem(secret);
  assert(
    privateKey !== null,
    `${setting} is PEM that holds no private key; its lines end with real line ends`,
  );
  const isP256 = privateKey.asymmetricKeyDetails?.namedCurve === 'prime256v1';
  assert(isP256, `${setting} in PEM must be an EC key on the curve P-256`);
  return { id, algorithm: 'ES256', privateKey };
}

function readSeed(id: string, secret: string, setting: string): ApiKey {
  const bytes = Buffer.from(secret, 'base64');
  // Node reads any text as base64 and leaves out what it does not know, so a key with a typing error would be another.
  const isWhole = bytes.length === 64 && bytes.toString('base64') === secret;
  assert(isWhole, `${setting} must be 64 bytes in base64, or PEM, without spaces and quotes around it`);
  const d = bytes.subarray(0, 32).toString('base64url');
  const x = bytes.subarray(32).toString('base64url');
  const privateKey = readJwk({ kty: 'OKP', crv: 'Ed25519', d, x });
  assert(privateKey !== null, `${setting} is no Ed25519 key`);
  return { id, algorithm: 'EdDSA', privateKey };
}

/** Null when OpenSSL cannot read it: its own words name no setting and help nobody. */
function readPem(secret: string): KeyObject | null {
  try {
    return createPrivateKey(secret);
  } catch {
    return null;
  }
}

function readJwk(key: JsonWebKey): KeyObject | null {
  try {
    return createPrivateKey({ key, format: 'jwk' });
  } catch {
    return null;
  }
}

/**
 * The token for one request (docs.cdp.coinbase.com/api-reference/v2/authentication). The official SDK makes the
 * same one, but from the machine's clock and from its very second on; here the time comes in like everywhere else, and
 * a test holds the two side by side. Advanced Trade alone has its request in `uri` where the others have a list
 * (docs.cdp.coinbase.com/coinbase-app/authentication-authorization/api-key-authentication).
 */
export async function createBearerToken(
  key: ApiKey,
  { method, url, now, claim = 'uris' }: { method: string; url: URL; now: Instant; claim?: 'uris' | 'uri' },
): Promise<string> {
  const request = `${method} ${url.host}${url.pathname}`;
  return await signed(key, now, claim === 'uri' ? { uri: request } : { uris: [request] });
}

/**
 * The token that a subscription of a WebSocket of Advanced Trade is made with: the same without a request, and a new one for each
 * (docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/websocket/websocket-overview).
 */
export async function createSocketToken(key: ApiKey, now: Instant): Promise<string> {
  return await signed(key, now, {});
}

async function signed(key: ApiKey, now: Instant, claims: object): Promise<string> {
  const seconds = Math.floor(now / SECOND_MS) - BACKDATED_SECONDS;
  return await new SignJWT({ sub: key.id, iss: 'cdp', ...claims })
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
