/** Errors as Sumsub writes them: docs.sumsub.com/reference/error-codes-description. */
import type { WireAnswer, WireRequest } from '@diboas/sandbox-kit';

export interface SumsubError {
  readonly status: number;
  readonly description: string;
  readonly errorName?: string;
}

export const ERRORS = {
  NO_TOKEN: { status: 401, description: 'App token was not found' },
  BAD_SIGNATURE: { status: 401, description: 'Invalid signature' },
  BAD_TIME: { status: 401, description: 'Request timestamp is outside of the allowed window' },
  NOT_FOUND: { status: 404, description: 'HTTP 404 Not Found' },
  NO_LEVEL: { status: 404, description: 'Level was not found' },
  RATE_LIMITED: { status: 429, description: 'Too many requests' },
  TOO_LARGE: { status: 413, description: 'HTTP 413 Request Entity Too Large' },
  INTERNAL: { status: 500, description: 'HTTP 500 Internal Server Error' },
  UNAVAILABLE: { status: 503, description: 'HTTP 503 Service Unavailable' },
} as const satisfies Readonly<Record<string, SumsubError>>;

export function invalid(field: string): SumsubError {
  return { status: 400, description: `A field is missing or wrong: ${field}` };
}

/** It repeats both ids, as Sumsub's does. */
export function alreadyExists(externalUserId: string, id: string): SumsubError {
  return {
    ...{ status: 409, errorName: 'applicant-already-exists' },
    description: `Applicant with external user id '${externalUserId}' already exists: ${id}`,
  };
}

export function errorAnswer(
  { status, description, errorName }: SumsubError,
  { id }: WireRequest,
): WireAnswer {
  const named = errorName === undefined ? {} : { errorName };
  return jsonAnswer(status, { description, code: status, correlationId: id, ...named });
}

export function jsonAnswer(status: number, body: unknown): WireAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
    body: JSON.stringify(body),
  };
}
