/** Errors as Bridge writes them: a code, words for people and, for a field, which one. */
import type { WireAnswer } from '@diboas/sandbox-kit';

export interface BridgeError {
  readonly status: number;
  /** Bridge's own word. Free text, because faults may ask for any. */
  readonly code: string;
  readonly message: string;
  readonly key?: string;
}

export const ERRORS = {
  UNAUTHORIZED: { status: 401, code: 'unauthorized', message: 'The Api-Key is missing or wrong.' },
  NOT_FOUND: { status: 404, code: 'not_found', message: 'There is no such resource.' },
  INVALID_JSON: { status: 400, code: 'invalid_json', message: 'The body could not be parsed.' },
  NO_KEY: { status: 400, code: 'bad_request', message: 'The header Idempotency-Key is missing.' },
  KEY_OF_ANOTHER_REQUEST: {
    ...{ status: 400, code: 'not_truly_idempotent' },
    message: 'This Idempotency-Key was used with another body.',
  },
  KEY_IN_USE: { status: 409, code: 'conflict', message: 'A request with this Idempotency-Key is under way.' },
  KEY_SPENT: { status: 422, code: 'unprocessable_entity', message: 'This Idempotency-Key is too old.' },
  DEACTIVATED: {
    ...{ status: 400, code: 'deactivated_external_account' },
    message: 'The external account has been deactivated.',
  },
  NO_KYC: { status: 400, code: 'requires_active_kyc_status', message: 'The customer is not active.' },
  NOT_DELETABLE: { status: 400, code: 'bad_request', message: 'The transfer is not awaiting funds.' },
  LIMIT: { status: 403, code: 'developer_limits_exceeded', message: 'The transfer is above your limits.' },
  RATE_LIMITED: { status: 429, code: 'rate_limited', message: 'Too many requests.' },
  INTERNAL: { status: 500, code: 'internal_server_error', message: 'Something went wrong.' },
  UNAVAILABLE: { status: 503, code: 'service_unavailable', message: 'Bridge cannot be reached.' },
} as const satisfies Readonly<Record<string, BridgeError>>;

export function invalid(key: string, message = 'Malformed or invalid field values'): BridgeError {
  return { status: 400, code: 'invalid_parameters', message, key };
}

export function errorAnswer({ status, code, message, key }: BridgeError): WireAnswer {
  return jsonAnswer(status, { code, message, ...(key === undefined ? {} : { source: { key } }) });
}

export function jsonAnswer(status: number, body: unknown): WireAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
    body: JSON.stringify(body),
  };
}
