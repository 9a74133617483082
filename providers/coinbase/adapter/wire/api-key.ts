import { createPrivateKey, type KeyObject } from 'node:crypto';

/**
 * What is wrong with a secret key of Coinbase, in words to put behind the setting's name; null when nothing is. Both
 * forms that Coinbase hands out are known: Ed25519 as base64 of 64 bytes, and an EC key on P-256 as PEM.
 */
export function apiKeyProblem(secret: string): string | null {
  if (secret.includes('-----')) return pemProblem(secret);
  const bytes = Buffer.from(secret, 'base64');
  const isWhole = bytes.length === 64 && /^[A-Za-z0-9+/]{86}(==)?$/.test(secret);
  return isWhole ? null : 'must be the 64 bytes in base64 that Coinbase gave, or a key in PEM';
}

function pemProblem(pem: string): string | null {
  const isWhole = /^-----BEGIN ([A-Z ]+)-----\n[\s\S]+\n-----END \1-----$/.test(pem);
  if (!isWhole) return 'must be a whole key in PEM, from its line BEGIN to its line END';
  const key = readKey(pem);
  if (key === null) return 'is no private key in PEM that can be read: copy it from Coinbase once more';
  const isP256 = key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
  return isP256 ? null : 'must be an EC key on the curve P-256, or the 64 bytes in base64 that Coinbase gave';
}

/** Null for what is no key. What OpenSSL says of it is about its own functions, and no help to anybody. */
function readKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}
