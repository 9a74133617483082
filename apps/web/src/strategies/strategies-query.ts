import type { Call } from '@diboas/client';
import { queryOptions } from '@tanstack/react-query';
import { answerOf, keys } from '../api/queries.ts';

/** What may be asked of a strategy besides: what so much could become in so many days. */
export interface LookedAhead {
  readonly amount: string;
  readonly days: string;
}

/** All strategies as they stand now, and how each meets whoever asks. */
export function strategiesQuery(call: Call) {
  return queryOptions({ queryKey: keys.strategies, queryFn: () => answerOf(call, 'strategies', {}) });
}

/** One strategy, with what so much could become where that is asked for. */
export function strategyQuery(call: Call, id: string, ahead: LookedAhead | null) {
  return queryOptions({
    queryKey: [...keys.strategies, id, ahead],
    queryFn: () => answerOf(call, 'strategy', { params: { id }, query: { ...ahead } }),
    staleTime: 60_000,
  });
}

/** What the person can bear, by what they answered. */
export function riskProfileQuery(call: Call) {
  return queryOptions({ queryKey: keys.riskProfile, queryFn: () => answerOf(call, 'riskProfile', {}) });
}
