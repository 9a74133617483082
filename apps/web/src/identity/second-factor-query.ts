import type { Call } from '@diboas/client';
import { queryOptions } from '@tanstack/react-query';
import { answerOf, keys } from '../api/queries.ts';

/** Whether an app for codes was set up, and what may leave without one. */
export function secondFactorQuery(call: Call) {
  return queryOptions({ queryKey: keys.secondFactor, queryFn: () => answerOf(call, 'secondFactor', {}) });
}
