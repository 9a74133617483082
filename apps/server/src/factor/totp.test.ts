import { SECOND_MS } from '@diboas/kernel';
import { Secret } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { makeTotpSecret, stepOfCode, totpUri } from './totp.ts';

/** The secret of the test vectors for SHA-1, RFC 6238 appendix B, and the last six of each of their eight digits. */
const SECRET = Secret.fromUTF8('12345678901234567890').base32;
const VECTORS = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const;

describe('M72: a code of an app', () => {
  it.each(VECTORS)('at second %i is the one of RFC 6238', (second, code) => {
    expect(stepOfCode(SECRET, code, second * SECOND_MS)).toBe(Math.floor(second / 30));
  });

  it('is taken in the step before and the step after its own, which is named, and in no other', () => {
    const [second, code] = VECTORS[3];
    const step = Math.floor(second / 30);
    const taken = [-2, -1, 0, 1, 2].map((away) => stepOfCode(SECRET, code, (step + away) * 30 * SECOND_MS));
    expect(taken).toEqual([null, step, step, step, null]);
  });

  it('is made of a secret that is new each time, of 160 bits, and told to an app with whose it is', () => {
    const [one, other] = [makeTotpSecret(), makeTotpSecret()];
    expect(one).toMatch(/^[A-Z2-7]{32}$/);
    expect(one).not.toBe(other);
    const uri = new URL(totpUri(one, 'ana+a@example.com'));
    expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual([
      ...['otpauth:', 'totp', '/diBoaS:ana+a@example.com'],
    ]);
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      ...{ issuer: 'diBoaS', secret: one, algorithm: 'SHA1', digits: '6', period: '30' },
    });
  });
});
