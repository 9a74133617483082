import type { Call } from '@diboas/client';
import { queryOptions } from '@tanstack/react-query';
import { answerOf, keys } from '../api/queries.ts';

/** What lies in strategies for the person. It is worth what whoever has it says as it is asked. */
export function positionsQuery(call: Call) {
  return queryOptions({ queryKey: keys.positions, queryFn: () => answerOf(call, 'positions', {}) });
}

/** One position, and how it went. */
export function positionQuery(call: Call, id: string) {
  return queryOptions({
    queryKey: [...keys.positions, id],
    queryFn: () => answerOf(call, 'position', { params: { id } }),
  });
}
