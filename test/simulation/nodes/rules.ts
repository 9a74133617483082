import { createCompliance, RULES, type RuleBook } from '@diboas/compliance';
import type { Compliance } from '@diboas/orchestration';

const DOLLAR = 100n;

/** Of the real rules those with smaller figures, so that weeks of small sums come by each. The checker has figures of its own. */
const SIM_RULES: RuleBook = {
  ...RULES,
  name: 'simulated',
  limits: {
    unverified: RULES.limits.unverified,
    verified: {
      in: [{ days: 1, cents: 8_000n * DOLLAR }],
      out: [{ days: 1, cents: 8_000n * DOLLAR }],
    },
    enhanced: RULES.limits.enhanced,
  },
  velocity: { hours: 1, most: 8 },
  structuring: { days: 7, below: 400n * DOLLAR, fromPercent: 80, count: 3 },
  newRecipient: { cents: 300n * DOLLAR },
  unusual: { times: 10, basis: 5, cents: 200n * DOLLAR },
  travelRule: { cents: 400n * DOLLAR },
  large: { cents: 850n * DOLLAR },
};

/** In every fourth seed what people do is looked at. In all others nobody may do more than an unverified person may. */
export function hasChecks(seed: number): boolean {
  return seed % 4 === 2;
}

export const SIM_COMPLIANCE: Compliance = createCompliance(SIM_RULES);
