import { describe, expect, it } from 'vitest';
import { refuseShellSettings } from './shell-settings.ts';

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
    };
    expect(() => refuseShellSettings(shell, told)).not.toThrow();
  });
});
