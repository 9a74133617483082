import type { Instant } from '@diboas/kernel';
import { type Fault, type Meaning, ProviderRefusalError, sortCallFault } from '@diboas/providers-kit';

/** What came of a call that was refused: by its status, which is all that Alpaca documents of most codes. */
export function sortFault(error: unknown, now: Instant): Fault {
  return sortCallFault(error, { now, meaningOf: (status) => BY_STATUS[status] ?? 'invalid_request' });
}

/** 403 is "buying power or shares is not sufficient", of which whoever else has enough may do it (docs.alpaca.markets, "Create an Order"). */
const BY_STATUS: Readonly<Partial<Record<number, Meaning>>> = {
  401: 'not_authorised',
  403: 'other',
  404: 'unsupported',
  429: 'rate_limited',
};

export function isNotFound(error: unknown): boolean {
  return error instanceof ProviderRefusalError && error.status === 404;
}

/** An order that cannot be cancelled any more. */
export function isTooLate(error: unknown): boolean {
  return error instanceof ProviderRefusalError && error.status === 422;
}
