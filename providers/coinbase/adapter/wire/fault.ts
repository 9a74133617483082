import type { Instant } from '@diboas/kernel';
import type { RejectionCode } from '@diboas/orchestration';
import { type Fault, sortCallFault } from '@diboas/providers-kit';
import { meaningOf } from './error-meanings.ts';

/** What Coinbase's refusals mean, by its words and, for a word that is not in its list, by the status. */
export function sortFault(error: unknown, now: Instant): Fault {
  return sortCallFault(error, {
    now,
    meaningOf: (status, errorType) => meaningOf(errorType) ?? REJECTIONS_BY_STATUS[status] ?? 'other',
  });
}

/** What a status of the caller's own fault says when it comes with a word that is not in Coinbase's list. */
const REJECTIONS_BY_STATUS: Readonly<Partial<Record<number, RejectionCode>>> = {
  401: 'not_authorised',
  402: 'declined',
  403: 'not_authorised',
};
