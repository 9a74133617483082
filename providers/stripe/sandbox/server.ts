/** Stripe's API, v1, as far as the on-ramp needs it: keys, versions, request ids, idempotency and the endpoints. */
import type { Clock, Outcome } from '@diboas/kernel';
import type {
  ExecutionFaults,
  FaultOf,
  Idempotency,
  KeyUse,
  ProviderWire,
  Store,
  WireAnswer,
  WireRequest,
} from '@diboas/sandbox-kit';
import { answerUnderKey, canonical, executeOnce, isSameSecret } from '@diboas/sandbox-kit';
import {
  API_ERROR,
  errorAnswer,
  invalidRequest,
  jsonAnswer,
  keyInUse,
  keyOfAnotherRequest,
  MISSING_KEY,
  noSuchSession,
  RATE_LIMITED,
  type StripeError,
  TOO_LARGE,
  UNAVAILABLE,
  unknownUrl,
  wrongKey,
} from './errors.ts';
import { parseForm } from './form.ts';
import { hostedAnswer } from './hosted-page.ts';
import { listObject } from './list.ts';
import { quoteObject } from './quotes.ts';
import { sessionObject } from './session.ts';
import { parseCreateParams } from './session-params.ts';
import type { StripeSessions } from './sessions.ts';
import { API_VERSION } from './webhooks.ts';

const SESSIONS = '/v1/crypto/onramp_sessions';
const QUOTES = '/v1/crypto/onramp_quotes';
const KEY_LENGTH_MAX = 255;

export interface StripeParts {
  readonly apiKey: string;
  readonly sessions: StripeSessions;
  readonly idempotency: Idempotency;
  readonly store: Store;
  readonly clock: Clock;
  publicUrl(): string;
}

export function createStripeWire(parts: StripeParts): ProviderWire {
  const failed = (error: StripeError) => (request: WireRequest) =>
    withCommonHeaders(errorAnswer(error, request.id), request);
  return {
    name: 'stripe',
    isApi: (path) => path.startsWith('/v1/') || path.startsWith('/v2/'),
    async handle(request, struck) {
      if (request.path.startsWith('/onramp/')) return hostedAnswer(parts, request);
      return withCommonHeaders(await answer(parts, request, struck), request);
    },
    rateLimited: failed(RATE_LIMITED),
    unavailable: failed(UNAVAILABLE),
    tooLarge: failed(TOO_LARGE),
    broken: failed(API_ERROR),
  };
}

async function answer(
  parts: StripeParts,
  request: WireRequest,
  struck: ExecutionFaults,
): Promise<WireAnswer> {
  const denied = keyProblem(request, parts.apiKey);
  if (denied !== null) return errorAnswer(denied, request.id);
  if (request.method === 'POST' && request.path === SESSIONS) return createSession(parts, request, struck);

  await struck.wait();
  if (struck.fault?.kind === 'refuse') return errorAnswer(refusalOf(struck.fault), request.id);
  if (struck.fault !== null) return errorAnswer(API_ERROR, request.id);
  return request.method === 'GET'
    ? read(parts, request)
    : errorAnswer(unknownUrl(request.method, request.path), request.id);
}

function read(parts: StripeParts, request: WireRequest): WireAnswer {
  const form = parseForm(request.query);
  const told = (result: Outcome<object, StripeError>): WireAnswer =>
    result.ok ? jsonAnswer(200, result.value) : errorAnswer(result.refusal, request.id);
  if (request.path === QUOTES) return told(quoteObject(form, parts.clock.now()));
  if (request.path === SESSIONS) return told(listObject(form, parts.sessions.list(), parts.publicUrl()));
  const id = request.path.startsWith(`${SESSIONS}/`) ? request.path.slice(SESSIONS.length + 1) : '';
  if (id === '' || id.includes('/')) return errorAnswer(unknownUrl(request.method, request.path), request.id);
  const session = parts.sessions.get(id);
  if (session === undefined) return errorAnswer(noSuchSession(id), request.id);
  return jsonAnswer(200, sessionObject(session, parts.publicUrl()));
}

/**
 * Stripe's idempotent requests (https://docs.stripe.com/api/idempotent_requests), in the order of the real thing: the
 * key is looked up, the parameters are checked, and only then does execution begin, from where on whatever is answered
 * is saved under the key.
 */
async function createSession(
  parts: StripeParts,
  request: WireRequest,
  struck: ExecutionFaults,
): Promise<WireAnswer> {
  const { idempotency, sessions, store } = parts;
  const form = parseForm(request.body);
  const use = keyUse(request, form);
  if (use !== null && use.key.length > KEY_LENGTH_MAX) {
    const message = `An idempotency key is at most ${KEY_LENGTH_MAX} characters long.`;
    return errorAnswer(invalidRequest(message), request.id);
  }
  const known = use === null ? null : underKey(use, idempotency, request);
  if (known !== null) return known;
  const params = parseCreateParams(form);
  if (!params.ok) return errorAnswer(params.refusal, request.id);
  return executeOnce({
    ...{ use, idempotency, store, struck },
    execute() {
      const session = sessions.create(params.value, use?.key ?? null);
      return jsonAnswer(200, sessionObject(session, parts.publicUrl()));
    },
    refused: (fault) => errorAnswer(refusalOf(fault), request.id),
    failed: (retry) => errorAnswer({ ...API_ERROR, retry }, request.id),
  });
}

/** Null when the key is free. A saved answer says that it is one. */
function underKey(use: KeyUse, idempotency: Idempotency, request: WireRequest): WireAnswer | null {
  return answerUnderKey(use, idempotency, {
    inUse: () => errorAnswer(keyInUse(use.key), request.id),
    ofAnotherRequest: () => errorAnswer(keyOfAnotherRequest(use.key), request.id),
    again({ answer, requestId }) {
      const headers = { 'Idempotent-Replayed': 'true', 'Original-Request': requestId };
      return { ...answer, headers: { ...answer.headers, ...headers } };
    },
  });
}

function keyUse(request: WireRequest, form: Readonly<Record<string, unknown>>): KeyUse | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined || key === '') return null;
  return { key, request: `${request.path} ${canonical(form)}`, requestId: request.id };
}

/** Bearer as the SDK sends it, or Basic with the key as the user's name, as `curl -u` does. */
function keyProblem(request: WireRequest, apiKey: string): StripeError | null {
  const [scheme = '', credentials = ''] = (request.headers.authorization ?? '').split(' ');
  const key =
    scheme.toLowerCase() === 'basic'
      ? (Buffer.from(credentials, 'base64').toString('utf8').split(':')[0] ?? '')
      : scheme.toLowerCase() === 'bearer'
        ? credentials
        : '';
  if (key === '') return MISSING_KEY;
  return isSameSecret(key, apiKey) ? null : wrongKey(key);
}

function refusalOf(fault: FaultOf<'refuse'>): StripeError {
  const declined = fault.code === 'card_declined';
  return {
    status: fault.status,
    type: fault.status === 402 ? 'card_error' : 'invalid_request_error',
    code: fault.code,
    decline_code: fault.decline_code ?? (declined ? 'generic_decline' : undefined),
    message:
      fault.message ?? (declined ? 'Your card was declined.' : `The request was refused: ${fault.code}.`),
  };
}

/** What every answer of the API carries. The version that was asked for is echoed. */
function withCommonHeaders(result: WireAnswer, request: WireRequest): WireAnswer {
  const key = request.headers['idempotency-key'];
  return {
    ...result,
    headers: {
      'Request-Id': request.id,
      'Stripe-Version': request.headers['stripe-version'] ?? API_VERSION,
      ...(key === undefined ? {} : { 'Idempotency-Key': key }),
      ...result.headers,
    },
  };
}
