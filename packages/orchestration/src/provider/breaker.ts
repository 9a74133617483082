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

/** When a breaker opens, tries again, and closes. */
export interface BreakerRules {
  readonly opensAfter: number;
  readonly retryAfterMs: number;
  readonly closesAfter: number;
}

/** Mission row M10: opens after 5 failures, tries again after 60 s, closes after 3 successes. */
export const BREAKER_RULES: BreakerRules = { opensAfter: 5, retryAfterMs: MINUTE_MS, closesAfter: 3 };

/** `good`: the provider answered, be it yes or no. `bad`: it did not, or nobody can tell. */
export type CallQuality = 'good' | 'bad';

export function closedBreaker(now: Instant): Breaker {
  return { state: 'closed', streak: 0, since: now };
}

/** Whether a call may be made now. */
export function admitsCall(breaker: Breaker, now: Instant, rules: BreakerRules = BREAKER_RULES): boolean {
  return breaker.state !== 'open' || now - breaker.since >= rules.retryAfterMs;
}

/** The breaker after one more call. Late news of a call made before it opened does not keep it open longer. */
export function afterCall(
  breaker: Breaker,
  call: { readonly quality: CallQuality; readonly at: Instant },
  rules: BreakerRules = BREAKER_RULES,
): Breaker {
  const { quality, at: now } = call;
  switch (breaker.state) {
    case 'closed': {
      if (quality === 'good') return breaker.streak === 0 ? breaker : { ...breaker, streak: 0 };
      const streak = breaker.streak + 1;
      if (streak < rules.opensAfter) return { ...breaker, streak };
      return { state: 'open', streak: 0, since: now };
    }
    case 'open': {
      if (!admitsCall(breaker, now, rules)) return breaker;
      return afterCall({ state: 'half_open', streak: 0, since: now }, call, rules);
    }
    case 'half_open': {
      if (quality === 'bad') return { state: 'open', streak: 0, since: now };
      const streak = breaker.streak + 1;
      return streak < rules.closesAfter ? { ...breaker, streak } : closedBreaker(now);
    }
    default:
      return unreachable(breaker.state);
  }
}
