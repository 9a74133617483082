/** Answers as deBridge writes them: docs.debridge.com, "API error codes". */
import { jsonAnswer, type WireAnswer } from '@diboas/sandbox-kit';

export const ERRORS = {
  INVALID_QUERY: { status: 400, errorCode: 11, errorId: 'INVALID_QUERY_PARAMETERS' },
  LOW_AMOUNT: { status: 400, errorCode: 12, errorId: 'ERROR_LOW_GIVE_AMOUNT' },
  NO_ROUTE: { status: 400, errorCode: 13, errorId: 'IMPOSSIBLE_ROUTE' },
  NOT_FOUND: { status: 404, errorCode: 2, errorId: 'NOT_FOUND' },
  RATE_LIMITED: { status: 429, errorCode: 3, errorId: 'TOO_MANY_REQUESTS' },
  INTERNAL: { status: 500, errorCode: 1, errorId: 'INTERNAL_SERVER_ERROR' },
  UNAVAILABLE: { status: 503, errorCode: 1, errorId: 'SERVICE_UNAVAILABLE' },
} as const;

export function errorAnswer({ status, ...body }: (typeof ERRORS)[keyof typeof ERRORS]): WireAnswer {
  return jsonAnswer(status, { ...body, errorMessage: body.errorId, requestId: 'sandbox' });
}
