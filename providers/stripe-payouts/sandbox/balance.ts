/** The one financial account that is there from the beginning: what lies in it follows from what moved. */
import { formatInstant } from '@diboas/kernel';
import type { DoubleFloat } from '@diboas/sandbox-kit';
import { type Payment, statusOf } from './payment.ts';
import { ACCOUNT, feeOf, wireAmount } from './payout.ts';

/** What lies there at first: nobody needs to fill it before they can try a payout. */
export const AT_FIRST: DoubleFloat = { asset: 'USDC', network: 'solana', units: 100_000_000_000_000n };

export interface Balance {
  /** What can be paid out now, in millionths of USDC. */
  available(): bigint;
  object(): object;
}

/** Stripe takes its fees in batches; here each is taken with its payment. */
export function createBalance(payments: () => readonly Payment[]): Balance {
  const sum = (of: (payment: Payment) => bigint): bigint =>
    payments().reduce((all, payment) => all + of(payment), 0n);
  const pending = () => sum((one) => (statusOf(one) === 'processing' ? wholeOf(one) : 0n));
  const gone = () =>
    sum((one) => {
      if (one.phase === 'posted') return wholeOf(one);
      return one.phase === 'returned' ? feeOf(one.way) : 0n;
    });
  const available = () => AT_FIRST.units - pending() - gone();
  return {
    available,
    object: () => ({
      ...{ id: ACCOUNT, object: 'v2.money_management.financial_account', type: 'storage', status: 'open' },
      ...{
        country: 'US',
        created: formatInstant(0),
        livemode: false,
        storage: { holds_currencies: ['usdc'] },
      },
      balance: {
        available: { usdc: wireAmount(available().toString(), 'usdc') },
        inbound_pending: { usdc: wireAmount('0', 'usdc') },
        outbound_pending: { usdc: wireAmount(pending().toString(), 'usdc') },
      },
    }),
  };
}

/** All that a payment takes. */
export function wholeOf({ debited, way }: Pick<Payment, 'debited' | 'way'>): bigint {
  return BigInt(debited) + feeOf(way);
}
