import type { Instant } from '@diboas/kernel';
import { type Fault, isWordOf, type Meaning, sortCallFault } from '@diboas/providers-kit';

/** What MoonPay's refusals mean: by its codes, and for `1_SYS_UNKNOWN` and codes that nobody knows by the status. */
export function sortFault(error: unknown, now: Instant): Fault {
  return sortCallFault(error, {
    now,
    meaningOf: (status, code) =>
      (isWordOf(MEANINGS, code) ? MEANINGS[code] : undefined) ?? MEANINGS_BY_STATUS[status] ?? 'other',
  });
}

/** The codes and class names that MoonPay documents (dev.moonpay.com/api-reference/widget/errors), each sorted by hand. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  '4_SYS_BAD_REQUEST': 'invalid_request',
  '4_SYS_FORBIDDEN': 'not_authorised',
  BadRequestError: 'invalid_request',
  UnauthorizedError: 'not_authorised',
  ForbiddenError: 'not_authorised',
  // A currency that MoonPay does not sell is a path that is not there.
  NotFoundError: 'unsupported',
};

/** `1_SYS_UNKNOWN` says nothing by itself: "The HTTP status tells you whose problem it is". */
const MEANINGS_BY_STATUS: Readonly<Partial<Record<number, Meaning>>> = {
  400: 'invalid_request',
  401: 'not_authorised',
  402: 'declined',
  403: 'not_authorised',
  404: 'unsupported',
};
