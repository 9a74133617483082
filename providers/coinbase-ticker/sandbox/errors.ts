/** Errors as Coinbase Exchange writes them: a message, and no code. */
import type { WireAnswer } from '@diboas/sandbox-kit';

export const ERRORS = {
  BAD_REQUEST: { status: 400, message: 'Bad Request' },
  NO_USER_AGENT: { status: 400, message: 'User-Agent header is required.' },
  NOT_FOUND: { status: 404, message: 'NotFound' },
  RATE_LIMITED: { status: 429, message: 'Public rate limit exceeded' },
  INTERNAL: { status: 500, message: 'Internal Server Error' },
  UNAVAILABLE: { status: 503, message: 'Service Unavailable' },
} as const;

export function errorAnswer({ status, message }: (typeof ERRORS)[keyof typeof ERRORS]): WireAnswer {
  return jsonAnswer(status, { message });
}

export function jsonAnswer(status: number, body: unknown): WireAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  };
}
