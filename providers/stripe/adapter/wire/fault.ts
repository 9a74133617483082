import type { Instant } from '@diboas/kernel';
import type { RejectionCode } from '@diboas/orchestration';
import {
  errorNameOf,
  type Fault,
  type Meaning,
  NoAnswerError,
  propertyOf,
  sortRefusal,
  sortSilence,
  UnreadableBodyError,
} from '@diboas/providers-kit';
import Stripe from 'stripe';

export type StripeError = InstanceType<typeof Stripe.errors.StripeError>;

/** What Stripe's refusals of a session mean. */
export function sortFault(error: unknown, now: Instant): Fault {
  return sortStripeFault(error, { now, meaningOf });
}

/**
 * Sorts whatever came of a request that did not succeed (A15). Goes by codes and never by
 * message texts. What is not provably one of the others is `unknown`.
 *
 * The detail is for operators: codes and Stripe's request id, and not the message, which may repeat what was sent.
 */
export function sortStripeFault(
  error: unknown,
  {
    now,
    meaningOf: wordsOf,
  }: { readonly now: Instant; readonly meaningOf: (error: StripeError, status: number) => Meaning },
): Fault {
  if (!(error instanceof Stripe.errors.StripeError)) {
    return { kind: 'unknown', detail: `the answer could not be read (${errorNameOf(error)})` };
  }
  const status = error.statusCode;
  if (status === undefined) return sortWithoutStatus(error);
  return sortRefusal(
    {
      status,
      meaning: wordsOf(error, status),
      detail: describe(error),
      retryAfter: error.headers?.['retry-after'],
      isReplayed: isReplayed(error),
    },
    now,
  );
}

/** Either nobody answered, or what answered did not speak Stripe's language. */
function sortWithoutStatus(error: StripeError): Fault {
  if (error.detail instanceof NoAnswerError) return sortSilence(error.detail.cause);
  const exception = propertyOf(error.raw, 'exception');
  const status = exception instanceof UnreadableBodyError ? ` with status ${exception.status}` : '';
  return { kind: 'unknown', detail: `the answer${status} could not be read (${describe(error)})` };
}

/** What holds for every call of API v1 (docs.stripe.com/error-codes); null for what the call itself must say. */
export function meaningOfAll({ code, rawType }: StripeError, status: number): Meaning | null {
  if (code === 'idempotency_key_in_use') return 'in_doubt';
  if (rawType === 'idempotency_error') return 'other_request';
  if (code === 'lock_timeout' || code === 'rate_limit') return 'rate_limited';
  return status === 401 || status === 403 ? 'not_authorised' : null;
}

function meaningOf(error: StripeError, status: number): Meaning {
  const code = error.code ?? '';
  const ofAll = meaningOfAll(error, status);
  if (ofAll !== null) return ofAll;
  if (status === 402 || code === 'card_declined') return 'declined';
  const known = Object.hasOwn(REJECTIONS, code) ? REJECTIONS[code] : undefined;
  // Without a code of its own: an asset or a network that is not on Stripe's list.
  const notSold = error.param?.startsWith('destination_') === true;
  return known ?? (notSold ? 'unsupported' : INVALID.test(code) ? 'invalid_request' : 'other');
}

/**
 * A failure that Stripe saved under the key comes back for as long as it knows the key
 * (docs.stripe.com/api/idempotent_requests).
 */
function isReplayed({ headers }: StripeError): boolean {
  return headers?.['idempotent-replayed'] === 'true';
}

/**
 * What Stripe's codes for a refused request (400) mean. Without a code it is a request that Stripe found invalid; with
 * one that nobody knows it is refused all the same, for a reason that is not ours to guess.
 */
const REJECTIONS: Readonly<Record<string, RejectionCode>> = {
  crypto_onramp_unsupportable_customer: 'unsupported',
  crypto_onramp_unsupported_country: 'unsupported',
  crypto_onramp_unsupported: 'unsupported',
  crypto_onramp_disabled: 'unsupported',
  crypto_onramp_invalid_source_destination_pair: 'unsupported',
  crypto_onramp_invalid_destination_currency_and_network_pair: 'unsupported',
  crypto_onramp_invalid_destination_currencies_and_networks: 'unsupported',
  crypto_onramp_wallet_addresses_not_all_networks_supported: 'unsupported',
  country_unsupported: 'unsupported',
  crypto_onramp_merchant_not_properly_setup: 'not_authorised',
  crypto_onramp_invalid_source_currency: 'unsupported',
  crypto_onramp_quote_invalid_destination_currencies_and_networks: 'unsupported',
  crypto_onramp_invalid_supported_destination_currencies_and_networks: 'unsupported',
  crypto_onramp_limit_exceeded: 'limit_exceeded',
  crypto_onramp_invalid_amount: 'limit_exceeded',
  amount_too_small: 'limit_exceeded',
  amount_too_large: 'limit_exceeded',
  transaction_limit_reached: 'limit_exceeded',
};

/** No code at all, or one of those by which Stripe's APIs name a parameter that is missing, unknown or wrong. */
const INVALID =
  /^(?:|parameter_[a-z_]+|resource_missing|url_invalid|crypto_onramp_(?:invalid|missing|no|wallet)_[a-z_]+)$/;

function describe(error: StripeError): string {
  const parts = [error.statusCode, error.rawType ?? error.type, error.code, error.param, error.requestId];
  return parts.filter((part) => part !== undefined && part !== null && part !== '').join(' ');
}
