import type { Instant } from '@diboas/kernel';
import { type Fault, type Meaning, sortCallFault } from '@diboas/providers-kit';

/** What Privy's refusals mean, by the words of its "API error codes". */
export function sortFault(error: unknown, now: Instant): Fault {
  return sortCallFault(error, {
    now,
    meaningOf: (status, code) => WORDS[code] ?? STATUSES[status] ?? 'invalid_request',
  });
}

const WORDS: Readonly<Partial<Record<string, Meaning>>> = {
  policy_violation: 'not_authorised',
  insufficient_funds: 'other',
  // It was signed, and a node may have it all the same.
  transaction_broadcast_failure: 'in_doubt',
  request_expired: 'lapsed',
  missing_or_empty_authorization_header: 'not_authorised',
  zero_correct_authorization_signatures: 'not_authorised',
  insufficient_correct_authorization_signatures: 'not_authorised',
  incorrect_quantity_of_authorization_signatures: 'not_authorised',
  no_valid_user_session_keys: 'not_authorised',
  user_session_keys_expired: 'not_authorised',
};

const STATUSES: Readonly<Partial<Record<number, Meaning>>> = {
  401: 'not_authorised',
  403: 'not_authorised',
  429: 'rate_limited',
};
