import { createHash } from 'node:crypto';
import { accept, formatMoney, type Instant, type Outcome, refuse } from '@diboas/kernel';
import type {
  FeePart,
  ProviderQuote,
  ProviderQuoteRefusal,
  ProviderQuoteRequest,
} from '@diboas/orchestration';
import { basisOf } from '@diboas/providers-kit';
import type { BridgeConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { askPrice, type BridgeWallet, METHODS, type Payout, payoutOf, withFee } from './payout.ts';

/**
 * What Bridge would take and pay out now, by two dry runs: the first tells its fee, the second what arrives when that is
 * put on top. Figures that cannot be read exactly are no price.
 */
export async function quotePayout(
  connection: BridgeConnection,
  request: ProviderQuoteRequest,
  { wallet, now }: { wallet: BridgeWallet; now: () => Instant },
): Promise<Outcome<ProviderQuote, ProviderQuoteRefusal>> {
  const payout = payoutOf(request, wallet);
  if (typeof payout === 'string') return refuse('unsupported');
  if (payout.amount.units === 0n) return refuse('amount_too_small');
  const ask = (one: Payout) => askPrice(connection, { payout: one, wallet, key: keyAt(one, now()) });
  try {
    const first = await ask(payout);
    if (first === null) return refuse('unavailable');
    const whole = await ask(withFee(payout, first.fee));
    if (whole === null) return refuse('unavailable');
    if (whole.deliver.units === 0n) return refuse('amount_too_small');
    const estimate = METHODS[payout.method];
    return accept({ fees: feesOf(first.fee, request), deliver: whole.deliver, estimate });
  } catch (error) {
    return refuse(refusalOf(error, now()));
  }
}

function feesOf(fee: ProviderQuoteRequest['pay'], { pay }: ProviderQuoteRequest): FeePart[] {
  if (fee.units === 0n) return [];
  const basis = basisOf({ fee, of: pay, quotedBy: 'Bridge' });
  return [{ tier: 'provider', amount: fee, takenBy: 'Bridge', purpose: 'transfer', basis }];
}

/** A price is asked for anew each time; what was asked for within the same millisecond may have one answer. */
function keyAt({ amount, to, method }: Payout, now: Instant): string {
  const asked = [now, formatMoney(amount), to.customer, to.account, method].join(' ');
  return `price-${createHash('sha256').update(asked).digest('hex').slice(0, 40)}`;
}

/** Why Bridge gives no price. What nobody can say for sure is that it is unavailable. */
function refusalOf(error: unknown, now: Instant): ProviderQuoteRefusal {
  const fault = sortFault(error, now);
  if (fault.kind !== 'rejected') return 'unavailable';
  if (fault.code === 'unsupported') return 'unsupported';
  return fault.code === 'limit_exceeded' ? 'amount_too_large' : 'unavailable';
}
