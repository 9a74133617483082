import type { Instant } from '@diboas/kernel';
import { type Fault, isWordOf, type Meaning, sortCallFault } from '@diboas/providers-kit';

/** What Example's refusals mean. A word that nobody knows is a refusal all the same, for a reason that is not ours to guess. */
export function sortFault(error: unknown, now: Instant): Fault {
  return sortCallFault(error, {
    now,
    meaningOf: (_status, code) => (isWordOf(MEANINGS, code) ? (MEANINGS[code] ?? 'other') : 'other'),
  });
}

/** Every word of Example's documentation, each sorted by hand. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  key_in_use: 'in_doubt',
  internal: 'in_doubt',
  unavailable: 'in_doubt',
  key_of_another_request: 'other_request',
  rate_limited: 'rate_limited',
  not_authorised: 'not_authorised',
  declined: 'declined',
  amount_too_small: 'limit_exceeded',
  amount_too_large: 'limit_exceeded',
  not_sold: 'unsupported',
  invalid: 'invalid_request',
  not_found: 'invalid_request',
  not_cancellable: 'invalid_request',
  request_expired: 'lapsed',
};
