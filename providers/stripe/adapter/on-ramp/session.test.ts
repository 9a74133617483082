import { createId, createSeededRandom, money } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { observeAttempt } from './session.ts';

const random = createSeededRandom(11);
const attemptId = createId({ now: 1_795_000_000_000, random, bucket: 0 });

const DELIVERED = {
  source_amount: '100.50',
  source_currency: 'usd',
  destination_amount: '100.500000',
  destination_currency: 'usdc',
  destination_network: 'solana',
  wallet_address: 'wallet-1',
  transaction_id: 'signature-1',
  fees: { network_fee_amount: '0.01', transaction_fee_amount: '3.02' },
};

function session(changes: Record<string, unknown> = {}, details: Record<string, unknown> = {}): unknown {
  return {
    id: 'cos_1',
    object: 'crypto.onramp_session',
    status: 'fulfillment_complete',
    redirect_url: 'https://crypto.link.com/?session_hash=1',
    metadata: { diboas_attempt_id: attemptId },
    a_field_of_tomorrow: { nested: true },
    transaction_details: { ...DELIVERED, ...details },
    ...changes,
  };
}

describe('what each status means', () => {
  it.each([
    ['initialized', 'open', 'order_open'],
    ['requires_payment', 'open', 'order_open'],
    ['fulfillment_processing', 'working', 'payment_confirmed'],
    ['fulfillment_complete', 'ended', 'crypto_delivered'],
    ['rejected', 'ended', 'failed'],
  ])('%s is %s', (status, stage, milestone) => {
    expect(observeAttempt(session({ status }), attemptId)).toMatchObject({ value: { stage, milestone } });
  });

  it.each(['quote_ready', 'REJECTED', 'constructor', ''])('%j is known to nobody', (status) => {
    const read = observeAttempt(session({ status }), attemptId);
    expect(read).toMatchObject({ ok: false, refusal: { code: 'unknown_status' } });
  });
});

describe('what is read from a session', () => {
  it('everything, once delivered', () => {
    expect(observeAttempt(session(), attemptId)).toEqual({
      ok: true,
      value: {
        reference: 'cos_1',
        ...{ stage: 'ended', end: 'done', milestone: 'crypto_delivered', actionUrl: null },
        movements: [
          {
            ...{ kind: 'taken', id: 'cos_1', money: money('USD', 10_353n), network: 'fiat' },
            ...{ destination: null, networkReference: null, reason: null },
          },
          {
            ...{ kind: 'given', id: 'cos_1', money: money('USDC', 100_500_000n), network: 'solana' },
            ...{ destination: 'wallet-1', networkReference: 'signature-1' },
            reason: null,
          },
        ],
      },
    });
  });

  it('only where to go, while open: nothing is charged yet, whatever the page shows', () => {
    const read = observeAttempt(session({ status: 'requires_payment' }), attemptId);
    const actionUrl = 'https://crypto.link.com/?session_hash=1';
    expect(read).toMatchObject({ value: { actionUrl, end: null, movements: [] } });
  });

  it('a refusal by Stripe is a decline', () => {
    const read = observeAttempt(session({ status: 'rejected' }), attemptId);
    expect(read).toMatchObject({ value: { end: 'declined', movements: [] } });
  });

  it('the other spelling of the fees', () => {
    const fees = { network_fee_monetary: '1.20', transaction_fee_monetary: '3' };
    const read = observeAttempt(session({}, { fees }), attemptId);
    expect(read).toMatchObject({
      value: { movements: [{ kind: 'taken', money: money('USD', 10_470n) }, { kind: 'given' }] },
    });
  });

  it('no charge while the fees are not known', () => {
    expect(observeAttempt(session({}, { fees: null }), attemptId)).toMatchObject({
      value: { movements: [{ kind: 'given' }] },
    });
  });
});

describe('what is not certain is not read', () => {
  const doubts: readonly (readonly [string, Record<string, unknown>])[] = [
    ['more digits than the asset has', { destination_amount: '100.5000001' }],
    ['a number instead of a decimal string', { destination_amount: 100.5 }],
    ['an exponent', { destination_amount: '1e2' }],
    ['nothing delivered', { destination_amount: '0.000000' }],
    ['a negative delivery', { destination_amount: '-1.000000' }],
    ['no amount', { destination_amount: null }],
    ['an asset that we do not hold', { destination_currency: 'matic' }],
    ['a currency that is not written as Stripe does', { destination_currency: 'USDC' }],
    ['a network that is not ours', { destination_network: 'base' }],
    ['no network', { destination_network: null }],
    ['no address', { wallet_address: null }],
    ['a charge with half a cent', { source_amount: '100.505' }],
    ['a negative fee', { fees: { network_fee_amount: '-0.01', transaction_fee_amount: '3.00' } }],
    ['a charge in a currency nobody knows', { source_currency: 'xts' }],
  ];

  it.each(doubts)('%s', (_name, details) => {
    expect(observeAttempt(session({}, details), attemptId).ok).toBe(false);
  });

  it.each([
    ['another attempt', { metadata: { diboas_attempt_id: 'other' } }],
    ['no metadata', { metadata: null }],
    ['no id', { id: '' }],
    ['another object', { object: 'charge' }],
    ['an address that would run code', { redirect_url: 'javascript:alert(1)' }],
  ])('%s', (_name, changes) => {
    expect(observeAttempt(session(changes), attemptId).ok).toBe(false);
  });
});
