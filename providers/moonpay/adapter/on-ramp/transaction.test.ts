import { money } from '@diboas/kernel';
import { parseJsonKeepingNumbers } from '@diboas/providers-kit';
import { describe, expect, it } from 'vitest';
import { observeTransaction, TRANSACTION_STATUSES } from './transaction.ts';

const REFERENCE = 'diboas_one_two';

/** As MoonPay's page on webhooks shows one (dev.moonpay.com/api-reference/widget/webhooks/buy), with our reference. */
const PUBLISHED = `{
  "id": "bda09e91-559f-4e7a-807a-cdec1a903d9d", "baseCurrencyAmount": 295.45, "quoteCurrencyAmount": 0.1819,
  "feeAmount": 3.99, "extraFeeAmount": 0, "networkFeeAmount": 0.56, "areFeesIncluded": true, "flow": "principal",
  "status": "completed", "walletAddress": "0xc216eD2D6c295579718dbd4a797845CdA70B3C36", "walletAddressTag": null,
  "cryptoTransactionId": "0x6751c8fce2e0fb5d57bb4801b31b35a7160fa362e0c5703d44cfd508317ee2f8", "failureReason": null,
  "externalTransactionId": "${REFERENCE}", "baseCurrency": { "code": "eur" }, "currency": { "code": "eth" }
}`;

function observed(change: object) {
  const body = { ...(parseJsonKeepingNumbers(PUBLISHED) as object), ...change };
  return observeTransaction(body, REFERENCE);
}

describe('a purchase', () => {
  it('was charged with all fees, and brought what it says, to the last digit', () => {
    expect(observed({})).toMatchObject({
      value: {
        ...{ reference: REFERENCE, stage: 'ended', end: 'done', milestone: 'crypto_delivered' },
        movements: [
          { kind: 'taken', money: money('EUR', 300_00n), network: 'fiat' },
          { kind: 'given', money: money('ETH', 181_900_000_000_000_000n), network: 'ethereum' },
        ],
      },
    });
  });

  it.each(Object.entries(TRANSACTION_STATUSES))('that is %s', (status, meaning) => {
    expect(observed({ status })).toMatchObject({ value: meaning });
  });

  it('that is pending was paid once its third stage has gone well, and not before', () => {
    const at = (status: string) => [{ stage: 'stage_three_processing', status }];
    expect(observed({ status: 'pending', stages: at('in_progress') })).toMatchObject({
      value: { milestone: 'payment_pending', movements: [] },
    });
    expect(observed({ status: 'pending', stages: at('success') })).toMatchObject({
      value: { milestone: 'payment_confirmed', movements: [{ kind: 'taken', money: money('EUR', 300_00n) }] },
    });
  });

  it.each([
    ['a status nobody knows', { status: 'frozen' }],
    ['somebody else’s reference', { externalTransactionId: 'diboas_one_three' }],
    ['half a cent', { feeAmount: '3.995' }],
    ['a fee that is not told', { networkFeeAmount: null }],
    ['a currency nobody knows', { currency: { code: 'usdc_polygon' } }],
    ['no address', { walletAddress: null }],
    ['nothing delivered', { quoteCurrencyAmount: '0' }],
    ['money nobody knows', { baseCurrency: { code: 'gbp' } }],
  ])('with %s says nothing', (_what, change) => {
    expect(observed(change).ok).toBe(false);
  });
});
