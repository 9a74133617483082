import type { Instant } from '@diboas/kernel';
import type { Fault, Meaning } from '@diboas/providers-kit';
import { meaningOfAll, type StripeError, sortStripeFault } from '@diboas/stripe/wire/fault';

/** What refusals of a verification session mean. Stripe documents no code for them alone. */
export function sortFault(error: unknown, now: Instant): Fault {
  return sortStripeFault(error, { now, meaningOf });
}

function meaningOf(error: StripeError, status: number): Meaning {
  const code = error.code ?? '';
  if (code === 'country_unsupported') return 'unsupported';
  return meaningOfAll(error, status) ?? (INVALID.test(code) ? 'invalid_request' : 'other');
}

/** No code at all, or one of those by which Stripe's APIs name a parameter that is missing, unknown or wrong. */
const INVALID = /^(?:|parameter_[a-z_]+|resource_missing|url_invalid|email_invalid)$/;
