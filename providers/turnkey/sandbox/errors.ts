/**
 * Refusals as Turnkey writes them, in gRPC's numbers and its own messages:
 * https://docs.turnkey.com/developer-reference/api-overview/errors.
 */
import type { WireAnswer } from '@diboas/sandbox-kit';

export interface TurnkeyError {
  readonly status: number;
  /** google.rpc.Code */
  readonly code: number;
  /** Free text, because faults may ask for any. */
  readonly message: string;
}

const invalid = (message: string): TurnkeyError => ({ status: 400, code: 3, message });
const unauthenticated = (message: string): TurnkeyError => ({ status: 401, code: 16, message });

export const ERRORS = {
  NO_STAMP: unauthenticated('no valid authentication signature found for request'),
  MALFORMED_STAMP: unauthenticated('malformed activity stamp'),
  UNKNOWN_KEY: unauthenticated('could not find public key in organization'),
  WRONG_SIGNATURE: unauthenticated('could not verify api key signature'),
  BAD_BODY: invalid('bad request body'),
  NO_ORGANIZATION: { status: 404, code: 5, message: 'no organization found with the given ID' },
  MALFORMED_ORGANIZATION: invalid('malformed organization ID provided'),
  TOO_OLD: invalid('request timestamp is too old or too far in the future'),
  INVALID_PATH: invalid('invalid path'),
  INVALID_CURVE: invalid('invalid curve'),
  INVALID_ADDRESS_FORMAT: invalid('invalid address format'),
  NOT_FOUND: { status: 404, code: 5, message: 'not found' },
  NO_SIGNER: { status: 404, code: 5, message: 'could not find the resource to sign with' },
  NO_CHAIN: invalid('unsupported caip2 chain'),
  DENIED: { status: 403, code: 7, message: 'request not authorized' },
  RATE_LIMITED: {
    ...{ status: 429, code: 8 },
    message: 'this organization cannot execute activities because it has been rate limited',
  },
  INTERNAL: { status: 500, code: 13, message: 'internal server error' },
  UNAVAILABLE: { status: 503, code: 14, message: 'api operations disabled' },
  TOO_LARGE: { status: 413, code: 8, message: 'request body is too large' },
} as const satisfies Readonly<Record<string, TurnkeyError>>;

/** What Turnkey does and this double does not: said aloud, so that nobody relies on it here. */
export function notHere(what: string): TurnkeyError {
  return { status: 501, code: 12, message: `not supported by the sandbox: ${what}` };
}

export function errorAnswer({ status, code, message }: TurnkeyError): WireAnswer {
  return jsonAnswer(status, { code, message, details: [], turnkeyErrorCode: '' });
}

export function jsonAnswer(status: number, body: unknown): WireAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
    body: JSON.stringify(body),
  };
}
