/** Errors of API v2: a type where there is one of its own, a code, and words for people. */
import type { WireAnswer } from '@diboas/sandbox-kit';

export interface StripeV2Error {
  readonly status: number;
  /** Stripe's own word. Free text, because faults may ask for any. */
  readonly code: string;
  readonly message: string;
  readonly type?: string;
}

export const ERRORS = {
  NO_KEY: {
    ...{ status: 401, code: 'api_key_required', type: 'invalid_request_error' },
    message: 'No API key was given.',
  },
  WRONG_KEY: {
    ...{ status: 401, code: 'api_key_invalid', type: 'invalid_request_error' },
    message: 'The API key is not known.',
  },
  NOT_FOUND: { status: 404, code: 'not_found', message: 'There is no such object.' },
  INVALID_JSON: { status: 400, code: 'invalid_json', message: 'The body could not be parsed.' },
  TOO_LARGE: { status: 400, code: 'invalid_request', message: 'The request is too large.' },
  KEY_OF_ANOTHER_REQUEST: {
    ...{ status: 400, code: 'idempotency_error', type: 'idempotency_error' },
    message: 'This idempotency key was first used with another request.',
  },
  KEY_IN_USE: {
    ...{ status: 409, code: 'idempotency_key_in_use', type: 'idempotency_error' },
    message: 'A request with this idempotency key is still running.',
  },
  ACCOUNT_NOT_OPEN: {
    ...{ status: 400, code: 'financial_account_not_open', type: 'financial_account_not_open' },
    message: 'There is no such open financial account.',
  },
  INSUFFICIENT_FUNDS: {
    ...{ status: 400, code: 'insufficient_funds', type: 'insufficient_funds' },
    message: 'The available balance is less than the amount.',
  },
  INVALID_METHOD: {
    ...{ status: 400, code: 'invalid_payout_method', type: 'invalid_payout_method' },
    message: 'The payout method is not known, or not of this recipient.',
  },
  RECIPIENT_INACTIVE: {
    ...{ status: 400, code: 'capability_not_enabled', type: 'capability_not_enabled' },
    message: 'The recipient cannot be paid to a bank account.',
  },
  QUOTA: {
    ...{ status: 400, code: 'quota_exceeded', type: 'quota_exceeded' },
    message: 'The amount is above your limits.',
  },
  ALREADY_CANCELED: {
    ...{ status: 400, code: 'already_canceled', type: 'already_canceled' },
    message: 'It has been canceled already.',
  },
  NOT_CANCELABLE: {
    ...{ status: 400, code: 'not_cancelable', type: 'not_cancelable' },
    message: 'It can not be canceled any more.',
  },
  RATE_LIMITED: {
    ...{ status: 429, code: 'rate_limit', type: 'rate_limit' },
    message: 'Too many requests in too short a time.',
  },
  INTERNAL: { status: 500, code: 'api_error', type: 'api_error', message: 'Something went wrong.' },
  UNAVAILABLE: { status: 503, code: 'api_error', type: 'api_error', message: 'Not available now.' },
} as const satisfies Readonly<Record<string, StripeV2Error>>;

/** A field that is missing, unknown or wrong. */
export function invalid(field: string): StripeV2Error {
  return { status: 400, code: 'invalid_fields', message: `This field is missing or wrong: ${field}` };
}

export function errorAnswer({ status, ...error }: StripeV2Error): WireAnswer {
  return jsonAnswer(status, { error });
}

export function jsonAnswer(status: number, body: unknown): WireAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
    body: JSON.stringify(body),
  };
}
