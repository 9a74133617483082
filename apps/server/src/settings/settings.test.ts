import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseSettings, type Settings } from './settings.ts';
import { isSolanaAddress, SANDBOX_DEPOSIT_ADDRESS } from './solana-address.ts';

const REQUIRED = {
  WORLD: 'sandbox',
  DATABASE_URL: 'postgres://user:secret@127.0.0.1:5432/diboas',
  AUTH_SECRET: 'a secret that is long enough to sign with',
  STRIPE_BASE_URL: 'http://127.0.0.1:3101',
  STRIPE_API_KEY: 'sk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
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

type Changes = Readonly<Record<string, string | undefined>>;

function refusalOf(changes: Changes): string[] {
  const outcome = parseSettings({ ...REQUIRED, ...changes });
  return outcome.ok ? [] : outcome.refusal;
}

function settingsOf(changes: Changes): Settings {
  const outcome = parseSettings({ ...REQUIRED, ...changes });
  if (!outcome.ok) throw new Error(outcome.refusal.join('\n'));
  return outcome.value;
}

/** The settings as data: two providers that read the same are opened the same. */
function readAs(changes: Changes) {
  const settings = settingsOf(changes);
  return { ...settings, providers: settings.providers.map(({ id, given }) => ({ id, given })) };
}

describe('settings', () => {
  it('need only what has no sensible default', () => {
    expect(settingsOf({})).toMatchObject({
      ...{ world: 'sandbox', host: '127.0.0.1', port: 3000, publicUrl: null, mailbox: false, webDist: null },
      ...{ drainSeconds: 0, liveSocketsMax: 20_000 },
      ...{ paceFactor: 1, trustedProxies: [], auditKeys: [], migrateDatabaseUrl: null },
    });
    expect(isSolanaAddress(settingsOf({}).depositAddressSolana)).toBe(true);
  });

  it('name every missing variable at once, the world among them', () => {
    expect(parseSettings({})).toEqual({
      ok: false,
      refusal: Object.keys(REQUIRED).map((name) => expect.stringMatching(`^${name} is missing`)),
    });
    expect(refusalOf({ WORLD: 'production' })).toEqual(['WORLD must be sandbox or live']);
  });

  it('say what is wrong, and never repeat a value that may be a secret', () => {
    const refusal = refusalOf({
      AUTH_SECRET: 'hunter2',
      DATABASE_URL: 'mysql://root:hunter2@db',
      PORT: '99999',
      COINBASE_API_KEY_SECRET: '-----BEGIN hunter2',
      TRUSTED_PROXIES: 'hunter2',
    });
    expect(refusal.map((line) => line.split(' ')[0])).toEqual([
      ...['DATABASE_URL', 'PORT', 'AUTH_SECRET', 'TRUSTED_PROXIES', 'COINBASE_API_KEY_SECRET'],
    ]);
    expect(refusal.join()).not.toContain('hunter2');
  });

  it('take an empty variable for one that is not set', () => {
    expect(settingsOf({ PORT: '', WEB_DIST: ' \n' })).toMatchObject({ port: 3000, webDist: null });
  });

  it('refuse a public address with a path, and a deposit address that is not 32 bytes', () => {
    expect(refusalOf({ PUBLIC_URL: 'http://localhost:3000/app' })).toHaveLength(1);
    expect(refusalOf({ DEPOSIT_ADDRESS_SOLANA: 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt' })).toHaveLength(
      1,
    );
    expect(refusalOf({ DEPOSIT_ADDRESS_SOLANA: 'DiBoaS' })).toHaveLength(1);
    expect(isSolanaAddress('1'.repeat(32))).toBe(true);
  });

  it('name a contact by its whole address', () => {
    for (const contact of ['mailto:security@example.com', 'https://example.com/report'])
      expect(settingsOf({ SECURITY_CONTACT: contact }).securityContact).toBe(contact);
    for (const contact of ['security@example.com', 'http://example.com', 'mailto:nobody'])
      expect(refusalOf({ SECURITY_CONTACT: contact })).toEqual([expect.stringContaining('SECURITY_CONTACT')]);
  });

  it('want the state beside the United States', () => {
    expect(refusalOf({ COINBASE_MARKET: 'US' })).toEqual([expect.stringContaining('COINBASE_MARKET')]);
    expect(refusalOf({ ...COINBASE, COINBASE_MARKET: 'DE' })).toEqual([]);
  });
});

describe('a text setting', () => {
  const every = Object.entries({
    ...REQUIRED,
    ...COINBASE,
    HOST: '127.0.0.1',
    PORT: '3000',
    PUBLIC_URL: 'http://localhost:3000',
    LOG_LEVEL: 'warn',
    AUDIT_KEY: 'k'.repeat(32),
    TRUSTED_PROXIES: '10.0.0.1',
    MIGRATE_DATABASE_URL: 'postgres://owner@127.0.0.1/diboas',
    DATABASE_TLS: 'off',
    PAYLOAD_KEYS: 'p'.repeat(32),
    PAYLOAD_DAYS: '30',
  });
  const plain = Object.fromEntries(every);

  it.each(every)('%s means the same with white space and quotes around it', (name, value) => {
    for (const odd of [`${value}\n`, ` \t${value}\r\n`, `"${value}"`, `'${value}'\n`, `\uFEFF${value}`])
      expect(readAs({ ...plain, [name]: odd })).toEqual(readAs(plain));
  });

  it.each(every)(
    '%s is refused by its name when it is torn or has something unseen in it [secret.unseen]',
    (name, value) => {
      for (const odd of [
        `"${value}`,
        `${value}'`,
        `${value}\nx`,
        `${value}\u200b`,
        `\u0000${value}`,
        `${value}\u2028x`,
      ])
        expect(refusalOf({ ...plain, [name]: odd })).toEqual([expect.stringMatching(`^${name} `)]);
    },
  );
});

describe('a key in PEM', () => {
  it.each([
    ['as it is', pem],
    ['with \\n written out', pem.replaceAll('\n', '\\n')],
    ['with line ends of Windows', pem.replaceAll('\n', '\r\n')],
    ['in quotes, on one line', `"${pem.replaceAll('\n', '\\n')}"`],
  ])('is read %s', (_how, secret) => {
    const settings = settingsOf({ ...COINBASE, COINBASE_API_KEY_SECRET: secret });
    expect(settings.providers.map(({ id }) => id)).toEqual(['stripe', 'coinbase']);
  });

  it.each([
    ['cut', pem.slice(0, 80)],
    ['of no key', '-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----'],
    [
      'of another curve',
      generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    ],
    ['in base64 that is too short', ed25519.slice(4)],
  ])('%s is refused in words of ours', (_how, secret) => {
    const [refusal, ...more] = refusalOf({ ...COINBASE, COINBASE_API_KEY_SECRET: secret });
    expect(more).toEqual([]);
    expect(refusal).toMatch(/^COINBASE_API_KEY_SECRET (must|is no) /);
    expect(refusal).not.toMatch(/error:|asn1|DECODER/i);
  });
});

describe('secrets in a list', () => {
  it('are all taken, the first one first', () => {
    const settings = settingsOf({
      ...COINBASE,
      AUTH_SECRET: `${'n'.repeat(32)}, ${'o'.repeat(32)}`,
      AUDIT_KEY: `${'p'.repeat(32)},${'q'.repeat(32)}`,
      STRIPE_WEBHOOK_SECRET: 'whsec_new,whsec_old',
      COINBASE_WEBHOOK_SECRET: 'new,old',
    });
    expect(settings.authSecrets).toEqual(['n'.repeat(32), 'o'.repeat(32)]);
    expect(settings.auditKeys).toEqual(['p'.repeat(32), 'q'.repeat(32)]);
    expect(settings.providers.map(({ signingSecrets }) => signingSecrets)).toEqual([
      { STRIPE_WEBHOOK_SECRET: ['whsec_new', 'whsec_old'] },
      { COINBASE_WEBHOOK_SECRET: ['new', 'old'] },
    ]);
  });

  it('are each held to the rule', () => {
    expect(refusalOf({ AUTH_SECRET: `${'n'.repeat(32)},short` })).toEqual([
      'AUTH_SECRET must have 32 characters at least',
    ]);
    expect(refusalOf({ STRIPE_WEBHOOK_SECRET: 'whsec_new,' })).toEqual([
      'STRIPE_WEBHOOK_SECRET has an empty secret between its commas',
    ]);
    expect(refusalOf({ STRIPE_WEBHOOK_SECRET: 'whsec new' })).toHaveLength(1);
  });
});

describe('trusted proxies', () => {
  it('are addresses and networks', () => {
    const given = '10.1.2.3, 10.2.0.0/16,fd00::/8,::1';
    expect(settingsOf({ TRUSTED_PROXIES: given }).trustedProxies).toEqual(given.split(/, ?/));
  });

  it.each([
    'on',
    'proxy.internal',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/33',
    '10.0.0.0/08',
    '10.0.0.0/8/8',
    '10.0.0',
  ])('are not %s', (given) => {
    expect(refusalOf({ TRUSTED_PROXIES: given })).toEqual([expect.stringContaining('TRUSTED_PROXIES')]);
  });
});

describe('the sandbox', () => {
  it('takes no live key, and no address of a provider', () => {
    for (const key of ['sk_live_1', 'rk_live_1', '"sk_live_1"\n'])
      expect(refusalOf({ STRIPE_API_KEY: key })).toEqual([expect.stringContaining('STRIPE_API_KEY')]);
    for (const address of ['https://api.stripe.com', 'http://api.stripe.com.', 'https://API.Stripe.com:443'])
      expect(refusalOf({ STRIPE_BASE_URL: address })).toEqual([expect.stringContaining('STRIPE_BASE_URL')]);
    const { COINBASE_PLATFORM_URL: _platform, COINBASE_DEVELOPER_URL: _developer, ...defaults } = COINBASE;
    expect(refusalOf(defaults)).toHaveLength(2);
    expect(refusalOf(COINBASE)).toEqual([]);
  });

  it("takes Coinbase's own addresses in its test mode, in which nothing real moves", () => {
    const own = {
      ...{ ...COINBASE, COINBASE_PLATFORM_URL: undefined, COINBASE_DEVELOPER_URL: undefined },
      STRIPE_BASE_URL: REQUIRED.STRIPE_BASE_URL,
    };
    expect(refusalOf(own)).toHaveLength(2);
    expect(refusalOf({ ...own, COINBASE_TEST_MODE: 'on' })).toEqual([]);
    expect(refusalOf({ ...own, COINBASE_TEST_MODE: 'yes' })).toEqual([
      expect.stringMatching('COINBASE_TEST_MODE'),
    ]);
  });

  it('shows sign-in links to this machine only, unless somebody insists', () => {
    for (const host of ['127.0.0.1', 'localhost', '::1', '[::1]'])
      expect(refusalOf({ MAILBOX: 'on', HOST: host, PUBLIC_URL: 'http://localhost:3000' })).toEqual([]);
    for (const open of [
      { HOST: '0.0.0.0' },
      { HOST: '::' },
      { HOST: '10.0.0.5' },
      { PUBLIC_URL: 'https://demo.example.com' },
    ]) {
      expect(refusalOf({ MAILBOX: 'on', ...open })).toEqual([expect.stringContaining('MAILBOX=on')]);
      expect(refusalOf({ MAILBOX: 'forced', ...open })).toEqual([]);
    }
  });
});

describe('the live world', () => {
  const random = () => randomBytes(32).toString('base64url');
  const LIVE = {
    WORLD: 'live',
    DATABASE_URL: 'postgres://user:secret@127.0.0.1:5432/diboas',
    PUBLIC_URL: 'https://app.example.com',
    STRIPE_BASE_URL: 'https://api.stripe.com',
    STRIPE_API_KEY: 'sk_live_1',
    STRIPE_WEBHOOK_SECRET: `whsec_${random()}`,
    AUTH_SECRET: random(),
    AUDIT_KEY: random(),
    PAYLOAD_KEYS: random(),
    DEPOSIT_ADDRESS_SOLANA: 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v',
  };
  const REAL_COINBASE = {
    COINBASE_API_KEY_ID: 'id',
    COINBASE_API_KEY_SECRET: ed25519,
    COINBASE_WEBHOOK_SECRET: random(),
  };

  function refusalOfLive(changes: Changes): string[] {
    const outcome = parseSettings({ ...LIVE, ...changes });
    return outcome.ok ? [] : outcome.refusal;
  }

  it('starts with everything that it needs', () => {
    expect(refusalOfLive({})).toEqual([]);
    expect(refusalOfLive(REAL_COINBASE)).toEqual([]);
    expect(refusalOfLive({ STRIPE_API_KEY: 'rk_live_1' })).toEqual([]);
  });

  it.each([
    ['PUBLIC_URL', undefined],
    ['PUBLIC_URL', 'http://app.example.com'],
    ['AUDIT_KEY', undefined],
    ['PAYLOAD_KEYS', undefined],
    ['DEPOSIT_ADDRESS_SOLANA', undefined],
    ['DEPOSIT_ADDRESS_SOLANA', SANDBOX_DEPOSIT_ADDRESS],
    ['MAILBOX', 'on'],
    ['MAILBOX', 'forced'],
    ['PACE_FACTOR', '0.5'],
    ['STRIPE_API_KEY', 'sk_test_1'],
    ['STRIPE_API_KEY', 'pk_live_1'],
    ['STRIPE_BASE_URL', 'http://stripe-egress'],
    ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
    ['AUTH_SECRET', 'a'.repeat(32)],
    ['AUTH_SECRET', 'password'.repeat(5)],
    ['AUTH_SECRET', 'please-change-me-before-going-to-production'],
    ['AUTH_SECRET', `${random()},${'ab'.repeat(20)}`],
    ['AUDIT_KEY', '01234567'.repeat(4)],
    ['STRIPE_WEBHOOK_SECRET', 'x'],
    ['STRIPE_WEBHOOK_SECRET', 'whsec_sandbox'],
  ])('does not start with %s=%s, and says what to change [settings.misfit]', (name, value) => {
    expect(refusalOfLive({ [name]: value })).toEqual([expect.stringMatching(`^${name}.*\\.$`)]);
  });

  it.each([
    ['COINBASE_PLATFORM_URL', 'http://coinbase-egress/platform'],
    ['COINBASE_DEVELOPER_URL', 'http://coinbase-egress'],
    ['COINBASE_WEBHOOK_SECRET', 'coinbase-webhooks-sandbox'],
    ['COINBASE_TEST_MODE', 'on'],
  ])('holds Coinbase to the same: %s=%s', (name, value) => {
    expect(refusalOfLive({ ...REAL_COINBASE, [name]: value })).toEqual([expect.stringMatching(`^${name} `)]);
  });

  it('does not take one secret for two ends', () => {
    expect(refusalOfLive({ AUDIT_KEY: LIVE.AUTH_SECRET })).toEqual([
      'AUTH_SECRET and AUDIT_KEY have a secret in common: give each its own.',
    ]);
  });

  it('finds no secret weak that comes from chance', () => {
    for (let round = 0; round < 500; round += 1) {
      const secrets = [randomBytes(16).toString('hex'), randomBytes(24).toString('base64'), random()];
      expect(refusalOfLive({ AUTH_SECRET: secrets.join(',') })).toEqual([]);
    }
  });
});
