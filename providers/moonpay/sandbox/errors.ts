/** Errors as MoonPay's widget API writes them: dev.moonpay.com/api-reference/widget/errors. */
import type { WireAnswer } from '@diboas/sandbox-kit';

export interface MoonpayError {
  readonly status: number;
  /** Free text, because faults may ask for any. Absent where an older part of MoonPay answers. */
  readonly code: string;
  readonly type: string;
  readonly message: string;
}

export function badRequest(message: string): MoonpayError {
  return { status: 400, code: '4_SYS_BAD_REQUEST', type: 'BadRequestError', message };
}

export const ERRORS = {
  /** A key that nobody knows is told so with the code that says nothing. */
  INVALID_KEY: { status: 401, code: '1_SYS_UNKNOWN', type: 'UnauthorizedError', message: 'Invalid API key' },
  NO_CURRENCY: { status: 404, code: '1_SYS_UNKNOWN', type: 'NotFoundError', message: 'Currency not found' },
  NO_TRANSACTION: {
    ...{ status: 404, code: '1_SYS_UNKNOWN', type: 'NotFoundError' },
    message: 'Transaction not found',
  },
  NO_ROUTE: { status: 404, code: '1_SYS_UNKNOWN', type: 'NotFoundError', message: 'Not found' },
  RATE_LIMITED: {
    ...{ status: 429, code: '1_SYS_UNKNOWN', type: 'TooManyRequestsError' },
    message: 'Too many requests',
  },
  INTERNAL: {
    ...{ status: 500, code: '1_SYS_UNKNOWN', type: 'InternalServerError' },
    message: 'Internal Server Error',
  },
  UNAVAILABLE: {
    ...{ status: 503, code: '1_SYS_UNKNOWN', type: 'ServiceUnavailableError' },
    message: 'Service unavailable',
  },
} as const satisfies Readonly<Record<string, MoonpayError>>;

export function errorAnswer({ status, code, type, message }: MoonpayError): WireAnswer {
  return jsonAnswer(status, { moonPayErrorCode: code, message, type, errors: [] });
}

export function jsonAnswer(status: number, body: unknown): WireAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
    body: JSON.stringify(body),
  };
}
