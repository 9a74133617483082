/** Refusals as Privy writes them, with a word for those that its documentation lists: https://docs.privy.io/basics/troubleshooting/error-handling/api-errors. */
import type { WireAnswer } from '@diboas/sandbox-kit';

export interface PrivyError {
  readonly status: number;
  readonly code: string;
  /** Free text, because faults may ask for any. */
  readonly message: string;
}

const invalid = (code: string, message: string): PrivyError => ({ status: 400, code, message });

export const ERRORS = {
  WRONG_APP: { status: 401, code: 'unauthorized', message: 'Invalid app ID or app secret.' },
  NO_SIGNATURE: {
    ...{ status: 401, code: 'missing_or_empty_authorization_header' },
    message: 'Missing `privy-authorization-signature` header.',
  },
  WRONG_SIGNATURE: {
    ...{ status: 401, code: 'zero_correct_authorization_signatures' },
    message: 'No valid authorization signatures were provided.',
  },
  EXPIRED: invalid('request_expired', 'The request has expired.'),
  BAD_BODY: invalid('invalid_data', 'Invalid request body.'),
  EXTERNAL_ID_TAKEN: invalid('invalid_data', 'A wallet with this external ID exists.'),
  REFERENCE_TAKEN: invalid('invalid_data', 'A transaction with this reference ID exists.'),
  KEY_OF_ANOTHER_REQUEST: invalid('invalid_data', 'The idempotency key was used with another request.'),
  KEY_IN_USE: { status: 409, code: 'conflict', message: 'A request with this idempotency key is running.' },
  NO_CHAIN: invalid('invalid_data', 'Unsupported chain.'),
  DENIED: invalid('policy_violation', 'RPC request denied due to policy violation.'),
  NOT_BROADCAST: invalid('transaction_broadcast_failure', 'Transaction failed to broadcast to the network.'),
  NOT_FOUND: { status: 404, code: 'resource_not_found', message: 'Not found.' },
  RATE_LIMITED: { status: 429, code: 'too_many_requests', message: 'Too many requests.' },
  INTERNAL: { status: 500, code: 'internal_error', message: 'Internal server error.' },
  UNAVAILABLE: { status: 503, code: 'unavailable', message: 'Service unavailable.' },
  TOO_LARGE: { status: 413, code: 'too_large', message: 'The request body is too large.' },
} as const satisfies Readonly<Record<string, PrivyError>>;

/** What Privy does and this double does not: said aloud, so that nobody relies on it here. */
export function notHere(what: string): PrivyError {
  return { status: 501, code: 'not_implemented', message: `not supported by the sandbox: ${what}` };
}

export function errorAnswer({ status, code, message }: PrivyError): WireAnswer {
  return jsonAnswer(status, { error: message, code });
}

export function jsonAnswer(status: number, body: unknown): WireAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
    body: JSON.stringify(body),
  };
}
