import type { Instant } from '@diboas/kernel';
import type { RejectionCode, SubmitAnswer } from '@diboas/orchestration';
import { errorCodeOf, errorNameOf, neverSent, retryAfterMs } from '@diboas/providers-kit';
import { NoAnswerError, RefusalError, UnreadableBodyError } from './connection.ts';
import { meaningOf } from './error-meanings.ts';

/** Every answer to a submission but `accepted`. */
export type Fault = Exclude<SubmitAnswer, { kind: 'accepted' }>;

/**
 * Sorts whatever came of a request that did not succeed (A15). Goes by codes and never by
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
  if (neverSent(cause)) {
    return { kind: 'retryable', cause: 'never_sent', detail: `never sent: ${code}`, waitMs: null };
  }
  return { kind: 'unknown', detail: `no answer: ${code}` };
}

function sortRefusal(error: RefusalError, now: Instant): Fault {
  const { status, errorType, correlationId } = error;
  const detail = `${status} ${errorType} ${correlationId ?? ''}`.trimEnd();
  // "5xx errors are not a guarantee of failure": docs.cdp.coinbase.com/api-reference/payment-apis/errors. 408 and
  // 424 come from parts that cannot say how far the request went, 499 from our own hanging up. A conflict (409) is
  // with another request of this attempt, and that one may be executing.
  const meaning = meaningOf(errorType);
  const inDoubt = status < 400 || status >= 500 || DOUBTFUL_STATUSES.has(status);
  if (inDoubt || meaning === 'in_doubt') return { kind: 'unknown', detail };
  if (meaning === 'other_request') {
    // The key was used before with another body: a bug of ours, and that first request may have executed.
    return { kind: 'unknown', detail: `BUG: this key was used with another request before (${detail})` };
  }
  if (status === 429 || meaning === 'rate_limited') {
    const waitMs = retryAfterMs(error.retryAfter, now);
    return { kind: 'retryable', cause: 'rate_limited', detail, waitMs };
  }
  return rejected(meaning ?? REJECTIONS_BY_STATUS[status] ?? 'other', detail);
}

const DOUBTFUL_STATUSES: ReadonlySet<number> = new Set([408, 409, 424, 499]);

/** What a status of the caller's own fault says when it comes with a word that is not in Coinbase's list. */
const REJECTIONS_BY_STATUS: Readonly<Partial<Record<number, RejectionCode>>> = {
  401: 'not_authorised',
  402: 'declined',
  403: 'not_authorised',
};

/** Another provider is worth asking, unless it was the person's own bank that said no. */
function rejected(code: RejectionCode, detail: string): Fault {
  return { kind: 'rejected', code, elsewhere: code !== 'declined', detail };
}
