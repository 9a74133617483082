import { createSecretSource, makeSecrets, NO_CHAINS } from '@diboas/providers-kit';
import { describe, expect, it } from 'vitest';
import { turnkey } from './provider.ts';

const SECRETS = makeSecrets([turnkey], createSecretSource());

function configuredWith(texts: Readonly<Record<string, string>>) {
  const outcome = turnkey.configure(texts);
  if (!outcome.ok || outcome.value === null) throw new Error('the settings were refused');
  return outcome.value;
}

describe('Turnkey as a provider', () => {
  it('is not there without its key, and needs all that it is known by', () => {
    expect(turnkey.configure({})).toEqual({ ok: true, value: null });
    const { TURNKEY_WALLET_ID: _left, ...some } = SECRETS;
    expect(turnkey.configure(some)).toEqual({
      ok: false,
      refusal: [expect.stringMatching(/TURNKEY_WALLET_ID are given together, or none of them$/)],
    });
  });

  it.each([
    ['TURNKEY_API_PRIVATE_KEY', 'abc'],
    ['TURNKEY_API_PUBLIC_KEY', `04${'0'.repeat(64)}`],
    ['TURNKEY_URL', 'https://api.turnkey.com/?key=1'],
  ])('refuses a wrong %s by its name, and never repeats it', (name, value) => {
    const outcome = turnkey.configure({ ...SECRETS, [name]: value });
    expect(outcome.ok ? [] : outcome.refusal).toEqual([
      expect.stringMatching(new RegExp(`^${name} must be`)),
    ]);
    expect(outcome.ok ? '' : outcome.refusal.join()).not.toContain(value);
  });

  it('is called at its own address, encrypted, in the live world, and never there in the sandbox', () => {
    expect(configuredWith(SECRETS).dangers('live')).toEqual([]);
    expect(configuredWith(SECRETS).dangers('sandbox')).toEqual([expect.stringMatching(/^TURNKEY_URL /)]);
    const local = configuredWith({ ...SECRETS, TURNKEY_URL: 'http://127.0.0.1:9' });
    expect(local.dangers('sandbox')).toEqual([]);
    expect(local.dangers('live')).toEqual([expect.stringMatching(/^TURNKEY_URL must begin with https/)]);
  });

  it('has addresses on no network that nobody says where it is', async () => {
    const { wallet } = await configuredWith({ ...SECRETS, TURNKEY_URL: 'http://127.0.0.1:9' }).open({
      ...{ world: 'sandbox', timeoutMs: 1_000, now: () => 0, ...NO_CHAINS, reportCredentials: () => {} },
      worth: () => null,
    });
    expect(wallet).toMatchObject({ id: 'turnkey', name: 'Turnkey', roles: ['WALLET'], networks: [] });
  });
});
