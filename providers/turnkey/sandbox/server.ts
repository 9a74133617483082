/** Turnkey's public API: every call is a POST with a stamp over its body, but for the page of the webhooks' keys. */
import type { ExecutionFaults, ProviderWire, WireAnswer, WireRequest } from '@diboas/sandbox-kit';
import { ERRORS, errorAnswer, type TurnkeyError } from './errors.ts';
import { isIntentName } from './intents.ts';
import { answerQuery, isQueryName, type QueryParts } from './queries.ts';
import { checkStamp } from './stamp.ts';
import { type SubmissionParts, submit } from './submissions.ts';
import { JWKS_PATH, jwksAnswer, type SigningKey } from './webhooks.ts';

const CALL = /^\/public\/v1\/(submit|query)\/([a-z_]{1,60})$/;

export interface TurnkeyParts extends SubmissionParts, QueryParts {
  /** By which callers prove who they are. */
  readonly publicKey: string;
  readonly signingKey: SigningKey;
}

export function createTurnkeyWire(parts: TurnkeyParts): ProviderWire {
  const failed = (error: TurnkeyError) => () => errorAnswer(error);
  return {
    name: 'turnkey',
    isApi: (path) => path.startsWith('/public/'),
    handle: (request, struck) => answer(parts, request, struck),
    rateLimited: failed(ERRORS.RATE_LIMITED),
    unavailable: failed(ERRORS.UNAVAILABLE),
    tooLarge: failed(ERRORS.TOO_LARGE),
    broken: failed(ERRORS.INTERNAL),
  };
}

async function answer(
  parts: TurnkeyParts,
  { method, path, headers, body }: WireRequest,
  struck: ExecutionFaults,
): Promise<WireAnswer> {
  if (method === 'GET' && path === JWKS_PATH) {
    await struck.wait();
    return struck.fault === null ? jwksAnswer(parts.signingKey) : errorAnswer(ERRORS.INTERNAL);
  }
  const [, kind, name = ''] = (method === 'POST' ? CALL.exec(path) : null) ?? [];
  const isKnown = kind === 'submit' ? isIntentName(name) : kind === 'query' && isQueryName(name);
  if (!isKnown) return errorAnswer(ERRORS.NOT_FOUND);
  const stamped = checkStamp({ header: headers['x-stamp'], body }, parts.publicKey);
  if (!stamped.ok) return errorAnswer(stamped.refusal);
  if (isIntentName(name)) return submit(parts, { name, path, body }, struck);
  return isQueryName(name) ? answerQuery(parts, { name, body }, struck) : errorAnswer(ERRORS.NOT_FOUND);
}
