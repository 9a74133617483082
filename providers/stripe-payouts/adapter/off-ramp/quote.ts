import { createHash } from 'node:crypto';
import { accept, type Instant, type Outcome, refuse } from '@diboas/kernel';
import type {
  FeePart,
  ProviderQuote,
  ProviderQuoteRefusal,
  ProviderQuoteRequest,
} from '@diboas/orchestration';
import { basisOf } from '@diboas/providers-kit';
import type { PayoutConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { askPrice, METHODS, type Payout, type PayoutAccount, payoutOf } from './payout.ts';

/** What Stripe would take and pay out now. Its fees are beside what is converted. */
export async function quotePayout(
  connection: PayoutConnection,
  request: ProviderQuoteRequest,
  { account, now }: { account: PayoutAccount; now: () => Instant },
): Promise<Outcome<ProviderQuote, ProviderQuoteRefusal>> {
  const payout = payoutOf(request, account);
  if (typeof payout === 'string') return refuse('unsupported');
  if (payout.amount.units === 0n) return refuse('amount_too_small');
  try {
    const price = await askPrice(connection, { payout, account, key: keyAt(payout, now()) });
    if (price === null) return refuse('unavailable');
    if (price.deliver.units === 0n) return refuse('amount_too_small');
    const { fee, deliver } = price;
    return accept({ fees: feesOf(fee, request), deliver, estimate: METHODS[payout.method].estimate });
  } catch (error) {
    return refuse(refusalOf(error, now()));
  }
}

function feesOf(fee: ProviderQuoteRequest['pay'], { pay }: ProviderQuoteRequest): FeePart[] {
  if (fee.units === 0n) return [];
  const basis = basisOf({ fee, of: pay, quotedBy: 'Stripe' });
  return [{ tier: 'provider', amount: fee, takenBy: 'Stripe', purpose: 'transfer', basis }];
}

/** A price is asked for anew each time; what was asked for within the same millisecond may have one answer. */
function keyAt({ amount, to, method }: Payout, now: Instant): string {
  const asked = [now, amount.units, to.recipient, to.method, method].join(' ');
  return `price-${createHash('sha256').update(asked).digest('hex').slice(0, 40)}`;
}

/** Why Stripe gives no price. What nobody can say for sure is that it is unavailable. */
function refusalOf(error: unknown, now: Instant): ProviderQuoteRefusal {
  const fault = sortFault(error, now);
  if (fault.kind !== 'rejected') return 'unavailable';
  if (fault.code === 'unsupported') return 'unsupported';
  return fault.code === 'limit_exceeded' ? 'amount_too_large' : 'unavailable';
}
