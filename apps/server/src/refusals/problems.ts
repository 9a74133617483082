import { StoreUnavailableError } from '@diboas/orchestration';
import { PROBLEMS, type Problem, type ProblemCode } from '@diboas/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { type HttpRefusal, RefusalError } from './refusal.ts';

export const PROBLEM_TYPE = 'application/problem+json';

/** For what is away now and expected back: the database, or a node that is about to be replaced. In seconds. */
export const RETRY_SOON = { 'retry-after': '2' } as const;

/** The RFC 9457 document of a refusal. `type` is a URN: there is no page to look it up on besides the reference. */
export function problemOf(refusal: HttpRefusal, requestId?: string): Problem {
  const { status, title } = PROBLEMS[refusal.code];
  return {
    type: `urn:diboas:problem:${refusal.code}`,
    title,
    status,
    code: refusal.code,
    ...(refusal.detail === undefined ? {} : { detail: refusal.detail }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(refusal.left === undefined ? {} : { left: refusal.left }),
    ...(refusal.waitSeconds === undefined ? {} : { waitSeconds: refusal.waitSeconds }),
    ...(refusal.why === undefined ? {} : { why: refusal.why }),
    ...(refusal.errors === undefined ? {} : { errors: [...refusal.errors] }),
  };
}

/** Ends the request with a problem document, past any response schema of the route. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: HttpRefusal,
): FastifyReply {
  for (const [name, value] of Object.entries(refusal.headers ?? {})) reply.header(name, value);
  return (
    reply
      .code(PROBLEMS[refusal.code].status)
      .type(PROBLEM_TYPE)
      .header('cache-control', 'no-store')
      // A request that never reached a route passed no hook, and is named all the same.
      .header('x-request-id', request.id)
      .serializer(JSON.stringify)
      .send(problemOf(refusal, request.id))
  );
}

/** Fastify's own errors that are the client's doing, by their stable code. */
const FASTIFY_CODES: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid_request',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid_request',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid_request',
  FST_ERR_BAD_URL: 'invalid_request',
  FST_ERR_NOT_FOUND: 'not_found',
};

/**
 * What any thrown thing means to the client. `internal` is what remains: a bug or a fault that nobody sorted, of
 * which the client hears nothing but the request's id.
 */
export function refusalOfError(error: unknown): HttpRefusal {
  if (error instanceof RefusalError) return error.refusal;
  if (error instanceof StoreUnavailableError) return { code: 'unavailable', headers: RETRY_SOON };
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map(({ instancePath, message }) => ({
      path: `${error.validationContext ?? 'request'}${instancePath === '/' ? '' : instancePath}`,
      message: message ?? 'is not as documented',
    }));
    return { code: 'invalid_request', errors };
  }
  const code = textOf(error, 'code');
  const known = code === null ? undefined : FASTIFY_CODES[code];
  if (known) return { code: known, detail: messageOf(error) };
  const status = statusOf(error);
  // A parser of Node or Fastify that says 4xx without a code of ours: still the client's doing.
  if (status !== null && status >= 400 && status < 500) return { code: codeOfStatus(status) };
  if (status === 503) return { code: 'unavailable', headers: RETRY_SOON };
  return { code: 'internal' };
}

function codeOfStatus(status: number): ProblemCode {
  switch (status) {
    case 404:
      return 'not_found';
    case 408:
      return 'request_timeout';
    case 413:
      return 'body_too_large';
    case 417:
      return 'expectation_failed';
    case 431:
      return 'headers_too_large';
    case 415:
      return 'unsupported_media_type';
    case 429:
      return 'too_many_requests';
    default:
      return 'invalid_request';
  }
}

function textOf(error: unknown, name: string): string | null {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : null;
  return typeof value === 'string' ? value : null;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'the request could not be read';
}

function statusOf(error: unknown): number | null {
  const status: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'statusCode') : null;
  return typeof status === 'number' ? status : null;
}
