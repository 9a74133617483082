import type { Instant } from '@diboas/kernel';
import type { RejectionCode, SubmitAnswer } from '@diboas/orchestration';
import { errorCodeOf, errorNameOf, neverSent } from '../never-sent.ts';
import { retryAfterMs } from '../retry-after.ts';
import { NoAnswerError, RefusalError, UnreadableBodyError } from './connection.ts';

/** Every answer to a submission but `accepted`. */
export type Fault = Exclude<SubmitAnswer, { kind: 'accepted' }>;

/**
 * Sorts whatever came of a request that did not succeed (architecture.md section 5.2). Goes by codes and never by
 * message texts. What is not provably one of the others is `unknown`.
 *
 * The detail is for operators: codes and Coinbase's correlation id, and not the message, which may repeat what was
 * sent.
 */
export function sortFault(error: unknown, now: Instant): Fault {
  if (error instanceof NoAnswerError) return sortSilence(error.cause);
  if (error instanceof RefusalError) return sortRefusal(error, now);
  if (error instanceof UnreadableBodyError) {
    return { kind: 'unknown', detail: `the answer with status ${error.status} could not be read` };
  }
  return { kind: 'unknown', detail: `the request failed (${errorNameOf(error)})` };
}

function sortSilence(cause: unknown): Fault {
  const code = errorCodeOf(cause) ?? errorNameOf(cause);
  if (neverSent(cause)) return { kind: 'retryable', detail: `never sent: ${code}`, waitMs: null };
  return { kind: 'unknown', detail: `no answer: ${code}` };
}

function sortRefusal(error: RefusalError, now: Instant): Fault {
  const { status, errorType, correlationId } = error;
  const detail = `${status} ${errorType} ${correlationId ?? ''}`.trimEnd();
  // "5xx errors are not a guarantee of failure": docs.cdp.coinbase.com/api-reference/payment-apis/errors. 408 and
  // 424 come from parts that cannot say how far the request went, 499 from our own hanging up. A conflict (409) is
  // with another request of this attempt, and that one may be executing.
  const inDoubt = status < 400 || status >= 500 || DOUBTFUL_STATUSES.has(status);
  if (inDoubt || IN_DOUBT.has(errorType)) return { kind: 'unknown', detail };
  if (errorType === 'idempotency_error') {
    // The key was used before with another body: a bug of ours, and that first request may have executed.
    return { kind: 'unknown', detail: `BUG: this key was used with another request before (${detail})` };
  }
  if (status === 429 || errorType === 'rate_limit_exceeded') {
    return { kind: 'retryable', detail, waitMs: retryAfterMs(error.retryAfter, now) };
  }
  const known = Object.hasOwn(REJECTIONS, errorType) ? REJECTIONS[errorType] : undefined;
  return rejected(known ?? REJECTIONS_BY_STATUS[status] ?? 'invalid_request', detail);
}

const DOUBTFUL_STATUSES: ReadonlySet<number> = new Set([408, 409, 424, 499]);

/** Words that come with a status of the caller's own fault and yet say nothing of how far the request went. */
const IN_DOUBT: ReadonlySet<string> = new Set([
  'already_exists',
  'bad_gateway',
  'client_closed_request',
  'internal_server_error',
  'operation_in_progress',
  'request_canceled',
  'service_unavailable',
  'timed_out',
]);

const REJECTIONS_BY_STATUS: Readonly<Partial<Record<number, RejectionCode>>> = {
  401: 'not_authorised',
  402: 'declined',
  403: 'not_authorised',
};

/** What Coinbase's words for a refused request mean. Any other is a request it found invalid. */
const REJECTIONS: Readonly<Record<string, RejectionCode>> = {
  customer_not_authorized: 'unsupported',
  guest_permission_denied: 'unsupported',
  guest_region_forbidden: 'unsupported',
  network_not_tradable: 'unsupported',
  source_asset_not_supported: 'unsupported',
  target_asset_not_supported: 'unsupported',
  transfer_asset_not_supported: 'unsupported',
  account_limit_exceeded: 'limit_exceeded',
  guest_transaction_count: 'limit_exceeded',
  guest_transaction_limit: 'limit_exceeded',
  forbidden: 'not_authorised',
  unauthorized: 'not_authorised',
  payment_method_required: 'declined',
  payment_required: 'declined',
};

/** Another provider is worth asking, unless it was the person's own bank that said no. */
function rejected(code: RejectionCode, detail: string): Fault {
  return { kind: 'rejected', code, elsewhere: code !== 'declined', detail };
}
