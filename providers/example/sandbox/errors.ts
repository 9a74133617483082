/** Errors as Example writes them. */
import type { WireAnswer, WireRequest } from '@diboas/sandbox-kit';

export interface ExampleError {
  readonly status: number;
  /** Example's own word. Free text, because faults may ask for any. */
  readonly code: string;
}

export const ERRORS = {
  NOT_AUTHORISED: { status: 401, code: 'not_authorised' },
  NOT_FOUND: { status: 404, code: 'not_found' },
  INVALID: { status: 400, code: 'invalid' },
  NOT_SOLD: { status: 400, code: 'not_sold' },
  TOO_SMALL: { status: 400, code: 'amount_too_small' },
  TOO_LARGE: { status: 400, code: 'amount_too_large' },
  NOT_CANCELLABLE: { status: 400, code: 'not_cancellable' },
  EXPIRED: { status: 400, code: 'request_expired' },
  KEY_IN_USE: { status: 409, code: 'key_in_use' },
  KEY_OF_ANOTHER_REQUEST: { status: 422, code: 'key_of_another_request' },
  RATE_LIMITED: { status: 429, code: 'rate_limited' },
  INTERNAL: { status: 500, code: 'internal' },
  UNAVAILABLE: { status: 503, code: 'unavailable' },
} as const satisfies Readonly<Record<string, ExampleError>>;

export function errorAnswer({ status, code }: ExampleError, request: WireRequest): WireAnswer {
  return jsonAnswer(status, { error: { code, request_id: request.id } });
}

export function jsonAnswer(status: number, body: unknown): WireAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
    body: JSON.stringify(body),
  };
}
