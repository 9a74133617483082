import { describe, expect, it } from 'vitest';
import { isSolanaAddress, movesRealMoney, parseSettings } from './settings.ts';

const REQUIRED = {
  DATABASE_URL: 'postgres://user:secret@127.0.0.1:5432/diboas',
  STRIPE_BASE_URL: 'http://127.0.0.1:3101',
  STRIPE_API_KEY: 'sk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
  AUTH_SECRET: 'a secret that is long enough to sign with',
};

function refusalOf(changes: Record<string, string | undefined>): string[] {
  const outcome = parseSettings({ ...REQUIRED, ...changes });
  return outcome.ok ? [] : outcome.refusal;
}

describe('settings', () => {
  it('need only what has no sensible default', () => {
    const outcome = parseSettings(REQUIRED);
    expect(outcome).toMatchObject({
      ok: true,
      value: { host: '127.0.0.1', port: 3000, publicUrl: null, mailbox: false, webDist: null, paceFactor: 1 },
    });
    if (outcome.ok) expect(isSolanaAddress(outcome.value.depositAddressSolana)).toBe(true);
  });

  it('name every missing variable at once', () => {
    expect(parseSettings({})).toEqual({
      ok: false,
      refusal: Object.keys(REQUIRED).map((name) => `${name} is missing`),
    });
  });

  it('say what is wrong, and never repeat a value that may be a secret', () => {
    const refusal = refusalOf({
      AUTH_SECRET: 'hunter2',
      DATABASE_URL: 'mysql://root:hunter2@db',
      PORT: '99999',
    });
    expect(refusal).toEqual([
      'DATABASE_URL must be an address like postgres://user:password@host:5432/name',
      'PORT must be 65535 at most',
      'AUTH_SECRET must have 32 characters at least',
    ]);
    expect(refusal.join()).not.toContain('hunter2');
  });

  it('take an empty variable for one that is not set', () => {
    expect(parseSettings({ ...REQUIRED, PORT: '', WEB_DIST: '' })).toMatchObject({
      ok: true,
      value: { port: 3000 },
    });
  });

  it('refuse to show sign-in links in production unless forced', () => {
    expect(refusalOf({ MAILBOX: 'on', NODE_ENV: 'production' })).toHaveLength(1);
    expect(refusalOf({ MAILBOX: 'forced', NODE_ENV: 'production' })).toEqual([]);
    expect(refusalOf({ MAILBOX: 'on' })).toEqual([]);
  });

  describe('with a real provider', () => {
    const REAL = { STRIPE_BASE_URL: 'https://api.stripe.com' };
    const OURS = { DEPOSIT_ADDRESS_SOLANA: 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v' };
    const COINBASE = {
      COINBASE_API_KEY_ID: 'id',
      COINBASE_API_KEY_SECRET: 'secret',
      COINBASE_WEBHOOK_SECRET: 'whsec',
    };

    it('refuse to have real money delivered to an address that belongs to nobody', () => {
      expect(refusalOf(REAL)).toEqual([expect.stringContaining('DEPOSIT_ADDRESS_SOLANA')]);
      const sandbox = parseSettings(REQUIRED);
      const nobodys = sandbox.ok ? sandbox.value.depositAddressSolana : '';
      expect(refusalOf({ ...REAL, DEPOSIT_ADDRESS_SOLANA: nobodys })).toHaveLength(1);
      expect(refusalOf(COINBASE)).toHaveLength(1);
      expect(refusalOf({ ...REAL, ...OURS })).toEqual([]);
    });

    it('refuse to show sign-in links unless forced, whatever NODE_ENV says', () => {
      expect(refusalOf({ ...REAL, ...OURS, MAILBOX: 'on' })).toEqual([expect.stringContaining('MAILBOX=on')]);
      expect(refusalOf({ ...REAL, ...OURS, MAILBOX: 'forced' })).toEqual([]);
    });

    it.each([
      [{}, false],
      [{ ...REAL, ...OURS }, true],
      [{ ...COINBASE, ...OURS }, true],
      [
        {
          ...COINBASE,
          COINBASE_PLATFORM_URL: 'http://127.0.0.1:1/platform',
          COINBASE_DEVELOPER_URL: 'http://127.0.0.1:1',
        },
        false,
      ],
    ])('know that real money moves: %j', (changes, expected) => {
      const outcome = parseSettings({ ...REQUIRED, ...changes });
      expect(outcome.ok && movesRealMoney(outcome.value)).toBe(expected);
      expect(outcome.ok).toBe(true);
    });
  });

  it('refuse a public address with a path, and a deposit address that is not 32 bytes', () => {
    expect(refusalOf({ PUBLIC_URL: 'http://localhost:3000/app' })).toHaveLength(1);
    expect(refusalOf({ DEPOSIT_ADDRESS_SOLANA: 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v' })).toEqual([]);
    expect(refusalOf({ DEPOSIT_ADDRESS_SOLANA: 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt' })).toHaveLength(
      1,
    );
    expect(refusalOf({ DEPOSIT_ADDRESS_SOLANA: 'DiBoaS' })).toHaveLength(1);
    expect(isSolanaAddress('1'.repeat(32))).toBe(true);
  });
});
