/** Errors as the CDP APIs write them: https://docs.cdp.coinbase.com/api-reference/v2/errors. */
import type { WireAnswer, WireRequest } from '@diboas/sandbox-kit';

export interface CoinbaseError {
  readonly status: number;
  /** Coinbase's own word for it. Free text, because faults may ask for any. */
  readonly type: string;
  readonly message: string;
}

export function invalidRequest(message: string): CoinbaseError {
  return { status: 400, type: 'invalid_request', message };
}

export const UNAUTHORIZED: CoinbaseError = {
  status: 401,
  type: 'unauthorized',
  message: 'The bearer token is missing, expired, or not signed for this request by this key.',
};

export const NOT_FOUND: CoinbaseError = {
  status: 404,
  type: 'not_found',
  message: 'There is nothing at this address.',
};

export const TOO_LARGE: CoinbaseError = invalidRequest('The body is too large.');

export const RATE_LIMITED: CoinbaseError = {
  status: 429,
  type: 'rate_limit_exceeded',
  message: 'Too many requests in too short a time. Send fewer, and pause longer after each refusal.',
};

export const INTERNAL_ERROR: CoinbaseError = {
  status: 500,
  type: 'internal_server_error',
  message: 'An error happened on the side of the sandbox that stands in for Coinbase.',
};

export const UNAVAILABLE: CoinbaseError = {
  status: 503,
  type: 'service_unavailable',
  message: 'The service is not available now.',
};

export const KEY_OF_ANOTHER_REQUEST: CoinbaseError = {
  status: 422,
  type: 'idempotency_error',
  message: 'This idempotency key was first used with another request. Use another key for another request.',
};

export const KEY_IN_USE: CoinbaseError = {
  status: 409,
  type: 'operation_in_progress',
  message: 'Another request with this idempotency key is still running. Try again in a moment.',
};

/** The older API under /onramp/v1 answers with gRPC's status object instead. */
export function errorAnswer(error: CoinbaseError, request: WireRequest): WireAnswer {
  const { status, type, message } = error;
  if (request.path.startsWith('/onramp/v1/')) {
    return jsonAnswer(status, { code: GRPC_CODES[status] ?? 2, message, details: [] }, request);
  }
  const errorLink = `https://docs.cdp.coinbase.com/api-reference/v2/errors#${type.replaceAll('_', '-')}`;
  return jsonAnswer(
    status,
    { errorType: type, errorMessage: message, correlationId: request.id, errorLink },
    request,
  );
}

/** google.rpc.Code by HTTP status: invalid argument, unauthenticated, not found, exhausted, internal, unavailable. */
const GRPC_CODES: Readonly<Record<number, number>> = { 400: 3, 401: 16, 404: 5, 429: 8, 500: 13, 503: 14 };

export function jsonAnswer(status: number, body: unknown, request: WireRequest): WireAnswer {
  return {
    status,
    headers: {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      'X-Correlation-Id': request.id,
    },
    body: JSON.stringify(body),
  };
}
