/** Answers as Circle writes them: openapi/cctp.yaml of developers.circle.com. */
import { jsonAnswer, type WireAnswer } from '@diboas/sandbox-kit';

export const ERRORS = {
  BAD_REQUEST: { status: 400, code: 400, message: 'Invalid parameters' },
  NOT_FOUND: { status: 404, code: 404, message: 'Message not found' },
  RATE_LIMITED: { status: 429, code: 429, message: 'Too many requests' },
  INTERNAL: { status: 500, code: 500, message: 'Internal error' },
  UNAVAILABLE: { status: 503, code: 503, message: 'Service unavailable' },
} as const;

export function errorAnswer({ status, ...body }: (typeof ERRORS)[keyof typeof ERRORS]): WireAnswer {
  return jsonAnswer(status, body);
}
