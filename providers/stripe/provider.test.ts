import { randomBytes } from 'node:crypto';
import { parseSettings } from '@diboas/server/settings';
import { describe, expect, it } from 'vitest';
import { stripe } from './provider.ts';

const REQUIRED = {
  WORLD: 'sandbox',
  DATABASE_URL: 'postgres://user:secret@127.0.0.1:5432/diboas',
  AUTH_SECRET: 'a secret that is long enough to sign with',
};
const LIVE = {
  WORLD: 'live',
  DATABASE_URL: 'postgres://user:secret@127.0.0.1:5432/diboas',
  PUBLIC_URL: 'https://app.example.com',
  ...{ AUTH_SECRET: random(), AUDIT_KEY: random(), PAYLOAD_KEYS: random() },
  DEPOSIT_ADDRESS_SOLANA: 'nick6zJc6HpW3kfBm4xS2dmbuVRyb5F3AnUvj5ymzR5',
};
const STRIPE = {
  STRIPE_BASE_URL: 'http://127.0.0.1:3101',
  STRIPE_API_KEY: 'sk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
};
const REAL_STRIPE = {
  STRIPE_BASE_URL: 'https://api.stripe.com',
  STRIPE_API_KEY: 'sk_live_1',
  STRIPE_WEBHOOK_SECRET: `whsec_${random()}`,
};

function random(): string {
  return randomBytes(32).toString('base64url');
}

function refusalOf(
  changes: Readonly<Record<string, string | undefined>>,
  world: object = REQUIRED,
): string[] {
  const outcome = parseSettings({ ...world, ...changes }, [stripe]);
  return outcome.ok ? [] : outcome.refusal;
}

describe('the settings of Stripe', () => {
  it('are all asked for', () => {
    expect(refusalOf(STRIPE)).toEqual([]);
    expect(refusalOf({})).toEqual(Object.keys(STRIPE).map((name) => `${name} is missing`));
  });

  it('may have two secrets while one is rolled, and none that is empty or has a space', () => {
    expect(refusalOf({ ...STRIPE, STRIPE_WEBHOOK_SECRET: 'whsec_new,whsec_old' })).toEqual([]);
    expect(refusalOf({ ...STRIPE, STRIPE_WEBHOOK_SECRET: 'whsec_new,' })).toEqual([
      'STRIPE_WEBHOOK_SECRET has an empty secret between its commas',
    ]);
    expect(refusalOf({ ...STRIPE, STRIPE_WEBHOOK_SECRET: 'whsec new' })).toHaveLength(1);
  });

  it('take no live key and no address of its own in the sandbox', () => {
    for (const key of ['sk_live_1', 'rk_live_1', '"sk_live_1"\n'])
      expect(refusalOf({ ...STRIPE, STRIPE_API_KEY: key })).toEqual([
        expect.stringContaining('STRIPE_API_KEY'),
      ]);
    for (const address of ['https://api.stripe.com', 'http://api.stripe.com.', 'https://API.Stripe.com:443'])
      expect(refusalOf({ ...STRIPE, STRIPE_BASE_URL: address })).toEqual([
        expect.stringContaining('STRIPE_BASE_URL'),
      ]);
  });

  it('take a live key when live', () => {
    expect(refusalOf(REAL_STRIPE, LIVE)).toEqual([]);
    expect(refusalOf({ ...REAL_STRIPE, STRIPE_API_KEY: 'rk_live_1' }, LIVE)).toEqual([]);
  });

  it.each([
    ['STRIPE_API_KEY', 'sk_test_1'],
    ['STRIPE_API_KEY', 'pk_live_1'],
    ['STRIPE_BASE_URL', 'http://stripe-egress'],
    ['STRIPE_WEBHOOK_SECRET', 'x'],
    ['STRIPE_WEBHOOK_SECRET', 'whsec_sandbox'],
  ])('do not start live with %s=%s, and say what to change', (name, value) => {
    expect(refusalOf({ ...REAL_STRIPE, [name]: value }, LIVE)).toEqual([
      expect.stringMatching(`^${name}.*\\.$`),
    ]);
  });
});
