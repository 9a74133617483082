/** Stripe's error bodies: https://docs.stripe.com/api/errors. */
import type { WireAnswer } from '@diboas/sandbox-kit';

export interface StripeError {
  readonly status: number;
  readonly type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  readonly message: string;
  readonly code?: string | undefined;
  readonly param?: string | undefined;
  readonly decline_code?: string | undefined;
  /** Stripe's word on whether the same request may be sent again, where it gives one. */
  readonly retry?: boolean;
}

export function invalidRequest(message: string, param?: string, code?: string): StripeError {
  return { status: 400, type: 'invalid_request_error', message, param, code };
}

export const MISSING_KEY: StripeError = {
  status: 401,
  type: 'invalid_request_error',
  message: "No API key was given. Send your key in the Authorization header, as 'Bearer YOUR_SECRET_KEY'.",
};

export function wrongKey(key: string): StripeError {
  const shown = key.length > 12 ? `${key.slice(0, 8)}${'*'.repeat(8)}${key.slice(-4)}` : '*'.repeat(8);
  return { status: 401, type: 'invalid_request_error', message: `Invalid API Key provided: ${shown}` };
}

export function unknownUrl(method: string, path: string): StripeError {
  return {
    status: 404,
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${method}: ${path}).`,
  };
}

export function noSuch(object: string, id: string): StripeError {
  return {
    status: 404,
    type: 'invalid_request_error',
    code: 'resource_missing',
    param: 'id',
    message: `No such ${object}: '${id}'`,
  };
}

export const API_ERROR: StripeError = {
  status: 500,
  type: 'api_error',
  message: 'An error happened on the side of the sandbox that stands in for Stripe.',
};

export const UNAVAILABLE: StripeError = {
  ...API_ERROR,
  status: 503,
  message: 'The service is not available now.',
};

export const TOO_LARGE: StripeError = invalidRequest('The request is too large.');

export const RATE_LIMITED: StripeError = {
  status: 429,
  type: 'invalid_request_error',
  code: 'rate_limit',
  message: 'Too many requests in too short a time. Send fewer, and pause longer after each refusal.',
};

export function keyOfAnotherRequest(key: string): StripeError {
  const message = `The idempotency key '${key}' was first used with other parameters. Use another key for another request.`;
  return { status: 400, type: 'idempotency_error', message };
}

export function keyInUse(key: string): StripeError {
  return {
    status: 409,
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message: `Another request with the idempotency key '${key}' is still running. Try again in a moment.`,
    retry: true,
  };
}

/** The body and headers of an error. */
export function errorAnswer(error: StripeError, requestId: string): WireAnswer {
  const { code, decline_code, message, param, type } = error;
  const body = {
    error: {
      ...(code === undefined
        ? {}
        : { code, doc_url: `https://docs.stripe.com/error-codes#${code.replaceAll('_', '-')}` }),
      ...(decline_code === undefined ? {} : { decline_code }),
      message,
      ...(param === undefined ? {} : { param }),
      request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}`,
      type,
    },
  };
  const retry: Record<string, string> =
    error.retry === undefined ? {} : { 'Stripe-Should-Retry': String(error.retry) };
  return jsonAnswer(error.status, body, retry);
}

/** Stripe's bodies are indented by two spaces. */
export function jsonAnswer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): WireAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache, no-store', ...headers },
    body: `${JSON.stringify(body, null, 2)}\n`,
  };
}
