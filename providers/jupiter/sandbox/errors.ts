/** Answers as Jupiter writes them: openapi-spec/swap/v2/swap.yaml of github.com/jup-ag/docs. */
import { jsonAnswer, type WireAnswer } from '@diboas/sandbox-kit';

export const ERRORS = {
  BAD_REQUEST: { status: 400, error: 'Invalid request' },
  NO_ROUTE: { status: 400, error: 'No routes found' },
  NO_KEY: { status: 401, error: 'Unauthorized' },
  NOT_FOUND: { status: 404, error: 'Not found' },
  RATE_LIMITED: { status: 429, error: 'Too many requests' },
  INTERNAL: { status: 500, error: 'Internal server error' },
  UNAVAILABLE: { status: 503, error: 'Service unavailable' },
} as const;

export function errorAnswer({ status, error }: (typeof ERRORS)[keyof typeof ERRORS]): WireAnswer {
  return jsonAnswer(status, { error });
}

/** Why an order that was signed is not carried out, as `code` says it. */
export const EXECUTE_CODES = {
  DONE: 0,
  NO_ORDER: -1,
  INVALID_SIGNED: -2,
  OTHER_MESSAGE: -3,
  NOT_LANDED: -1000,
  BLOCKHASH_OVER: -1004,
} as const;

export function failedAnswer(code: number, more: { readonly signature?: string } = {}): WireAnswer {
  return jsonAnswer(200, { status: 'Failed', code, error: `failed with ${code}`, ...more });
}
