import type { Instant } from '@diboas/kernel';
import type { RejectionCode, SubmitAnswer } from '@diboas/orchestration';
import { errorCodeOf, errorNameOf, neverSent, propertyOf, retryAfterMs } from '@diboas/providers-kit';
import Stripe from 'stripe';
import { NoAnswerError, UnreadableBodyError } from './connection.ts';

/** Every answer to a submission but `accepted`. */
export type Fault = Exclude<SubmitAnswer, { kind: 'accepted' }>;

type StripeError = InstanceType<typeof Stripe.errors.StripeError>;

/**
 * Sorts whatever came of a request that did not succeed (A15). Goes by codes and never by
 * message texts. What is not provably one of the others is `unknown`.
 *
 * The detail is for operators: codes and Stripe's request id, and not the message, which may repeat what was sent.
 */
export function sortFault(error: unknown, now: Instant): Fault {
  if (!(error instanceof Stripe.errors.StripeError)) {
    return { kind: 'unknown', detail: `the answer could not be read (${errorNameOf(error)})` };
  }
  if (error.statusCode === undefined) return sortSilence(error);
  return sortAnswer(error, error.statusCode, now);
}

/** No status: either nobody answered, or what answered did not speak Stripe's language. */
function sortSilence(error: StripeError): Fault {
  if (!(error.detail instanceof NoAnswerError)) {
    const exception = propertyOf(error.raw, 'exception');
    const status = exception instanceof UnreadableBodyError ? ` with status ${exception.status}` : '';
    return { kind: 'unknown', detail: `the answer${status} could not be read (${describe(error)})` };
  }
  const { cause } = error.detail;
  const code = errorCodeOf(cause) ?? errorNameOf(cause);
  if (neverSent(cause)) {
    return { kind: 'retryable', cause: 'never_sent', detail: `never sent: ${code}`, waitMs: null };
  }
  return { kind: 'unknown', detail: `no answer: ${code}` };
}

function sortAnswer(error: StripeError, status: number, now: Instant): Fault {
  const code = error.code ?? '';
  const detail = describe(error);
  // 408 and 424 come from parts that cannot say how far the request went, like every 5xx. A conflict (409), as over
  // a key in use, is with another request of this attempt, and that one may be executing.
  const inDoubt = status < 400 || status >= 500 || DOUBTFUL_STATUSES.has(status);
  // A failure that Stripe saved under the key comes back for as long as it knows the key
  // (docs.stripe.com/api/idempotent_requests): asking again teaches nothing, only a look-up does.
  if (inDoubt && isReplayed(error)) return { kind: 'unknown', detail, isReplayed: true };
  if (inDoubt || code === 'idempotency_key_in_use') return { kind: 'unknown', detail };
  if (error.rawType === 'idempotency_error') {
    // The key was used before with other parameters: a bug of ours, and that first request may have executed.
    return { kind: 'unknown', detail: `BUG: this key was used with other parameters before (${detail})` };
  }
  if (status === 429 || code === 'lock_timeout' || code === 'rate_limit') {
    const waitMs = retryAfterMs(error.headers?.['retry-after'], now);
    return { kind: 'retryable', cause: 'rate_limited', detail, waitMs };
  }
  if (status === 401 || status === 403) return rejected('not_authorised', detail);
  if (status === 402 || code === 'card_declined') return rejected('declined', detail);
  const known = Object.hasOwn(REJECTIONS, code) ? REJECTIONS[code] : undefined;
  // Without a code of its own: an asset or a network that is not on Stripe's list.
  const notSold = error.param?.startsWith('destination_') === true;
  return rejected(
    known ?? (notSold ? 'unsupported' : INVALID.test(code) ? 'invalid_request' : 'other'),
    detail,
  );
}

function isReplayed({ headers }: StripeError): boolean {
  return headers?.['idempotent-replayed'] === 'true';
}

const DOUBTFUL_STATUSES: ReadonlySet<number> = new Set([408, 409, 424]);

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

/** Another provider is worth asking, unless it was the person's own bank that said no. */
function rejected(code: RejectionCode, detail: string): Fault {
  return { kind: 'rejected', code, elsewhere: code !== 'declined', detail };
}

function describe(error: StripeError): string {
  const parts = [error.statusCode, error.rawType ?? error.type, error.code, error.param, error.requestId];
  return parts.filter((part) => part !== undefined && part !== null && part !== '').join(' ');
}
