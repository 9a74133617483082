import type { Instant } from '@diboas/kernel';
import { type Fault, isWordOf, type Meaning, sortCallFault } from '@diboas/providers-kit';

/** What Bridge's refusals mean: by its words and, for one that is not in its list, by the status. */
export function sortFault(error: unknown, now: Instant): Fault {
  return sortCallFault(error, { now, meaningOf });
}

function meaningOf(status: number, code: string): Meaning {
  // "After the 24-hour window expires, reusing the same Idempotency-Key will result in a 422": something was sent under it.
  if (status === 422) return 'in_doubt';
  if (isWordOf(MEANINGS, code)) return MEANINGS[code] ?? 'other';
  return BY_STATUS[status] ?? 'other';
}

/** Every word of Bridge's page on the errors of transfers, each sorted by hand: platform/orchestration/transfers/transfer-errors-and-recovery. */
export const MEANINGS: Readonly<Record<string, Meaning>> = {
  invalid_parameters: 'invalid_request',
  invalid_json: 'invalid_request',
  not_found: 'invalid_request',
  bad_request: 'invalid_request',
  frozen: 'not_authorised',
  has_not_accepted_tos: 'not_authorised',
  requires_active_kyc_status: 'not_authorised',
  deactivated_external_account: 'unsupported',
  duplicate_record: 'other_request',
  not_truly_idempotent: 'other_request',
  invalid_geographic_location: 'unsupported',
  missing_address_data: 'invalid_request',
  cards_endorsement_approval_required: 'unsupported',
  not_allowed: 'unsupported',
  missing_required_endorsements: 'unsupported',
  developer_limits_exceeded: 'limit_exceeded',
};

const BY_STATUS: Readonly<Partial<Record<number, Meaning>>> = {
  401: 'not_authorised',
  403: 'not_authorised',
  429: 'rate_limited',
};
