import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { assert } from '@diboas/kernel';

/**
 * The names of our cookies. Over https they begin with `__Host-`: a browser then takes them from this very host alone
 * and only over https, so no other host of the domain can plant one (RFC 6265bis section 4.1.3.2).
 */
export function cookieNames(publicUrl: string): { readonly session: string; readonly browser: string } {
  const prefix = publicUrl.startsWith('https:') ? '__Host-' : '';
  return { session: `${prefix}diboas.session`, browser: `${prefix}diboas.browser` };
}

export interface CookieOptions {
  readonly publicUrl: string;
  readonly sameSite: 'Lax' | 'Strict';
  /** Zero makes the browser forget it. */
  readonly maxAgeSeconds: number;
}

/** A `Set-Cookie` that no script can read. The value must be plain letters, digits, `.`, `-` and `_`. */
export function setCookie(name: string, value: string, options: CookieOptions): string {
  const secure = options.publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${name}=${value}; Path=/; Max-Age=${options.maxAgeSeconds}; HttpOnly${secure}; SameSite=${options.sameSite}`;
}

/** The value of a cookie; of two with one name the first, which is the one with the longer path or the older. */
export function readCookie(header: string | undefined, name: string): string | null {
  if (header === undefined) return null;
  for (let from = 0; from < header.length; ) {
    const end = header.indexOf(';', from);
    const stop = end === -1 ? header.length : end;
    const equals = header.indexOf('=', from);
    if (equals !== -1 && equals < stop && header.slice(from, equals).trim() === name) {
      return header.slice(equals + 1, stop).trim();
    }
    from = stop + 1;
  }
  return null;
}

/** Signs with the first secret, and takes what any of them signed, so that a secret can be replaced without a gap. */
export interface Signer {
  sign(text: string): string;
  /** What was signed, or null when nobody who has a secret did it. */
  verify(signed: string): string | null;
}

/** `text.signature`: HMAC-SHA-256 over the text, in base64url. The text must have no dot. */
export function createSigner(secrets: readonly string[]): Signer {
  const keys = secrets.map((secret) => createSecretKey(secret, 'utf8'));
  const [first] = keys;
  assert(first, 'whoever signs has a secret');
  const signatureBy = (key: KeyObject, text: string) => createHmac('sha256', key).update(text).digest();
  return {
    sign: (text) => `${text}.${signatureBy(first, text).toString('base64url')}`,
    verify(signed) {
      const dot = signed.indexOf('.');
      const text = signed.slice(0, dot);
      const given = Buffer.from(signed.slice(dot + 1), 'base64url');
      if (dot < 1 || given.length !== 32) return null;
      return keys.some((key) => timingSafeEqual(given, signatureBy(key, text))) ? text : null;
    },
  };
}
