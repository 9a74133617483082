import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { generateJwt } from '@coinbase/cdp-sdk/auth';
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { API_KEY, NOW } from '../on-ramp/adapter-for-tests.ts';
import { createBearerToken, readApiKey } from './bearer-token.ts';

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const EC_KEY = { id: 'ec', secret: ec.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
const URL_ASKED = new URL('http://127.0.0.1:12112/platform/v2/onramp/sessions?a=1');

describe.each([
  ['Ed25519', API_KEY, 'EdDSA'],
  ['EC', EC_KEY, 'ES256'],
])('a token by an %s key', (_name, secret, algorithm) => {
  const key = readApiKey(secret);
  const ask = { method: 'POST', url: URL_ASKED, now: NOW };

  it('is good for one request, for two minutes, of which half a minute has passed', async () => {
    const token = await createBearerToken(key, ask);
    const { payload } = await jwtVerify(token, createPublicKey(key.privateKey), {
      currentDate: new Date(NOW),
    });
    const seconds = NOW / 1_000 - 30;
    expect(payload).toEqual({
      sub: secret.id,
      iss: 'cdp',
      uris: ['POST 127.0.0.1:12112/platform/v2/onramp/sessions'],
      iat: seconds,
      nbf: seconds,
      exp: seconds + 120,
    });
  });

  it('has the same form as the one of the official SDK', async () => {
    const official = await generateJwt({
      apiKeyId: secret.id,
      apiKeySecret: secret.secret,
      requestMethod: ask.method,
      requestHost: URL_ASKED.host,
      requestPath: URL_ASKED.pathname,
    });
    // Only the time and the nonce may differ.
    const { iat = 0 } = decodeJwt(official);
    const ours = await createBearerToken(key, { ...ask, now: iat * 1_000 + 30_000 });
    expect(decodeJwt(ours)).toEqual(decodeJwt(official));
    const { nonce, ...header } = decodeProtectedHeader(ours);
    expect(header).toEqual({ alg: algorithm, kid: secret.id, typ: 'JWT' });
    expect(decodeProtectedHeader(official)).toEqual({ ...header, nonce: expect.any(String) });
    expect(nonce).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is never the same twice', async () => {
    expect(await createBearerToken(key, ask)).not.toBe(await createBearerToken(key, ask));
  });
});

describe('a key of neither form is refused at once', () => {
  const pem = EC_KEY.secret;

  it.each([
    ['too short', 'c2hvcnQ='],
    ['none', ''],
    ['with a line end', `${API_KEY.secret}\n`],
    ['in quotes', `"${API_KEY.secret}"`],
    ['with a letter that base64 has not', API_KEY.secret.replace('r', '*')],
    ['PEM with its line ends written out', pem.replaceAll('\n', '\\n')],
    ['PEM in quotes', `"${pem}"`],
    ['PEM cut short', pem.slice(0, 80)],
  ])('%s, by the name of its setting and without OpenSSL', (_name, secret) => {
    expect(() => readApiKey({ id: 'x', secret })).toThrow('COINBASE_API_KEY_SECRET');
  });

  it.each(['', 'a b', 'key\n', '"key"\u00a0'])('with the id %j', (id) => {
    expect(() => readApiKey({ id, secret: API_KEY.secret })).toThrow('COINBASE_API_KEY_ID');
  });

  it.each([
    ['RSA', generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey],
    ['another curve', generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey],
  ])('%s in PEM, with which every request would fail unsent', (_name, key) => {
    const secret = key.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(() => readApiKey({ id: 'x', secret })).toThrow('P-256');
  });
});
