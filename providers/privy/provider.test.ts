import { createSecretSource, makeSecrets, NO_CHAINS } from '@diboas/providers-kit';
import { describe, expect, it } from 'vitest';
import { privy } from './provider.ts';

const SECRETS = makeSecrets([privy], createSecretSource());

function configuredWith(texts: Readonly<Record<string, string>>) {
  const outcome = privy.configure(texts);
  if (!outcome.ok || outcome.value === null) throw new Error('the settings were refused');
  return outcome.value;
}

describe('Privy as a provider', () => {
  it('is not there without its secrets, and needs all that it is known by', () => {
    expect(privy.configure({})).toEqual({ ok: true, value: null });
    const { PRIVY_PAYING_WALLETS: _left, ...some } = SECRETS;
    expect(privy.configure(some)).toEqual({
      ok: false,
      refusal: [expect.stringMatching(/PRIVY_PAYING_WALLETS are given together, or none of them$/)],
    });
  });

  it.each([
    ['PRIVY_AUTHORIZATION_KEY', 'abc'],
    ['PRIVY_AUTHORIZATION_KEY', Buffer.from('no key').toString('base64')],
    ['PRIVY_WEBHOOK_SECRET', 'whsec_short'],
    ['PRIVY_PAYING_WALLETS', 'two words'],
    ['PRIVY_URL', 'https://api.privy.io/?key=1'],
  ])('refuses a wrong %s by its name, and never repeats it', (name, value) => {
    const outcome = privy.configure({ ...SECRETS, [name]: value });
    expect(outcome.ok ? [] : outcome.refusal).toEqual([
      expect.stringMatching(new RegExp(`^${name} must be`)),
    ]);
    expect(outcome.ok ? '' : outcome.refusal.join()).not.toContain(value);
  });

  it('is called at its own address, encrypted, in the live world, and never there in the sandbox', () => {
    expect(configuredWith(SECRETS).dangers('live')).toEqual([]);
    expect(configuredWith(SECRETS).dangers('sandbox')).toEqual([expect.stringMatching(/^PRIVY_URL /)]);
    const local = configuredWith({ ...SECRETS, PRIVY_URL: 'http://127.0.0.1:9' });
    expect(local.dangers('sandbox')).toEqual([]);
    expect(local.dangers('live')).toEqual([expect.stringMatching(/^PRIVY_URL must begin with https/)]);
  });

  it('has addresses on no network that nobody says where it is', async () => {
    const { wallet } = await configuredWith({ ...SECRETS, PRIVY_URL: 'http://127.0.0.1:9' }).open({
      ...{ world: 'sandbox', timeoutMs: 1_000, now: () => 0, ...NO_CHAINS, reportCredentials: () => {} },
      worth: () => null,
    });
    expect(wallet).toMatchObject({ id: 'privy', name: 'Privy', roles: ['WALLET'], networks: [] });
  });
});
