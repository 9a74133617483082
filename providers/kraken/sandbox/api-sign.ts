/** Kraken's own half of a signed call: it makes the signature anew from what came, and compares. */
import { createHash, createHmac } from 'node:crypto';
import { isSameSecret, type WireRequest } from '@diboas/sandbox-kit';

export function isSigned({ path, body, headers }: WireRequest, privateKey: string, nonce: string): boolean {
  const inner = createHash('sha256')
    .update(nonce + body, 'utf8')
    .digest();
  const message = Buffer.concat([Buffer.from(path, 'utf8'), inner]);
  const signature = createHmac('sha512', Buffer.from(privateKey, 'base64')).update(message).digest('base64');
  return isSameSecret(headers['api-sign'] ?? '', signature);
}
