import type { Instant } from '@diboas/kernel';
import { type Fault, type Meaning, sortCallFault } from '@diboas/providers-kit';

/**
 * What Turnkey's refusals mean. Its own words are of who may do what, and none says that a request was carried out all the
 * same: a request that is refused made no activity, so the status tells enough.
 */
export function sortFault(error: unknown, now: Instant): Fault {
  return sortCallFault(error, { now, meaningOf: (status) => MEANINGS[status] ?? 'invalid_request' });
}

const MEANINGS: Readonly<Partial<Record<number, Meaning>>> = {
  401: 'not_authorised',
  403: 'not_authorised',
  429: 'rate_limited',
};
