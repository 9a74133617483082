/** Errors of TRM: its reference has their statuses, and not the form of their bodies. */
import { jsonAnswer, type WireAnswer } from '@diboas/sandbox-kit';

export const ERRORS = {
  BAD_REQUEST: { status: 400, message: 'Your request is invalid.' },
  UNAUTHORIZED: { status: 401, message: 'Your API key is wrong.' },
  NOT_FOUND: { status: 404, message: 'Not Found' },
  RATE_LIMITED: { status: 429, message: 'Too Many Requests' },
  INTERNAL: { status: 500, message: 'Internal Server Error' },
  UNAVAILABLE: { status: 503, message: 'Service Unavailable' },
} as const;

export function errorAnswer({ status, message }: (typeof ERRORS)[keyof typeof ERRORS]): WireAnswer {
  return jsonAnswer(status, { message });
}
