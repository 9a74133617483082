import type { Instant } from '@diboas/kernel';
import { type Fault, type Meaning, sortCallFault } from '@diboas/providers-kit';

/** What came of a call that was refused: by its status, since Dinari documents no words. */
export function sortFault(error: unknown, now: Instant): Fault {
  return sortCallFault(error, { now, meaningOf: (status) => BY_STATUS[status] ?? 'invalid_request' });
}

const BY_STATUS: Readonly<Partial<Record<number, Meaning>>> = {
  401: 'not_authorised',
  403: 'not_authorised',
  404: 'unsupported',
  429: 'rate_limited',
};
