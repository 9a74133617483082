/** Answers as Kamino writes them: openapi of its public API, `kamino-api.json` at kamino.com/docs. */
import { jsonAnswer, type WireAnswer } from '@diboas/sandbox-kit';

export const ERRORS = {
  BAD_REQUEST: { status: 400, error: 'Bad Request', code: 'VALIDATION_ERROR' },
  NO_VAULT: { status: 400, error: 'Bad Request', code: 'KVAULT_NOT_FOUND' },
  NOT_FOUND: { status: 404, error: 'Not Found', code: 'NOT_FOUND' },
  TOO_LARGE: { status: 413, error: 'Payload Too Large', code: 'PAYLOAD_TOO_LARGE' },
  RATE_LIMITED: { status: 429, error: 'Too Many Requests', code: 'RATE_LIMITED' },
  INTERNAL: { status: 500, error: 'Internal Server Error', code: 'INTERNAL_SERVER_ERROR' },
  UNAVAILABLE: { status: 503, error: 'Service Unavailable', code: 'SERVICE_UNAVAILABLE' },
} as const;

export function errorAnswer({ status, error, code }: (typeof ERRORS)[keyof typeof ERRORS]): WireAnswer {
  return jsonAnswer(status, { statusCode: status, message: `It failed with ${code}.`, error, code });
}
