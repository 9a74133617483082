import { queryOptions } from '@tanstack/react-query';
import { openCall } from './open-call.ts';
import { answerOf } from './queries.ts';

/** What this installation says of itself to anybody, signed in or not. */
export const configQuery = queryOptions({
  queryKey: ['config'],
  queryFn: () => answerOf(openCall, 'config', {}),
  staleTime: Infinity,
  retry: 1,
});
