import { randomBytes } from 'node:crypto';
import { example } from '@diboas/example';
import { CHAIN_NETWORKS } from '@diboas/networks';
import { describe, expect, it } from 'vitest';
import { isAddressOf, SANDBOX_DEPOSIT_ADDRESSES } from './deposit-address.ts';
import { parseSettings } from './settings.ts';
import type { Settings } from './shape.ts';

const REQUIRED = {
  WORLD: 'sandbox',
  DATABASE_URL: 'postgres://user:secret@127.0.0.1:5432/diboas',
  AUTH_SECRET: 'a secret that is long enough to sign with',
};

const EXAMPLE = {
  EXAMPLE_BASE_URL: 'http://127.0.0.1:1',
  EXAMPLE_API_KEY: 'test_1',
  EXAMPLE_WEBHOOK_SECRET: 'a1b2',
};

type Changes = Readonly<Record<string, string | undefined>>;

function refusalOf(changes: Changes): string[] {
  const outcome = parseSettings({ ...REQUIRED, ...changes }, [example]);
  return outcome.ok ? [] : outcome.refusal;
}

function settingsOf(changes: Changes): Settings {
  const outcome = parseSettings({ ...REQUIRED, ...changes }, [example]);
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
    for (const network of CHAIN_NETWORKS)
      expect(isAddressOf(network)(settingsOf({}).depositAddresses.get(network) ?? ''), network).toBe(true);
  });

  it('name every missing variable at once, the world among them', () => {
    expect(parseSettings({}, [example])).toEqual({
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
      EXAMPLE_BASE_URL: 'hunter2',
      TRUSTED_PROXIES: 'hunter2',
    });
    expect(refusal.map((line) => line.split(' ')[0])).toEqual([
      ...['DATABASE_URL', 'PORT', 'AUTH_SECRET', 'TRUSTED_PROXIES', 'EXAMPLE_BASE_URL'],
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
    expect(refusalOf({ DEPOSIT_ADDRESS_SOLANA: `solana:${SANDBOX_DEPOSIT_ADDRESSES.solana}` })).toHaveLength(
      1,
    );
    expect(isAddressOf('solana')('1'.repeat(32))).toBe(true);
  });

  it('name a contact by its whole address', () => {
    for (const contact of ['mailto:security@example.com', 'https://example.com/report'])
      expect(settingsOf({ SECURITY_CONTACT: contact }).securityContact).toBe(contact);
    for (const contact of ['security@example.com', 'http://example.com', 'mailto:nobody'])
      expect(refusalOf({ SECURITY_CONTACT: contact })).toEqual([expect.stringContaining('SECURITY_CONTACT')]);
  });
});

describe('a text setting', () => {
  const every = Object.entries({
    ...REQUIRED,
    ...EXAMPLE,
    HOST: '127.0.0.1',
    PORT: '3000',
    PUBLIC_URL: 'http://localhost:3000',
    LOG_LEVEL: 'warn',
    AUDIT_KEY: 'k'.repeat(32),
    CLOSINGS: 'fed:2027-01-09',
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

describe('addresses of chains', () => {
  it('are those of the networks that are named, as paths are put behind them', () => {
    expect([...settingsOf({}).chainUrls]).toEqual([]);
    const { chainUrls } = settingsOf({
      CHAIN_URL_BITCOIN: 'https://mempool.example/testnet4/',
      CHAIN_URL_SUI: 'http://127.0.0.1:9',
    });
    expect([...chainUrls]).toEqual([
      ['bitcoin', 'https://mempool.example/testnet4'],
      ['sui', 'http://127.0.0.1:9'],
    ]);
  });

  it('have one apart for what is signed for Ethereum, where one is named', () => {
    expect(settingsOf({}).ethereumSubmitUrl).toBeNull();
    const { ethereumSubmitUrl } = settingsOf({ CHAIN_SUBMIT_URL_ETHEREUM: 'https://relay.example/' });
    expect(ethereumSubmitUrl).toBe('https://relay.example');
  });

  it('are no addresses of anything else', () => {
    expect(refusalOf({ CHAIN_URL_ETHEREUM: 'wss://node.example' })).toEqual([
      expect.stringMatching(/^CHAIN_URL_ETHEREUM /),
    ]);
  });
});

describe('secrets in a list', () => {
  it('are all taken, the first one first', () => {
    const settings = settingsOf({
      ...EXAMPLE,
      AUTH_SECRET: `${'n'.repeat(32)}, ${'o'.repeat(32)}`,
      AUDIT_KEY: `${'p'.repeat(32)},${'q'.repeat(32)}`,
      EXAMPLE_WEBHOOK_SECRET: 'new,old',
    });
    expect(settings.authSecrets).toEqual(['n'.repeat(32), 'o'.repeat(32)]);
    expect(settings.auditKeys).toEqual(['p'.repeat(32), 'q'.repeat(32)]);
    expect(settings.providers.map(({ signingSecrets }) => signingSecrets)).toEqual([
      { EXAMPLE_WEBHOOK_SECRET: ['new', 'old'] },
    ]);
  });

  it('are each held to the rule', () => {
    expect(refusalOf({ AUTH_SECRET: `${'n'.repeat(32)},short` })).toEqual([
      'AUTH_SECRET must have 32 characters at least',
    ]);
    expect(refusalOf({ ...EXAMPLE, EXAMPLE_WEBHOOK_SECRET: 'new,' })).toEqual([
      'EXAMPLE_WEBHOOK_SECRET has an empty secret between its commas',
    ]);
    expect(refusalOf({ ...EXAMPLE, EXAMPLE_WEBHOOK_SECRET: 'new old' })).toHaveLength(1);
  });
});

describe('closings', () => {
  it('are calendars and days that there are', () => {
    expect(settingsOf({}).closings).toEqual([]);
    expect(settingsOf({ CLOSINGS: 'fed:2027-01-09, nyse:2027-01-09' }).closings).toEqual([
      { calendar: 'fed', day: '2027-01-09' },
      { calendar: 'nyse', day: '2027-01-09' },
    ]);
  });

  it.each(['2027-01-09', 'fed:2027-02-29', 'fed:9 January', 'lse:2027-01-09', 'fed:2027-01-09:x', 'fed'])(
    'are not %s',
    (given) => {
      expect(refusalOf({ CLOSINGS: given })).toEqual([expect.stringMatching('^CLOSINGS must be')]);
    },
  );
});

describe('keys of operators', () => {
  const [one, two, three] = ['1', '2', '3'].map((digit) => digit.repeat(64));

  it('are names with digests, two of a name while one is rolled', () => {
    const { operatorKeys } = settingsOf({ OPERATOR_KEYS: `ana:${one}, ana:${two},b.n@example.com:${three}` });
    expect(operatorKeys.map(({ name, digest }) => [name, digest.toString('hex')])).toEqual([
      ['ana', one],
      ['ana', two],
      ['b.n@example.com', three],
    ]);
    expect(settingsOf({}).operatorKeys).toEqual([]);
  });

  it.each([`Ana:${one}`, `a:${one}`, `ana:${one}0`, 'ana:the key itself, which is no digest', `${one}`])(
    'are not %s',
    (given) => {
      expect(refusalOf({ OPERATOR_KEYS: given })).toEqual([
        expect.stringMatching('^OPERATOR_KEYS must be names'),
      ]);
    },
  );

  it('are of one person each, and not three of one', () => {
    expect(refusalOf({ OPERATOR_KEYS: `ana:${one},ben:${one}` })).toEqual([
      expect.stringContaining('one key twice'),
    ]);
    expect(refusalOf({ OPERATOR_KEYS: `ana:${one},ana:${two},ana:${three}` })).toEqual([
      expect.stringContaining('more than two keys of one operator'),
    ]);
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
  it('takes no address of a provider, unless nothing real moves there', () => {
    const own = { ...EXAMPLE, EXAMPLE_BASE_URL: 'https://api.example.test' };
    expect(refusalOf({ ...own, EXAMPLE_API_KEY: 'live_1' })).toEqual([
      expect.stringContaining('EXAMPLE_BASE_URL'),
    ]);
    expect(refusalOf(own)).toEqual([]);
    expect(refusalOf(EXAMPLE)).toEqual([]);
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
    ...{ EXAMPLE_API_KEY: 'live_1', EXAMPLE_WEBHOOK_SECRET: random() },
    AUTH_SECRET: random(),
    AUDIT_KEY: random(),
    PAYLOAD_KEYS: random(),
    DEPOSIT_ADDRESS_SOLANA: 'nick6zJc6HpW3kfBm4xS2dmbuVRyb5F3AnUvj5ymzR5',
  };
  function refusalOfLive(changes: Changes): string[] {
    const outcome = parseSettings({ ...LIVE, ...changes }, [example]);
    return outcome.ok ? [] : outcome.refusal;
  }

  it('starts with everything that it needs', () => {
    expect(refusalOfLive({})).toEqual([]);
  });

  it.each([
    ['PUBLIC_URL', undefined],
    ['PUBLIC_URL', 'http://app.example.com'],
    ['AUDIT_KEY', undefined],
    ['PAYLOAD_KEYS', undefined],
    ['DEPOSIT_ADDRESS_SOLANA', undefined],
    ['DEPOSIT_ADDRESS_SOLANA', SANDBOX_DEPOSIT_ADDRESSES.solana],
    ['DEPOSIT_ADDRESS_ETHEREUM', SANDBOX_DEPOSIT_ADDRESSES.ethereum],
    ['DEPOSIT_ADDRESS_ETHEREUM', '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'],
    ['DEPOSIT_ADDRESS_SOLANA', 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v'],
    ['DEPOSIT_ADDRESS_SOLANA', '1nc1nerator11111111111111111111111111111111'],
    ['CHAIN_URL_SOLANA', 'http://127.0.0.1:8899'],
    ['MAILBOX', 'on'],
    ['MAILBOX', 'forced'],
    ['PACE_FACTOR', '0.5'],
    ['EXAMPLE_API_KEY', 'test_1'],
    ['EXAMPLE_BASE_URL', 'http://egress'],
    ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
    ['AUTH_SECRET', 'a'.repeat(32)],
    ['AUTH_SECRET', 'password'.repeat(5)],
    ['AUTH_SECRET', 'please-change-me-before-going-to-production'],
    ['AUTH_SECRET', `${random()},${'ab'.repeat(20)}`],
    ['AUDIT_KEY', '01234567'.repeat(4)],
    ['EXAMPLE_WEBHOOK_SECRET', 'x'],
    ['EXAMPLE_WEBHOOK_SECRET', 'webhooks-of-the-sandbox'],
  ])('does not start with %s=%s, and says what to change [settings.misfit]', (name, value) => {
    expect(refusalOfLive({ [name]: value })).toEqual([expect.stringMatching(`^${name}.*\\.$`)]);
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
    // Chance makes these too, once in some ten thousand.
    const withRun = `${randomBytes(8).toString('hex')}12345${randomBytes(8).toString('hex')}`;
    expect(refusalOfLive({ AUTH_SECRET: withRun })).toEqual([]);
  });
});
