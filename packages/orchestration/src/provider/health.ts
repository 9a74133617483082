import type { Instant } from '@diboas/kernel';
import {
  admitsCall,
  afterCall,
  BREAKER_RULES,
  type Breaker,
  type BreakerRules,
  type CallQuality,
  closedBreaker,
} from './breaker.ts';

/** What all nodes know of one provider. */
export interface ProviderHealth {
  readonly provider: string;
  /** Switched off by a person: nothing new is sent, whatever the breaker says. */
  readonly killed: { readonly reason: string; readonly by: string; readonly at: Instant } | null;
  readonly breaker: Breaker;
  /** Calls counted since the first, each fading by half over `HALF_LIFE_CALLS` later ones. */
  readonly good: number;
  readonly bad: number;
  /** Sum of the good calls' milliseconds, fading in the same way. */
  readonly goodMs: number;
}

/** One call to a provider and how it went. */
export interface CallRecord {
  readonly quality: CallQuality;
  readonly ms: number;
  readonly at: Instant;
}

const HALF_LIFE_CALLS = 500;
const FADING = 0.5 ** (1 / HALF_LIFE_CALLS);

export function unknownHealth(provider: string, now: Instant): ProviderHealth {
  return { provider, killed: null, breaker: closedBreaker(now), good: 0, bad: 0, goodMs: 0 };
}

/** The health after these calls, in the order in which they ended. */
export function recordCalls(
  health: ProviderHealth,
  calls: readonly CallRecord[],
  rules: BreakerRules = BREAKER_RULES,
): ProviderHealth {
  return calls.reduce((before, call) => recordCall(before, call, rules), health);
}

function recordCall(before: ProviderHealth, call: CallRecord, rules: BreakerRules): ProviderHealth {
  const { quality, ms } = call;
  const good = quality === 'good';
  return {
    provider: before.provider,
    killed: before.killed,
    breaker: afterCall(before.breaker, call, rules),
    good: before.good * FADING + (good ? 1 : 0),
    bad: before.bad * FADING + (good ? 0 : 1),
    goodMs: before.goodMs * FADING + (good ? ms : 0),
  };
}

/** Whether new work may be sent to the provider now. */
export function isAdmitted(
  health: ProviderHealth,
  now: Instant,
  rules: BreakerRules = BREAKER_RULES,
): boolean {
  return health.killed === null && admitsCall(health.breaker, now, rules);
}

/** Shared by all nodes. `update` is atomic: it reads, changes and writes one provider's health under a lock. */
export interface HealthStore {
  healths(): Promise<readonly ProviderHealth[]>;
  updateHealth(
    provider: string,
    change: (before: ProviderHealth | null) => ProviderHealth,
  ): Promise<ProviderHealth>;
}
