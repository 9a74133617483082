import { DEFAULT_PACE, type Pace } from '@diboas/orchestration';

/** How long a node may work on what it claimed before another takes over. */
const LEASE_MS = 30_000;

/** The engine's waits, each multiplied by `factor`. Counts stay as they are. */
export function scaledPace(factor: number): { readonly pace: Pace; readonly leaseMs: number } {
  const scale = (ms: number) => Math.max(1, Math.round(ms * factor));
  return {
    leaseMs: scale(LEASE_MS),
    pace: {
      ...DEFAULT_PACE,
      submissionUnansweredMs: scale(DEFAULT_PACE.submissionUnansweredMs),
      backoffBaseMs: scale(DEFAULT_PACE.backoffBaseMs),
      backoffCapMs: scale(DEFAULT_PACE.backoffCapMs),
      unknownLookupsMs: DEFAULT_PACE.unknownLookupsMs.map(scale),
      workingLookupsMs: DEFAULT_PACE.workingLookupsMs.map(scale),
      itemDeadlineMs: scale(DEFAULT_PACE.itemDeadlineMs),
    },
  };
}
