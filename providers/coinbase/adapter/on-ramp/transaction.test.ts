import { money } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { observeTransaction } from './transaction.ts';

const REFERENCE = 'db1-of-the-tests';

/** As the documentation shows one, with every field that Coinbase sends. */
function transaction(changes: object = {}) {
  const usd = (value: string) => ({ currency: 'USD', value });
  return {
    transactionId: '1f087a54-ff1f-62e8-9f85-aa77ac0499a5',
    status: 'ONRAMP_TRANSACTION_STATUS_SUCCESS',
    purchaseCurrency: 'USDC',
    purchaseNetwork: 'solana',
    purchaseAmount: { currency: 'USDC', value: '100.5' },
    paymentTotal: usd('103.02'),
    paymentSubtotal: usd('100.50'),
    coinbaseFee: usd('2.51'),
    networkFee: usd('0.01'),
    txHash: '5VERv8NMvzbJMEkV',
    createdAt: '2026-11-23T05:00:00Z',
    walletAddress: '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin',
    partnerUserRef: REFERENCE,
    failureReason: 'FAILURE_REASON_UNSPECIFIED',
    ...changes,
  };
}

function observe(changes: object = {}) {
  return observeTransaction(transaction(changes), REFERENCE);
}

describe('a transaction', () => {
  it('that succeeded says exactly what was charged and delivered', () => {
    expect(observe()).toEqual({
      ok: true,
      value: {
        reference: REFERENCE,
        ...{ stage: 'ended', end: 'done', milestone: 'crypto_delivered', actionUrl: null },
        movements: [
          {
            ...{ kind: 'taken', id: expect.any(String), money: money('USD', 10_302n), network: 'fiat' },
            ...{ destination: null, networkReference: null, reason: null },
          },
          {
            ...{
              kind: 'given',
              id: expect.any(String),
              money: money('USDC', 100_500_000n),
              network: 'solana',
            },
            ...{
              destination: '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin',
              networkReference: '5VERv8NMvzbJMEkV',
            },
            reason: null,
          },
        ],
      },
    });
  });

  it.each([
    ['CREATED', 'open', 'order_open'],
    ['AWAITING_AUTH', 'open', 'order_open'],
    ['AWAITING_PAYMENT', 'open', 'order_open'],
    ['IN_PROGRESS', 'working', 'payment_confirmed'],
    ['SUCCESS', 'ended', 'crypto_delivered'],
    ['FAILED', 'ended', 'failed'],
  ])('%s is %s', (status, stage, milestone) => {
    const observation = observe({ status: `ONRAMP_TRANSACTION_STATUS_${status}` });
    expect(observation).toMatchObject({ ok: true, value: { stage, milestone } });
  });

  it.each(['', '0x', null, undefined])('with the hash %j has no reference of the network', (txHash) => {
    expect(observe({ txHash })).toMatchObject({
      value: { movements: [{ kind: 'taken' }, { kind: 'given', networkReference: null }] },
    });
  });

  it.each([
    ['FAILURE_REASON_BUY_FAILED', 'declined'],
    ['FAILURE_REASON_SEND_FAILED', 'other'],
    ['FAILURE_REASON_UNSPECIFIED', 'declined'],
  ])('that failed by %s is %s', (failureReason, end) => {
    const changes = { status: 'ONRAMP_TRANSACTION_STATUS_FAILED', failureReason };
    expect(observe(changes)).toMatchObject({ value: { end, movements: [] } });
  });
});

describe('nothing is guessed from', () => {
  it.each([
    'ONRAMP_TRANSACTION_STATUS_UNSPECIFIED',
    'ONRAMP_TRANSACTION_STATUS_',
    'ONRAMP_TRANSACTION_STATUS_constructor',
    'SUCCESS',
    'ONRAMP_ORDER_STATUS_COMPLETED',
  ])('the status %s', (status) => {
    expect(observe({ status })).toMatchObject({ ok: false, refusal: { code: 'unknown_status' } });
  });

  it.each([
    ['a delivery without an amount', { purchaseAmount: null }],
    ['a delivery of nothing', { purchaseAmount: { currency: 'USDC', value: '0' } }],
    ['an asset we do not know', { purchaseAmount: { currency: 'DOGE', value: '1' } }],
    ['more digits than the asset has', { purchaseAmount: { currency: 'USDC', value: '1.0000001' } }],
    ['a network we do not know', { purchaseNetwork: 'base' }],
    ['a bank as the network', { purchaseNetwork: 'fiat' }],
    ['no address', { walletAddress: '' }],
    ['a charge with half a cent', { paymentTotal: { currency: 'USD', value: '103.025' } }],
    ['a negative charge', { paymentTotal: { currency: 'USD', value: '-1' } }],
  ])('%s', (_name, changes) => {
    expect(observe(changes)).toMatchObject({ ok: false, refusal: { code: 'unreadable_amount' } });
  });

  it.each([
    ['a transaction of another reference', { partnerUserRef: 'somebody' }, 'not_ours'],
    ['a transaction without a reference', { partnerUserRef: undefined }, 'malformed'],
    ['an amount that is a number', { paymentTotal: 103.02 }, 'malformed'],
  ])('%s', (_name, changes, code) => {
    expect(observe(changes)).toMatchObject({ ok: false, refusal: { code } });
  });
});
