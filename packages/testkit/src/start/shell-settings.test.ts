import { PROVIDERS } from '@diboas/providers';
import { createSecretSource, makeSecrets, outsideSettings } from '@diboas/providers-kit';
import { describe, expect, it } from 'vitest';
import { refuseShellSettings } from './shell-settings.ts';

const secrets = makeSecrets(PROVIDERS, createSecretSource());
const NOWHERE = Object.fromEntries(PROVIDERS.map(({ id }) => [id, 'http://127.0.0.1:1']));

describe('settings of the server in the shell', () => {
  const told = {
    WORLD: 'sandbox',
    DATABASE_URL: 'postgres://127.0.0.1/diboas',
    ...outsideSettings(PROVIDERS, { secrets, urls: NOWHERE }),
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
      ...Object.fromEntries(Object.keys(secrets).map((name) => [name, 'another'])),
    };
    expect(() => refuseShellSettings(shell, told)).not.toThrow();
  });
});
