/** Errors as its gateway writes them: a message, and no code. No document says more of them. */
import type { WireAnswer } from '@diboas/sandbox-kit';

export const ERRORS = {
  BAD_REQUEST: { status: 400, message: 'Bad Request' },
  NOT_FOUND: { status: 404, message: 'Not Found' },
  RATE_LIMITED: { status: 429, message: 'Too Many Requests' },
  INTERNAL: { status: 500, message: 'Internal server error' },
  UNAVAILABLE: { status: 503, message: 'Service Unavailable' },
} as const;

export function errorAnswer({ status, message }: (typeof ERRORS)[keyof typeof ERRORS]): WireAnswer {
  return jsonAnswer(status, JSON.stringify({ message }));
}

export function jsonAnswer(status: number, body: string): WireAnswer {
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body };
}
