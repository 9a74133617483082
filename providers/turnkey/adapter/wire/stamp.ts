import { createECDH, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { assert } from '@diboas/kernel';

/**
 * Turnkey, "Stamps": the signature over the body with the key of the API, P-256 and SHA-256, in DER. Made by Node itself:
 * the official stamper (@turnkey/api-key-stamper 0.6.17) brings a browser's types into whatever imports it.
 */
export type Stamp = (body: string) => { readonly name: 'x-stamp'; readonly value: string };

/** @param keys both halves in hex, the public one compressed. Refused by the name of its setting where they do not fit. */
export function createStamp(keys: { readonly publicKey: string; readonly privateKey: string }): Stamp {
  const publicKey = keys.publicKey.toLowerCase();
  const key = privateKeyOf(keys);
  return (body) => {
    const signature = sign('sha256', Buffer.from(body, 'utf8'), key).toString('hex');
    const stamp = JSON.stringify({ publicKey, scheme: 'SIGNATURE_SCHEME_TK_API_P256', signature });
    return { name: 'x-stamp', value: Buffer.from(stamp, 'utf8').toString('base64url') };
  };
}

function privateKeyOf({ publicKey, privateKey }: { publicKey: string; privateKey: string }): KeyObject {
  assert(/^[0-9a-f]{64}$/i.test(privateKey), 'TURNKEY_API_PRIVATE_KEY must be 64 hexadecimal digits');
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(privateKey, 'hex');
  const isPair = pair.getPublicKey('hex', 'compressed') === publicKey.toLowerCase();
  assert(isPair, 'TURNKEY_API_PUBLIC_KEY must be the public half of TURNKEY_API_PRIVATE_KEY');
  const point = pair.getPublicKey();
  const [x, y, d] = [point.subarray(1, 33), point.subarray(33), Buffer.from(privateKey, 'hex')].map((part) =>
    part.toString('base64url'),
  );
  assert(x !== undefined && y !== undefined && d !== undefined, 'a key has three parts');
  return createPrivateKey({ key: { kty: 'EC', crv: 'P-256', x, y, d }, format: 'jwk' });
}
