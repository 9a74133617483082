import { describe, expect, it } from 'vitest';
import { commandEnvironment } from './run-environment.mjs';
import { refuseShellSettings } from './shell-settings.ts';

describe('the environment of what we start', () => {
  it('leaves out what is meant for other programs', () => {
    const shell = {
      PATH: '/bin',
      LANG: 'tr_TR',
      PGHOST: 'elsewhere',
      PGSSLMODE: 'require',
      PGOPTIONS: '-c datestyle=German',
      PGSERVICEFILE: '/nowhere',
      NODE_OPTIONS: '--inspect=9229',
      NODE_USE_ENV_PROXY: '1',
      HTTP_PROXY: 'http://proxy:3128',
      BETTER_AUTH_TRUSTED_ORIGINS: 'https://evil.example',
      POSTGRES_URL: 'kept',
    };
    expect(commandEnvironment(shell)).toEqual({
      ...{ PATH: '/bin', LANG: 'tr_TR', HTTP_PROXY: 'http://proxy:3128', POSTGRES_URL: 'kept' },
      ...{ NO_PROXY: 'localhost,127.0.0.1,::1', no_proxy: 'localhost,127.0.0.1,::1' },
    });
  });

  it('keeps what else is reached without a proxy, and is the same when it is made twice', () => {
    const once = commandEnvironment({ no_proxy: 'internal.example,localhost' });
    expect(once.NO_PROXY).toBe('internal.example,localhost,127.0.0.1,::1');
    expect(commandEnvironment(once)).toEqual(once);
  });
});

describe('settings of the server in the shell', () => {
  const told = {
    WORLD: 'sandbox',
    DATABASE_URL: 'postgres://127.0.0.1/diboas',
    STRIPE_BASE_URL: 'http://127.0.0.1:1',
    STRIPE_API_KEY: 'sk_test_1',
    STRIPE_WEBHOOK_SECRET: 'whsec_1',
    AUTH_SECRET: 'a secret that is long enough to sign with',
  };

  it.each([
    ['AUDIT_KEY', 'short'],
    ['LOG_LEVEL', 'chatty'],
    ['TRUSTED_PROXIES', 'on'],
    ['DEPOSIT_ADDRESS_SOLANA', 'mine'],
  ])('are refused in words before anything is built: %s=%s', (name, value) => {
    expect(() => refuseShellSettings({ [name]: value }, told)).toThrow(`  ${name} `);
  });

  it('are no trouble when they are good, or when npm start sets them itself', () => {
    const shell = {
      LOG_LEVEL: 'trace',
      TRUST_PROXY: 'true',
      WORLD: 'live',
      STRIPE_API_KEY: 'sk_live_1',
      PGSSLMODE: 'require',
    };
    expect(() => refuseShellSettings(shell, told)).not.toThrow();
  });
});
