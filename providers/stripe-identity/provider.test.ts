import { createSecretSource, makeSecrets } from '@diboas/providers-kit';
import { describe, expect, it } from 'vitest';
import { createStripeIdentity } from './adapter/identity/desk.ts';
import { stripeIdentity } from './provider.ts';

const GIVEN = {
  ...makeSecrets([stripeIdentity], createSecretSource()),
  ...stripeIdentity.settingsAt('http://127.0.0.1:3101'),
};

function dangersOf(changes: Readonly<Record<string, string>>, world: 'sandbox' | 'live'): readonly string[] {
  const outcome = stripeIdentity.configure({ ...GIVEN, ...changes });
  return outcome.ok && outcome.value ? outcome.value.dangers(world) : ['was refused'];
}

describe('the settings of Stripe Identity', () => {
  it('are not asked for where they are not wanted, and are given together', () => {
    expect(stripeIdentity.configure({})).toEqual({ ok: true, value: null });
    expect(stripeIdentity.configure({ STRIPE_IDENTITY_API_KEY: 'rk_test_1' }).ok).toBe(false);
    expect(dangersOf({ STRIPE_IDENTITY_WEBHOOK_SECRET: 'whsec_new,whsec_old' }, 'sandbox')).toEqual([]);
  });

  it('are of the one world, and a key may do no more than it must', () => {
    const real = { STRIPE_IDENTITY_BASE_URL: 'https://api.stripe.com', STRIPE_IDENTITY_API_KEY: 'rk_live_1' };
    expect(dangersOf(real, 'live')).toEqual([]);
    expect(dangersOf({ ...real, STRIPE_IDENTITY_API_KEY: 'rk_test_1' }, 'live')).toHaveLength(1);
    expect(dangersOf({ ...real, STRIPE_IDENTITY_API_KEY: 'sk_live_1' }, 'live')).toHaveLength(1);
    expect(dangersOf(real, 'sandbox')).toHaveLength(2);
  });

  it('of the other world are refused by the adapter itself, before anything is called', () => {
    const open = (apiKey: string, world: 'sandbox' | 'live') => () =>
      createStripeIdentity({
        ...{ world, apiKey, webhookSecrets: ['whsec_1'], baseUrl: 'http://127.0.0.1:9', timeoutMs: 300 },
        ...{ now: () => 0, reportCredentials: () => {} },
      });
    expect(open('rk_live_1', 'sandbox')).toThrow('STRIPE_IDENTITY_API_KEY');
    expect(open('sk_test_1', 'sandbox')).toThrow('STRIPE_IDENTITY_API_KEY');
    expect(open('rk_test_1', 'live')).toThrow('STRIPE_IDENTITY_API_KEY');
    expect(open('rk_live_1', 'live')).not.toThrow();
  });
});
