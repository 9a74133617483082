/** Answers as LI.FI writes them: docs.li.fi, "Error codes". */
import { jsonAnswer, type WireAnswer } from '@diboas/sandbox-kit';

export const ERRORS = {
  BAD_REQUEST: { status: 400, code: 1_011, message: 'Invalid parameters' },
  NO_KEY: { status: 401, code: 1_005, message: 'Unauthorized' },
  NO_QUOTE: { status: 404, code: 1_002, message: 'No available quotes for the requested transfer' },
  NOT_FOUND: { status: 404, code: 1_003, message: 'Not found' },
  RATE_LIMITED: { status: 429, code: 1_005, message: 'Too many requests' },
  INTERNAL: { status: 500, code: 1_000, message: 'Internal error' },
  UNAVAILABLE: { status: 503, code: 1_000, message: 'Service unavailable' },
} as const;

/** @param tool why the one tool there is has no way, in its own word */
export function errorAnswer(
  { status, ...body }: (typeof ERRORS)[keyof typeof ERRORS],
  tool?: string,
): WireAnswer {
  const errors = tool === undefined ? {} : { errors: [{ errorType: 'NO_QUOTE', code: tool, tool: 'relay' }] };
  return jsonAnswer(status, { ...body, ...errors });
}
