import type { Call } from '@diboas/client';
import { queryOptions } from '@tanstack/react-query';
import { answerOf, keys } from '../api/queries.ts';

/** Whom the person writes down: people, and addresses on networks. */
export function recipientsQuery(call: Call) {
  return queryOptions({ queryKey: keys.recipients, queryFn: () => answerOf(call, 'listRecipients', {}) });
}
