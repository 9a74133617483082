/**
 * Who may ask, and who may act. Every request shows the app's id and secret; what is done with a wallet that has an owner
 * carries the owner's signature besides, with ECDSA on P-256 over the request in the form of RFC 8785:
 * https://docs.privy.io/controls/authorization-keys/using-owners/sign/direct-implementation.
 */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { accept, type Instant, type Outcome, refuse } from '@diboas/kernel';
import { canonical, isSameSecret, jsonOrText, type WireRequest } from '@diboas/sandbox-kit';
import { ERRORS, type PrivyError } from './errors.ts';

export interface AppSecrets {
  readonly appId: string;
  readonly appSecret: string;
}

export function isOfApp({ headers }: WireRequest, { appId, appSecret }: AppSecrets): boolean {
  const basic = `Basic ${Buffer.from(`${appId}:${appSecret}`).toString('base64')}`;
  const isApp = isSameSecret(headers['privy-app-id'] ?? '', appId);
  return isSameSecret(headers.authorization ?? '', basic) && isApp;
}

/** The public half of an authorization key: SPKI in DER, as base64. */
export function publicHalfOf(privateKey: string): string {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
}

/** How the owner of wallets is called that has this key. */
export function ownerIdOf(publicKey: string): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 24);
}

/** Null for what is no key on P-256. */
export function readOwner(publicKey: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : null;
  } catch {
    // Node throws for whatever is no key.
    return null;
  }
}

/** Whether the deadline that a request names has not passed; one without a deadline has none. */
export function isInTime({ headers }: WireRequest, now: Instant): boolean {
  const expiry = headers['privy-request-expiry'];
  return expiry === undefined || (/^[0-9]{1,15}$/.test(expiry) && Number(expiry) >= now);
}

/** Headers that are part of what is signed, where they are sent. */
const SIGNED_HEADERS = ['privy-app-id', 'privy-idempotency-key', 'privy-request-expiry'] as const;

/** @param publicKey the owner's, SPKI in base64 */
export function checkAuthorization(
  { method, path, headers, body }: WireRequest,
  publicKey: string,
): Outcome<'authorized', PrivyError> {
  const given = (headers['privy-authorization-signature'] ?? '').split(',').filter((one) => one !== '');
  if (given.length === 0) return refuse(ERRORS.NO_SIGNATURE);
  const signed = SIGNED_HEADERS.flatMap((name) => (headers[name] ? [[name, headers[name]] as const] : []));
  const payload = canonical({
    ...{ version: 1, method, url: `http://${headers.host ?? ''}${path}`, body: jsonOrText(body) },
    headers: Object.fromEntries(signed),
  });
  const key = readOwner(publicKey);
  const isGood = (one: string) =>
    key !== null && verify('sha256', Buffer.from(payload), key, Buffer.from(one.trim(), 'base64'));
  return given.some(isGood) ? accept('authorized') : refuse(ERRORS.WRONG_SIGNATURE);
}
