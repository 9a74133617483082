/**
 * Sorts whatever came of a request that did not succeed (A15). Goes by codes and never by
 * message texts. What is not provably one of the others is `unknown`. A detail is for operators: codes and the
 * provider's request id, and not its message, which may repeat what was sent.
 */
import type { Instant } from '@diboas/kernel';
import type { RejectionCode, SubmitAnswer } from '@diboas/orchestration';
import { NoAnswerError, ProviderRefusalError, UnreadableBodyError } from './call-errors.ts';
import { errorCodeOf, errorNameOf, neverSent } from './never-sent.ts';
import { retryAfterMs } from './retry-after.ts';

/** Every answer to a submission but `accepted`. */
export type Fault = Exclude<SubmitAnswer, { kind: 'accepted' }>;

/**
 * What a provider's word means for a request that it did not carry out. `in_doubt`: the word says nothing of how far
 * the request went. `rate_limited`: nothing was done, and it may be sent again later. `other_request`: the key was used
 * before with another body.
 */
export type Meaning = RejectionCode | 'in_doubt' | 'rate_limited' | 'other_request';

/** A refusal, in our words and the provider's. */
export interface SortedRefusal {
  readonly status: number;
  readonly meaning: Meaning;
  readonly detail: string;
  /** The header as it came. */
  readonly retryAfter: string | null | undefined;
  /** The provider says that it saved this failure under the key when it came first. */
  readonly isReplayed?: boolean;
}

/** For adapters that call by `callOnce`: what each of its errors is. */
export function sortCallFault(
  error: unknown,
  { now, meaningOf }: { now: Instant; meaningOf(status: number, code: string): Meaning },
): Fault {
  if (error instanceof NoAnswerError) return sortSilence(error.cause);
  if (error instanceof UnreadableBodyError) {
    return { kind: 'unknown', detail: `the answer with status ${error.status} could not be read` };
  }
  if (!(error instanceof ProviderRefusalError)) {
    return { kind: 'unknown', detail: `the request failed (${errorNameOf(error)})` };
  }
  const { status, code, requestId, retryAfter } = error;
  const detail = `${status} ${code} ${requestId ?? ''}`.trimEnd();
  return sortRefusal({ status, detail, retryAfter, meaning: meaningOf(status, code) }, now);
}

/** What a refusal means by its status alone, for providers whose own words are texts for people. */
export function meaningOfStatus(status: number): Meaning {
  switch (status) {
    case 400:
      return 'invalid_request';
    case 401:
    case 403:
      return 'not_authorised';
    case 429:
      return 'rate_limited';
    default:
      return 'other';
  }
}

/** Nobody answered. Only where not a byte can have left is it sure that nothing happened. */
export function sortSilence(cause: unknown): Fault {
  const code = errorCodeOf(cause) ?? errorNameOf(cause);
  if (!neverSent(cause)) return { kind: 'unknown', detail: `no answer: ${code}` };
  return { kind: 'retryable', cause: 'never_sent', detail: `never sent: ${code}`, waitMs: null };
}

/**
 * 408 and 424 come from parts that cannot say how far the request went, 499 from our own hanging up, and 5xx are no
 * guarantee of failure. A conflict (409) is with another request of this attempt, and that one may be executing.
 */
const DOUBTFUL_STATUSES: ReadonlySet<number> = new Set([408, 409, 424, 499]);

export function sortRefusal(refusal: SortedRefusal, now: Instant): Fault {
  const { status, meaning, detail, retryAfter, isReplayed } = refusal;
  const inDoubt = status < 400 || status >= 500 || DOUBTFUL_STATUSES.has(status);
  // A failure that was saved under the key comes back for as long as the provider knows the key: asking again teaches
  // nothing, only a look-up does.
  if (inDoubt && isReplayed === true) return { kind: 'unknown', detail, isReplayed };
  if (inDoubt || meaning === 'in_doubt') return { kind: 'unknown', detail };
  if (meaning === 'other_request') {
    // A bug of ours, and that first request may have executed.
    return { kind: 'unknown', detail: `BUG: this key was used with another request before (${detail})` };
  }
  if (meaning === 'rate_limited' || status === 429) {
    return { kind: 'retryable', cause: 'rate_limited', detail, waitMs: retryAfterMs(retryAfter, now) };
  }
  // Another provider is worth asking, unless it was the person's own bank that said no.
  return { kind: 'rejected', code: meaning, elsewhere: meaning !== 'declined', detail };
}
