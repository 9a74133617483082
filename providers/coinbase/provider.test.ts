import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { parseSettings } from '@diboas/server/settings';
import { describe, expect, it } from 'vitest';
import { coinbase, marketOf } from './provider.ts';

const REQUIRED = {
  WORLD: 'sandbox',
  DATABASE_URL: 'postgres://user:secret@127.0.0.1:5432/diboas',
  AUTH_SECRET: 'a secret that is long enough to sign with',
};
const LIVE = {
  WORLD: 'live',
  DATABASE_URL: 'postgres://user:secret@127.0.0.1:5432/diboas',
  PUBLIC_URL: 'https://app.example.com',
  ...{ AUTH_SECRET: random(), AUDIT_KEY: random(), PAYLOAD_KEYS: random() },
  DEPOSIT_ADDRESS_SOLANA: 'nick6zJc6HpW3kfBm4xS2dmbuVRyb5F3AnUvj5ymzR5',
};

const ed25519 = randomBytes(64).toString('base64');
const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ format: 'pem', type: 'sec1' })
  .toString();
const COINBASE = {
  COINBASE_API_KEY_ID: 'id',
  COINBASE_API_KEY_SECRET: ed25519,
  COINBASE_WEBHOOK_SECRET: 'a1b2',
  COINBASE_PLATFORM_URL: 'http://127.0.0.1:1/platform',
  COINBASE_DEVELOPER_URL: 'http://127.0.0.1:1',
};

function random(): string {
  return randomBytes(32).toString('base64url');
}

function refusalOf(
  changes: Readonly<Record<string, string | undefined>>,
  world: object = REQUIRED,
): string[] {
  const outcome = parseSettings({ ...world, ...changes }, [coinbase]);
  return outcome.ok ? [] : outcome.refusal;
}

const WHOLE = {
  COINBASE_API_KEY_ID: 'id',
  COINBASE_API_KEY_SECRET: Buffer.alloc(64, 7).toString('base64'),
  COINBASE_WEBHOOK_SECRET: 'new,old',
};

describe('the settings of Coinbase', () => {
  it('stand with its three secrets, and find its own addresses without being told', () => {
    expect(coinbase.configure(WHOLE)).toMatchObject({
      ok: true,
      value: {
        signingSecrets: { COINBASE_WEBHOOK_SECRET: ['new', 'old'] },
        addresses: {
          COINBASE_PLATFORM_URL: 'https://api.cdp.coinbase.com/platform',
          COINBASE_DEVELOPER_URL: 'https://api.developer.coinbase.com',
        },
      },
    });
  });

  it.each([
    ['US-NY', { country: 'US', subdivision: 'NY' }],
    ['DE', { country: 'DE', subdivision: null }],
  ])('read the market %s', (text, market) => {
    expect(marketOf(text)).toEqual(market);
  });

  it('want the state beside the United States', () => {
    expect(refusalOf({ COINBASE_MARKET: 'US' })).toEqual([expect.stringContaining('COINBASE_MARKET')]);
    expect(refusalOf({ ...COINBASE, COINBASE_MARKET: 'DE' })).toEqual([]);
  });

  it('take no address of its own in the sandbox, but in its test mode, in which nothing real moves', () => {
    const own = { ...COINBASE, COINBASE_PLATFORM_URL: undefined, COINBASE_DEVELOPER_URL: undefined };
    expect(refusalOf(COINBASE)).toEqual([]);
    expect(refusalOf(own)).toHaveLength(2);
    expect(refusalOf({ ...own, COINBASE_TEST_MODE: 'on' })).toEqual([]);
    expect(refusalOf({ ...own, COINBASE_TEST_MODE: 'yes' })).toEqual([
      expect.stringMatching('COINBASE_TEST_MODE'),
    ]);
  });
});

describe('a key in PEM', () => {
  it.each([
    ['as it is', pem],
    ['with \\n written out', pem.replaceAll('\n', '\\n')],
    ['with line ends of Windows', pem.replaceAll('\n', '\r\n')],
    ['in quotes, on one line', `"${pem.replaceAll('\n', '\\n')}"`],
  ])('is read %s', (_how, secret) => {
    expect(refusalOf({ ...COINBASE, COINBASE_API_KEY_SECRET: secret })).toEqual([]);
  });

  it.each([
    ['cut', pem.slice(0, 80)],
    ['of no key', '-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----'],
    [
      'of another curve',
      generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    ],
    ['in base64 that is too short', ed25519.slice(4)],
    ['of somebody who types', '-----BEGIN hunter2'],
  ])('%s is refused in words of ours', (_how, secret) => {
    const [refusal, ...more] = refusalOf({ ...COINBASE, COINBASE_API_KEY_SECRET: secret });
    expect(more).toEqual([]);
    expect(refusal).toMatch(/^COINBASE_API_KEY_SECRET (must|is no) /);
    expect(refusal).not.toMatch(/error:|asn1|DECODER|hunter2/i);
  });
});

describe('the live world of Coinbase', () => {
  const REAL = {
    COINBASE_API_KEY_ID: 'id',
    COINBASE_API_KEY_SECRET: ed25519,
    COINBASE_WEBHOOK_SECRET: random(),
  };

  it('starts with its secrets', () => expect(refusalOf(REAL, LIVE)).toEqual([]));

  it.each([
    ['COINBASE_PLATFORM_URL', 'http://coinbase-egress/platform'],
    ['COINBASE_DEVELOPER_URL', 'http://coinbase-egress'],
    ['COINBASE_WEBHOOK_SECRET', 'coinbase-webhooks-sandbox'],
    ['COINBASE_TEST_MODE', 'on'],
  ])('does not start with %s=%s', (name, value) => {
    expect(refusalOf({ ...REAL, [name]: value }, LIVE)).toEqual([expect.stringMatching(`^${name} `)]);
  });
});
