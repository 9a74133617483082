import { money } from '@diboas/kernel';
import { credentialNews } from '@diboas/providers-kit/contract';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { MEANINGS } from '../wire/fault.ts';
import {
  adapterAt,
  answer,
  at,
  failure,
  intent,
  METADATA,
  PRICE,
  payment,
  SUBMISSION,
} from './adapter-for-tests.ts';

const submit = (acts: Parameters<typeof at>[0], changes: Partial<typeof SUBMISSION> = {}) =>
  at(acts, (adapter) => adapter.submit({ ...SUBMISSION, ...changes }));

describe('a payout', () => {
  it('is asked for its price by an intent that is cancelled again, and then sent with our marks on it', async () => {
    const { outcome, sent } = await submit([...PRICE, answer(payment())]);
    expect(outcome).toEqual({
      kind: 'accepted',
      observation: {
        ...{ reference: 'obp_1', stage: 'working', end: null, milestone: 'order_placed' },
        ...{ actionUrl: null, movements: [] },
      },
    });
    const asked = {
      amount: { value: 10_000, currency: 'usd' },
      from: { financial_account: 'fa_diboas', currency: 'usdc' },
      to: {
        ...{ recipient: 'acct_1', payout_method: 'usba_1', currency: 'usd' },
        payout_method_options: {
          bank_account: {
            preferred_networks: ['ach'],
            preferred_network_options: { ach: { submission: 'next_day' } },
          },
        },
      },
    };
    const call = { method: 'POST', apiKey: 'Bearer sk_test_1', type: 'application/json', context: undefined };
    const base = '/v2/money_management';
    expect(sent).toEqual([
      {
        ...{ ...call, path: `${base}/payout_intents`, key: 'price-attempt-key' },
        body: { ...asked, confirmation_method: 'manual' },
      },
      {
        ...{ ...call, path: `${base}/payout_intents/pi_1/cancel`, key: 'cancel-price-attempt-key' },
        body: {},
      },
      {
        ...{ ...call, path: `${base}/outbound_payments`, key: 'attempt-key' },
        body: { ...asked, metadata: METADATA, recipient_notification: { setting: 'none' } },
      },
    ]);
  });

  it.each([
    [
      'ach_same_day',
      { preferred_networks: ['ach'], preferred_network_options: { ach: { submission: 'same_day' } } },
    ],
    ['wire', { preferred_networks: ['fedwire'] }],
  ])('by %s goes by the network of that name', async (method, options) => {
    const { sent } = await submit([...PRICE, answer(payment())], { method });
    expect(sent.at(-1)?.body.to.payout_method_options.bank_account).toEqual(options);
  });

  it('is sent in whole cents, and is sent all the same when its intent stays as it was', async () => {
    const pay = money('USDC', 100_009_999n);
    const { outcome, sent } = await submit([answer(intent()), failure(500, {}), answer(payment())], { pay });
    expect(outcome.kind).toBe('accepted');
    expect(sent.at(-1)?.body.amount).toEqual({ value: 10_000, currency: 'usd' });
  });

  it('whose price is above what was agreed, with all that Stripe takes, is sent to nobody', async () => {
    const fees = (...values: number[]) => values.map((value) => ({ amount: { value, currency: 'usd' } }));
    const dear = [
      { estimated_fees: fees(150, 51) },
      { estimated_fees: [{ ...fees(150)[0], tax_amount: { currency: 'usd', value_decimal: '0.51' } }] },
      { from: { debited: { value: 100_500_001, currency: 'usdc' } } },
      { estimated_fees: [{ amount: { value: 2_000_001, currency: 'usdc' } }] },
    ];
    for (const changes of dear) {
      const { outcome, sent } = await submit([answer(intent(changes)), answer({})]);
      expect(outcome).toMatchObject({ kind: 'rejected', code: 'price_changed', elsewhere: true });
      expect(sent).toHaveLength(2);
    }
  });

  it('whose price cannot be read is sent to nobody', async () => {
    const odd = [
      { estimated_fees: undefined },
      { estimated_fees: [{ amount: { value: 1.5, currency: 'usd' } }] },
      { estimated_fees: [{ amount: { value: 150, currency: 'eur' } }] },
      {
        estimated_fees: [
          { amount: { value: 150, currency: 'usd' }, tax_amount: { currency: 'usd', value_decimal: '-1' } },
        ],
      },
      // As it were if Stripe counted USDC in cents.
      { from: { debited: { value: 10_000, currency: 'usdc' } } },
      { to: { credited: { value: 10_000, currency: 'usdc' } } },
    ];
    for (const changes of odd) {
      const { outcome, sent } = await submit([answer(intent(changes)), answer({})]);
      expect(outcome.kind, JSON.stringify(changes)).toBe('unknown');
      expect(sent.length).toBeLessThan(3);
    }
  });

  it.each([
    ['of another attempt', { metadata: { ...METADATA, diboas_attempt_id: SUBMISSION.transactionId } }],
    ['without our marks', { metadata: {} }],
    ['of an unheard-of status', { status: 'on_the_moon' }],
    ['of the other mode', { livemode: true }],
    [
      'out of another balance',
      { from: { financial_account: 'fa_2', debited: { value: 1, currency: 'usdc' } } },
    ],
    ['that is none', { object: 'v2.money_management.outbound_transfer' }],
  ])('answered with a payment %s is unknown', async (_name, changes) => {
    expect((await submit([...PRICE, answer(payment(changes))])).outcome.kind).toBe('unknown');
  });

  it.each([
    [400, { type: 'idempotency_error' }, 'unknown', 'BUG:'],
    [409, { type: 'idempotency_error', code: 'idempotency_key_in_use' }, 'unknown', '409'],
    [503, { code: 'api_error' }, 'unknown', '503'],
    [429, { type: 'rate_limit' }, 'retryable', '429'],
    [429, {}, 'retryable', '429'],
    [401, { code: 'api_key_invalid' }, 'rejected', 'not_authorised'],
    [400, { type: 'insufficient_funds' }, 'rejected', 'not_authorised'],
    [400, { type: 'invalid_payout_method' }, 'rejected', 'unsupported'],
    [400, { type: 'quota_exceeded' }, 'rejected', 'limit_exceeded'],
    [400, { code: 'invalid_fields' }, 'rejected', 'invalid_request'],
    [404, { code: 'not_found' }, 'rejected', 'invalid_request'],
    [400, { type: 'a_word_of_tomorrow', code: 'tomorrow' }, 'rejected', 'other'],
  ] as const)('refused with %i %j is %s', async (status, error, kind, words) => {
    const { outcome } = await submit([...PRICE, failure(status, error)]);
    expect(outcome.kind).toBe(kind);
    expect(JSON.stringify(outcome)).toContain(words);
    // The message may repeat what was sent, and nobody reads it.
    expect(JSON.stringify(outcome)).not.toContain('ana');
  });

  it('is never retried by the SDK, whatever the answer asks for', async () => {
    for (const act of [
      'reset',
      'cut',
      { status: 500, headers: { 'stripe-should-retry': 'true' }, body: '{}' },
    ] as const) {
      const { outcome, sent } = await submit([...PRICE, act]);
      expect(outcome.kind).toBe('unknown');
      expect(sent).toHaveLength(3);
    }
  });
});

describe('the words of API v2', () => {
  it('that the SDK has an error of its own for are sorted, as far as a payout can meet them', () => {
    const elsewhere = /Vaulted|PaymentMethod|Temporary|Verification/;
    const own = Object.keys(Stripe.errors)
      .filter((name) => /^[A-Z](?!tripe).*Error$/.test(name) && !elsewhere.test(name))
      .map((name) =>
        name
          .slice(0, -'Error'.length)
          .replace(/\B[A-Z]/g, '_$&')
          .toLowerCase(),
      );
    expect(own.length).toBeGreaterThan(9);
    expect(own.filter((name) => !(name in MEANINGS))).toEqual([]);
  });
});

describe('credentials that Stripe refuses', () => {
  it('are told of by their own setting, and that they are taken again [credentials.refused]', async () => {
    const acts = [failure(401, { code: 'api_key_invalid' }), ...PRICE, answer(payment())];
    const news = await credentialNews(acts, ({ baseUrl, reportCredentials }) => {
      const adapter = adapterAt(baseUrl, { reportCredentials });
      return () => adapter.submit(SUBMISSION);
    });
    expect(news).toEqual([
      { state: 'refused', detail: expect.stringContaining('401 asked with STRIPE_PAYOUTS_API_KEY') },
      { state: 'accepted', detail: expect.any(String) },
    ]);
  });
});
