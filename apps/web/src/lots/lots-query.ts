import type { Call } from '@diboas/client';
import { queryOptions } from '@tanstack/react-query';
import { answerOf, keys } from '../api/queries.ts';

/** Among what is read of balances: whatever changes them changes lots, and reads both again. */
export const lotsKey = [...keys.balances, 'lots'] as const;

export function lotsQuery(call: Call) {
  return queryOptions({ queryKey: lotsKey, queryFn: () => answerOf(call, 'lots', {}) });
}
