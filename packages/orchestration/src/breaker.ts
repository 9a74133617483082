import { type Instant, MINUTE_MS, unreachable } from '@diboas/kernel';

/**
 * The circuit breaker of one provider. `closed`: calls go through. `open`: none do, until `retryAfterMs` has
 * passed. `half_open`: calls go through to find out; enough good ones close it, one bad one opens it again.
 */
export interface Breaker {
  readonly state: 'closed' | 'open' | 'half_open';
  /** Bad calls in a row while closed, good calls in a row while half-open. */
  readonly streak: number;
  /** Since when it is in this state. */
  readonly since: Instant;
}

/** Mission row M10: opens after 5 failures, tries again after 60 s, closes after 3 successes. */
export const BREAKER_RULES = { opensAfter: 5, retryAfterMs: MINUTE_MS, closesAfter: 3 } as const;

/** `good`: the provider answered, be it yes or no. `bad`: it did not, or nobody can tell. */
export type CallQuality = 'good' | 'bad';

export function closedBreaker(now: Instant): Breaker {
  return { state: 'closed', streak: 0, since: now };
}

/** Whether a call may be made now. */
export function admitsCall(breaker: Breaker, now: Instant): boolean {
  return breaker.state !== 'open' || now - breaker.since >= BREAKER_RULES.retryAfterMs;
}

/** The breaker after one more call. Late news of a call made before it opened does not keep it open longer. */
export function afterCall(breaker: Breaker, quality: CallQuality, now: Instant): Breaker {
  switch (breaker.state) {
    case 'closed': {
      if (quality === 'good') return breaker.streak === 0 ? breaker : { ...breaker, streak: 0 };
      const streak = breaker.streak + 1;
      if (streak < BREAKER_RULES.opensAfter) return { ...breaker, streak };
      return { state: 'open', streak: 0, since: now };
    }
    case 'open': {
      if (!admitsCall(breaker, now)) return breaker;
      return afterCall({ state: 'half_open', streak: 0, since: now }, quality, now);
    }
    case 'half_open': {
      if (quality === 'bad') return { state: 'open', streak: 0, since: now };
      const streak = breaker.streak + 1;
      return streak < BREAKER_RULES.closesAfter ? { ...breaker, streak } : closedBreaker(now);
    }
    default:
      return unreachable(breaker.state);
  }
}
