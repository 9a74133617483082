// What those ask that execute orders of banking and investing.
import { BY_NETWORK } from '@diboas/banking';
import type { Money } from '@diboas/kernel';
import { inBankingDays, type ProviderQuote } from '@diboas/orchestration';
import { chainFeeOf, gasMostOn, isPayout } from './order.ts';
import { deliveryFor, feeOf } from './outside.ts';

/** A provider's own price. */
export function ownPriceOf(provider: string, pay: Money, method: string): ProviderQuote {
  const quoted = { kind: 'quoted', by: provider } as const;
  if (method === BY_NETWORK) {
    const fee = {
      tier: 'network',
      amount: chainFeeOf(pay),
      takenBy: provider,
      purpose: 'transfer',
    } as const;
    const estimate = { fromSeconds: 1, toSeconds: 60, source: 'provider' } as const;
    return { fees: [{ ...fee, basis: quoted }], deliver: pay, estimate, networkCost: gasMostOn('solana') };
  }
  const deliver = deliveryFor(pay, method);
  const fee = { tier: 'provider', amount: feeOf(provider, pay, method), takenBy: provider } as const;
  return {
    fees: fee.amount.units === 0n ? [] : [{ ...fee, purpose: 'conversion', basis: quoted }],
    deliver,
    estimate:
      method === 'bank' || isPayout(method)
        ? inBankingDays({ fromDays: 1, toDays: 3 })
        : { fromSeconds: 60, toSeconds: 600, source: 'provider' },
  };
}
