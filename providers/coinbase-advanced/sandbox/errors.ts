/** Errors as Coinbase writes them: of a call as `{error, code, message, details}`, of an order within an answer of 200. */
import type { WireAnswer } from '@diboas/sandbox-kit';

export interface AdvancedError {
  readonly status: number;
  readonly error: string;
  readonly message: string;
}

export const ERRORS = {
  UNAUTHORIZED: { status: 401, error: 'unauthorized', message: 'Unauthorized' },
  INVALID_ARGUMENT: { status: 400, error: 'INVALID_ARGUMENT', message: 'invalid argument' },
  NOT_FOUND: { status: 404, error: 'NOT_FOUND', message: 'not found' },
  RATE_LIMITED: { status: 429, error: 'RESOURCE_EXHAUSTED', message: 'too many requests' },
  INTERNAL: { status: 500, error: 'INTERNAL', message: 'internal error' },
  UNAVAILABLE: { status: 503, error: 'UNAVAILABLE', message: 'service unavailable' },
} as const satisfies Readonly<Record<string, AdvancedError>>;

export function errorAnswer({ status, error, message }: AdvancedError): WireAnswer {
  return jsonAnswer(status, { error, code: error, message, error_details: message, details: [] });
}

/** Why an order was not made, in the words of `NewOrderFailureReason` and `PreviewFailureReason`. */
export interface OrderRefusal {
  readonly error: string;
  readonly preview: string;
}

export function orderRefusal(error: string, preview = 'UNKNOWN_PREVIEW_FAILURE_REASON'): OrderRefusal {
  return { error, preview };
}

export function refusedAnswer({ error, preview }: OrderRefusal, configuration: object): WireAnswer {
  return jsonAnswer(200, {
    success: false,
    error_response: {
      ...{ error, message: error, error_details: '' },
      ...{ preview_failure_reason: preview, new_order_failure_reason: error },
    },
    order_configuration: configuration,
  });
}

export function jsonAnswer(status: number, body: unknown): WireAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
    body: JSON.stringify(body),
  };
}
