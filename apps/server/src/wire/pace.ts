import {
  BREAKER_RULES,
  type BreakerRules,
  DEFAULT_PACE,
  type Pace,
  type ProviderPace,
  type Replacement,
} from '@diboas/orchestration';
import { IDENTITY_PACE, type IdentityPace } from '../compliance/after-look.ts';
import { LOOK_PACE, type LookPace } from '../work/deposits.ts';

/** How long a node may work on what it claimed before another takes over. */
const LEASE_MS = 30_000;

/**
 * The engine's waits, each multiplied by `factor`. Counts stay as they are, and so does what people are given time for. Each figure is
 * named, so that whoever adds one says which it is.
 */
export function scaledPace(factor: number): {
  readonly pace: Pace;
  readonly breaker: BreakerRules;
  readonly leaseMs: number;
} {
  const scale = (ms: number) => Math.max(1, Math.round(ms * factor));
  const { sendsMax, attemptsMax, lookupsBeforeItem, overdueTimes } = DEFAULT_PACE;
  const { lateFollowMs, failedFollowMs, failoverGraceMs, offersPatienceMs } = DEFAULT_PACE;
  const { identityPatienceMs, reviewPatienceMs, screeningPatienceMs } = DEFAULT_PACE;
  return {
    leaseMs: scale(LEASE_MS),
    breaker: { ...BREAKER_RULES, retryAfterMs: scale(BREAKER_RULES.retryAfterMs) },
    pace: {
      ...{ sendsMax, attemptsMax, lookupsBeforeItem, overdueTimes },
      ...{ lateFollowMs, failedFollowMs, failoverGraceMs, offersPatienceMs },
      ...{ identityPatienceMs, reviewPatienceMs, screeningPatienceMs },
      submissionUnansweredMs: scale(DEFAULT_PACE.submissionUnansweredMs),
      backoffBaseMs: scale(DEFAULT_PACE.backoffBaseMs),
      backoffCapMs: scale(DEFAULT_PACE.backoffCapMs),
      heldBackMs: scale(DEFAULT_PACE.heldBackMs),
      unknownLookupsMs: DEFAULT_PACE.unknownLookupsMs.map(scale),
      workingLookupsMs: DEFAULT_PACE.workingLookupsMs.map(scale),
      deliveredLookupsMs: DEFAULT_PACE.deliveredLookupsMs.map(scale),
      savedFailureMs: scale(DEFAULT_PACE.savedFailureMs),
      screeningAgainMs: scale(DEFAULT_PACE.screeningAgainMs),
      priceAgainMs: scale(DEFAULT_PACE.priceAgainMs),
      itemDeadlineMs: scale(DEFAULT_PACE.itemDeadlineMs),
    },
  };
}

/** A look asks a network, which is no quicker than it is: what another node takes meanwhile is only asked for twice. */
const LOOK_LEASE_LEAST_MS = 5_000;

/** The waits between looks at addresses, likewise. */
export function scaledLooks(factor: number): LookPace {
  const scale = (ms: number) => Math.max(1, Math.round(ms * factor));
  const { expectedMs, seldomMs, failedMs, leaseMs } = LOOK_PACE;
  return {
    expectedMs: scale(expectedMs),
    seldomMs: scale(seldomMs),
    failedMs: scale(failedMs),
    leaseMs: Math.max(LOOK_LEASE_LEAST_MS, scale(leaseMs)),
  };
}

/** The waits between looks at verifications, likewise. */
export function scaledIdentityLooks(factor: number): IdentityPace {
  const scale = (ms: number) => Math.max(1, Math.round(ms * factor));
  const { soonMs, seldomMs, failedMs, leaseMs } = IDENTITY_PACE;
  return {
    soonMs: scale(soonMs),
    seldomMs: scale(seldomMs),
    failedMs: scale(failedMs),
    leaseMs: Math.max(LOOK_LEASE_LEAST_MS, scale(leaseMs)),
  };
}

/** What is made anew sooner than this might only be waiting for a block, even of a network that is hurried. */
const REPLACED_LEAST_MS = 15_000;

/** How long until what a network has not taken is made anew, likewise. */
export function scaledReplacement(replacement: Replacement, factor: number): Replacement {
  const scaled = Object.entries(replacement.afterMs).map(([network, ms]) => [
    network,
    Math.max(REPLACED_LEAST_MS, Math.round(ms * factor)),
  ]);
  return { ...replacement, afterMs: Object.fromEntries(scaled) };
}

/** How a provider wants to be asked, likewise. */
export function scaledProviderPace({ lookupsMs }: ProviderPace, factor: number): ProviderPace {
  return { lookupsMs: lookupsMs.map((ms) => Math.max(1, Math.round(ms * factor))) };
}
