import type { CheckName } from '@diboas/orchestration';

/** What is looked at before anything leaves a balance: mission rows M23 and M24. */
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

/** Of what goes to somebody else, and not to an account of one's own. */
export const SENDING_CHECKS: readonly CheckName[] = [...OUTWARD_CHECKS, 'counterparty'];
