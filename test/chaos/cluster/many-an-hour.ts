import { RULES, ruleBookText } from '@diboas/compliance';

/** The rules of diBoaS, but for how much anybody does within an hour: everybody does a day's worth in a minute here. */
export const MANY_AN_HOUR = {
  COMPLIANCE_RULES: ruleBookText({ ...RULES, name: 'chaos', velocity: { hours: 1, most: 1_000 } }),
} as const;
