import type { Instant } from '@diboas/kernel';
import { type Fault, isWordOf, type Meaning } from '@diboas/providers-kit';
import { type StripeError, sortStripeFault } from '@diboas/stripe/wire/fault';

/** What refusals of API v2 mean: by the type of the error and, where that is the general one, by its code. */
export function sortFault(error: unknown, now: Instant): Fault {
  return sortStripeFault(error, { now, meaningOf });
}

function meaningOf({ rawType, code = '' }: StripeError, status: number): Meaning {
  if (code === 'idempotency_key_in_use') return 'in_doubt';
  const type = String(rawType ?? '');
  if (isWordOf(MEANINGS, type)) return MEANINGS[type] ?? 'other';
  if (isWordOf(MEANINGS, code)) return MEANINGS[code] ?? 'other';
  if (status === 401 || status === 403) return 'not_authorised';
  if (status === 429) return 'rate_limited';
  return INVALID.test(code) ? 'invalid_request' : 'other';
}

/**
 * Every type of error that the SDK declares for the calls that are made here (`@throws` in its resources of money management),
 * and those that hold for all calls; each sorted by hand. What we lack at Stripe is no matter of the person's.
 */
export const MEANINGS: Readonly<Record<string, Meaning>> = {
  idempotency_error: 'other_request',
  rate_limit: 'rate_limited',
  already_canceled: 'invalid_request',
  not_cancelable: 'invalid_request',
  cannot_proceed: 'unsupported',
  controlled_by_alternate_resource: 'not_authorised',
  blocked_by_stripe: 'not_authorised',
  capability_not_enabled: 'not_authorised',
  feature_not_enabled: 'not_authorised',
  financial_account_not_open: 'not_authorised',
  // Of our own balance there: our books let no more be promised than lies there, so somebody else took of it.
  insufficient_funds: 'not_authorised',
  quota_exceeded: 'limit_exceeded',
  recipient_not_notifiable: 'unsupported',
  invalid_payout_method: 'unsupported',
  fx_quote_needs_refresh: 'price_changed',
  amount_too_large: 'limit_exceeded',
  amount_too_small: 'limit_exceeded',
};

/** No code at all, or one of those by which API v2 names a field that is missing, unknown or wrong. */
const INVALID = /^(?:|invalid_[a-z_]+|unknown_field|missing_field|resource_missing|not_found)$/;
