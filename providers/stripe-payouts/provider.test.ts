import { createSecretSource, makeSecrets } from '@diboas/providers-kit';
import { describe, expect, it } from 'vitest';
import { adapterAt } from './adapter/off-ramp/adapter-for-tests.ts';
import { stripePayouts } from './provider.ts';

const GIVEN = {
  ...makeSecrets([stripePayouts], createSecretSource()),
  ...stripePayouts.settingsAt('http://127.0.0.1:3101'),
};

function refusalOf(changes: Readonly<Record<string, string>>): readonly string[] {
  const outcome = stripePayouts.configure({ ...GIVEN, ...changes });
  return outcome.ok ? [] : outcome.refusal;
}

function dangersOf(changes: Readonly<Record<string, string>>, world: 'sandbox' | 'live'): readonly string[] {
  const outcome = stripePayouts.configure({ ...GIVEN, ...changes });
  return outcome.ok && outcome.value ? outcome.value.dangers(world) : ['was refused'];
}

describe('the settings of Stripe’s payouts', () => {
  it('are not asked for where they are not wanted, and are given together', () => {
    expect(stripePayouts.configure({})).toEqual({ ok: true, value: null });
    expect(stripePayouts.configure({ STRIPE_PAYOUTS_API_KEY: 'sk_test_1' }).ok).toBe(false);
    expect(refusalOf({})).toEqual([]);
  });

  it('take the id of a financial account, and two secrets while one is rolled', () => {
    expect(refusalOf({ STRIPE_PAYOUTS_WEBHOOK_SECRET: 'whsec_new,whsec_old' })).toEqual([]);
    for (const odd of ['acct_1', '../fa_1', 'fa_'])
      expect(refusalOf({ STRIPE_PAYOUTS_ACCOUNT: odd })).toEqual([
        'STRIPE_PAYOUTS_ACCOUNT must be the id of a financial account, which begins with fa_',
      ]);
  });

  it('are of the one world', () => {
    const real = { STRIPE_PAYOUTS_BASE_URL: 'https://api.stripe.com', STRIPE_PAYOUTS_API_KEY: 'sk_live_1' };
    expect(dangersOf({}, 'sandbox')).toEqual([]);
    expect(dangersOf(real, 'live')).toEqual([]);
    expect(dangersOf({ ...real, STRIPE_PAYOUTS_API_KEY: 'sk_test_1' }, 'live')).toHaveLength(1);
    // API v2 takes no restricted keys.
    expect(dangersOf({ ...real, STRIPE_PAYOUTS_API_KEY: 'rk_live_1' }, 'live')).toHaveLength(1);
    expect(dangersOf(real, 'sandbox')).toHaveLength(2);
    expect(dangersOf({ ...real, STRIPE_PAYOUTS_BASE_URL: 'http://api.stripe.com' }, 'live')).toHaveLength(1);
  });

  it('of the other world are refused by the adapter itself, before anything is called', () => {
    const open = (apiKey: string, world: 'sandbox' | 'live') => () =>
      adapterAt('http://127.0.0.1:9', { apiKey, world });
    expect(open('sk_live_1', 'sandbox')).toThrow('is a live key');
    expect(open('rk_live_1', 'sandbox')).toThrow('is a live key');
    expect(open('sk_test_1', 'live')).toThrow('is no live key');
    expect(open('sk_live_1', 'live')).not.toThrow();
  });
});
