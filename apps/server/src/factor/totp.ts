import { randomBytes } from 'node:crypto';
import { type Instant, SECOND_MS } from '@diboas/kernel';
import { Secret, TOTP } from 'otpauth';

/** Codes of six digits by SHA-1, a new one every 30 seconds: what every app of this kind can do (RFC 6238). */
const FORM = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const STEP_MS = FORM.period * SECOND_MS;
/** Steps before and after the one of now whose codes are taken: clocks differ, and typing takes time (RFC 6238, 5.2). */
const STEPS_AROUND = 1;
/** As many bytes as SHA-1 gives (RFC 4226, 4, R6). */
const SECRET_BYTES = 20;

/** What an app makes codes of, in base32. */
export function makeTotpSecret(): string {
  return new Secret({ buffer: new Uint8Array(randomBytes(SECRET_BYTES)).buffer }).base32;
}

/** What is shown as a QR code. Format: github.com/google/google-authenticator/wiki/Key-Uri-Format */
export function totpUri(secret: string, email: string): string {
  return new TOTP({ ...FORM, issuer: 'diBoaS', label: email, secret }).toString();
}

/** Which step of 30 seconds since 1970 the code is of, within one of now; null when it is of none of them. */
export function stepOfCode(secret: string, code: string, now: Instant): number | null {
  const asked = { ...FORM, secret: Secret.fromBase32(secret), token: code };
  const away = TOTP.validate({ ...asked, timestamp: now, window: STEPS_AROUND });
  return away === null ? null : Math.floor(now / STEP_MS) + away;
}
