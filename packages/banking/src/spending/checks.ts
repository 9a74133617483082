import type { CheckName } from '@diboas/orchestration';

/** What is looked at before anything goes to somebody else or outside: mission rows M23 and M24. */
export const OUTWARD_CHECKS: readonly CheckName[] = [
  'sanctions',
  'limits',
  'velocity',
  'structuring',
  'new_recipient',
  'unusual_amount',
  'travel_rule',
  'large_amount',
];
