import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readPublicKey, readPublicKeys, signedAt } from './signature.ts';

/** The vector of Bridge's page on the verification of signatures: docs/webhook-event-signature-verification. */
const PEM = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtqsEE4eI7EmzhcquGJXt
LX9PMK0UH6Kl1WIR21sv8HtueG8BuvvpP3MiN7ltzmIhS8KaynCjN4l+620PnXeu
xWG+CSnEdkinL9hCqbEid5vv9zl0j9LWiJx3FkKHqADU7cgm46aa8dKUdIQYF2X+
O7WmyLkC4wUM/mWhBPMsIQBznashRMZxx7XJjsVp27ACUE4eNIjEXbVYN6U8jSbU
hG++CfL8xXu+GHDqKmFE6Po6HnuURvLFVnCtE3mXXBcVFlPy+octfx8nOMLT3X8O
9UehIigJ34o2yMm/Fq3HUJzg2BsiAiGgtr0vmeoV9Q7upSNj9TuOumAzZFi4pYA+
qwIDAQAB
-----END PUBLIC KEY-----`;
const HEADER =
  't=1705854411204,v0=jz/0dmHJ63FAzacGutrDTEoq+iSz/PHm/ugdooXDQu5NwuVIT2LmZGjsnCsBHgR9Py6OBP9zurzW4dHgygU4EDqmMPTUOvhvndYb4lWt+TY66LihaFI2whL6DAf/jb1QjYjNU0A6x9SLzC45dgE6X7zTDUM+2Z+scG/WEQf6SxQMt4E2sEipl5PqMK5lYUe3otdJV+X2c9D64bGwCEE7QSia+Vhozg8QNOQEk/rdz2IEONIg6oC43CeiN4E2kF9XLAGuy9uAHx9O9OJH5ZPLJZjyo4VcXYeWQgxaQ1gZ1Qu6hEEzgiPSff/1nou58dm4bIIazgCWli/mO0NyGcpfFw==';
const BODY = '{"message":"Hello World!"}';
const SIGNED_AT = 1_705_854_411_204;

const raw = (header: string, body = BODY) => ({
  ...{ headers: { 'x-webhook-signature': header }, body: Buffer.from(body) },
  receivedAt: SIGNED_AT,
});

describe('a signature', () => {
  it('of the published vector is good, by the time that is in it', () => {
    expect(signedAt(raw(HEADER), readPublicKeys([PEM]))).toBe(SIGNED_AT);
  });

  it('is good for these bytes, this time and this key alone', () => {
    const keys = readPublicKeys([PEM]);
    expect(signedAt(raw(HEADER, `${BODY} `), keys)).toBeNull();
    expect(signedAt(raw(HEADER.replace('1705854411204', '1705854411205')), keys)).toBeNull();
    expect(signedAt(raw(`${HEADER},t=1`), keys)).toBeNull();
    expect(signedAt(raw(''), keys)).toBeNull();
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    expect(signedAt(raw(HEADER), [publicKey])).toBeNull();
  });

  it('of either key is good while one is replaced [secret.rolled]', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const der = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    expect(signedAt(raw(HEADER), readPublicKeys([der, PEM]))).toBe(SIGNED_AT);
  });

  it('over the text that was hashed once is none', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const once = sign('RSA-SHA256', Buffer.from(`${SIGNED_AT}.${BODY}`), privateKey).toString('base64');
    expect(signedAt(raw(`t=${SIGNED_AT},v0=${once}`), [publicKey])).toBeNull();
    const digest = createHash('sha256').update(`${SIGNED_AT}.${BODY}`).digest();
    const twice = sign('RSA-SHA256', digest, privateKey).toString('base64');
    expect(signedAt(raw(`t=${SIGNED_AT},v0=${twice}`), [publicKey])).toBe(SIGNED_AT);
  });
});

describe('a key', () => {
  it('is an RSA key in PEM, or its DER in base64, and nothing else', () => {
    expect(readPublicKey(PEM)).not.toBeNull();
    const { publicKey } = generateKeyPairSync('ed25519');
    expect(readPublicKey(String(publicKey.export({ type: 'spki', format: 'pem' })))).toBeNull();
    for (const text of ['', 'word', '-----BEGIN PUBLIC KEY-----']) expect(readPublicKey(text)).toBeNull();
    expect(() => readPublicKeys([])).toThrow('BRIDGE_WEBHOOK_KEY');
    expect(() => readPublicKeys(['word'])).toThrow('BRIDGE_WEBHOOK_KEY');
  });
});
