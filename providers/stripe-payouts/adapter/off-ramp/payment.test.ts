import { describe, expect, it } from 'vitest';
import { ACCOUNT, METADATA, payment, SUBMISSION } from './adapter-for-tests.ts';
import { FAILED_REASONS, observePayment, RETURNED_REASONS } from './payment.ts';
import { marksOf } from './payment-metadata.ts';

const { attemptId } = SUBMISSION;
const observe = (changes: object) =>
  observePayment(payment(changes), { attemptId, account: ACCOUNT, world: 'sandbox' });
const sent = { tracking_details: { bank_account: { trace_id: '021000021234567' } } };

describe('a payment', () => {
  it('that was posted tells what left our balance with its fee, and what went to the bank by what name', () => {
    expect(observe({ status: 'posted', ...sent })).toMatchObject({
      value: {
        ...{ stage: 'ended', end: 'done', milestone: 'bank_credited' },
        movements: [
          { kind: 'taken', id: 'obp_1', money: { asset: 'USDC', units: 101_500_000n }, network: 'solana' },
          {
            ...{ kind: 'given', id: 'obp_1', money: { asset: 'USD', units: 10_000n }, network: 'fiat' },
            ...{ destination: 'acct_1:usba_1', networkReference: '021000021234567' },
          },
        ],
      },
    });
  });

  it.each(Object.keys(RETURNED_REASONS))(
    'returned for %s was done, and all but the fee is back',
    (reason) => {
      const seen = observe({ status: 'returned', status_details: { returned: { reason } } });
      expect(seen).toMatchObject({ value: { stage: 'ended', end: 'done', milestone: 'failed' } });
      expect(
        seen.ok && seen.value.movements.map(({ kind, money, reason: why }) => [kind, money.units, why]),
      ).toEqual([
        ['taken', 101_500_000n, null],
        ['given', 10_000n, null],
        ['returned', 100_000_000n, reason],
      ]);
    },
  );

  it.each(Object.entries(FAILED_REASONS))('that failed for %s is %s, and nothing moved', (reason, end) => {
    const seen = observe({ status: 'failed', status_details: { failed: { reason } } });
    expect(seen).toMatchObject({ value: { stage: 'ended', end, milestone: 'failed', movements: [] } });
  });

  it('that Stripe looks at says so, and goes on', () => {
    const seen = observe({ status_details: { processing: { reason: 'under_review' } } });
    expect(seen).toMatchObject({ value: { stage: 'working', milestone: 'in_review', movements: [] } });
    const other = observe({ status_details: { processing: { reason: 'a_reason_of_tomorrow' } } });
    expect(other).toMatchObject({ value: { stage: 'working', milestone: 'order_placed' } });
  });

  it.each(['failed', 'returned'])(
    '%s for a reason that nobody knows, or for none, is for a person',
    (status) => {
      for (const reason of ['tomorrow', 'constructor', ''])
        expect(observe({ status, status_details: { [status]: { reason } } })).toMatchObject({
          refusal: expect.stringContaining('a reason nobody knows'),
        });
      expect(observe({ status }).ok).toBe(false);
    },
  );

  it.each([
    ['no integer', { debited: { value: 1.5, currency: 'usdc' } }],
    ['negative', { debited: { value: -1, currency: 'usdc' } }],
    ['beyond what a number holds', { debited: { value: 2 ** 53, currency: 'usdc' } }],
    ['in another currency', { debited: { value: 100_000_000, currency: 'usd' } }],
    ['of other units than we take them for', { debited: { value: 10_000, currency: 'usdc' } }],
  ])('whose debit is %s is not guessed', (_name, changes) => {
    expect(observe({ status: 'posted', from: { financial_account: 'fa_diboas', ...changes } }).ok).toBe(
      false,
    );
  });

  it('to nobody, or credited in something else, is not guessed', () => {
    const to = { recipient: 'acct_1', payout_method: 'usba_1', credited: { value: 10_000, currency: 'usd' } };
    for (const odd of [{ payout_method: null }, { credited: { value: 100_000_000, currency: 'usdc' } }])
      expect(observe({ status: 'posted', to: { ...to, ...odd } }).ok).toBe(false);
  });

  it('is of the world that we are in', () => {
    const live = { attemptId, account: ACCOUNT, world: 'live' } as const;
    expect(observePayment(payment(), live).ok).toBe(false);
    expect(observePayment(payment({ livemode: true }), live).ok).toBe(true);
  });
});

describe('whose a payment is', () => {
  it('says its metadata, and others may have metadata too', () => {
    const { transactionId } = SUBMISSION;
    expect(marksOf(payment())).toEqual({
      transactionId,
      attemptId,
      fee: { asset: 'USDC', units: 1_500_000n },
    });
    for (const metadata of [undefined, null, {}, { shop: '7' }]) expect(marksOf({ metadata })).toBeNull();
    for (const odd of [
      { diboas_attempt_id: 'x' },
      { diboas_transaction_id: 1 },
      { diboas_fee: '-1' },
      { diboas_fee: undefined },
    ])
      expect(marksOf({ metadata: { ...METADATA, ...odd } })).toBe('malformed');
    for (const odd of [null, 'text', { metadata: 'text' }]) expect(marksOf(odd)).toBe('malformed');
  });
});
