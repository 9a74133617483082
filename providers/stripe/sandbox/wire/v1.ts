/** Stripe's API, v1, whatever is asked for: keys, versions, request ids and idempotency. */
import type { Outcome } from '@diboas/kernel';
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
import { API_VERSION } from './events.ts';
import { type FormParams, parseForm } from './form.ts';
import {
  API_ERROR,
  errorAnswer,
  invalidRequest,
  jsonAnswer,
  keyInUse,
  keyOfAnotherRequest,
  MISSING_KEY,
  RATE_LIMITED,
  type StripeError,
  TOO_LARGE,
  UNAVAILABLE,
  unknownUrl,
  wrongKey,
} from './v1-errors.ts';

const KEY_LENGTH_MAX = 255;

export interface V1Parts {
  readonly apiKey: string;
  readonly idempotency: Idempotency;
  readonly store: Store;
}

/** What there is at a service of Stripe's. */
export interface V1Service {
  readonly name: string;
  /** What people open begins with this. */
  readonly pages: string;
  page(request: WireRequest): WireAnswer;
  /** What a POST to this path asks for, once its parameters are found good; null where nothing can be made. */
  maker(path: string): ((form: FormParams, key: string | null) => Outcome<() => object, StripeError>) | null;
  /** What a GET of this path gives; null where nothing is. */
  read(path: string, form: FormParams): Outcome<object, StripeError> | null;
}

export function createV1Wire(parts: V1Parts, service: V1Service): ProviderWire {
  const failed = (error: StripeError) => (request: WireRequest) =>
    withCommonHeaders(errorAnswer(error, request.id), request);
  return {
    name: service.name,
    isApi: (path) => path.startsWith('/v1/') || path.startsWith('/v2/'),
    async handle(request, struck) {
      if (request.path.startsWith(service.pages)) return service.page(request);
      return withCommonHeaders(await answer(parts, service, request, struck), request);
    },
    rateLimited: failed(RATE_LIMITED),
    unavailable: failed(UNAVAILABLE),
    tooLarge: failed(TOO_LARGE),
    broken: failed(API_ERROR),
  };
}

async function answer(
  parts: V1Parts,
  service: V1Service,
  request: WireRequest,
  struck: ExecutionFaults,
): Promise<WireAnswer> {
  const { method, path, query } = request;
  const denied = keyProblem(request, parts.apiKey);
  if (denied !== null) return errorAnswer(denied, request.id);
  const maker = method === 'POST' ? service.maker(path) : null;
  if (maker !== null) return await make(parts, maker, request, struck);
  await struck.wait();
  if (struck.fault?.kind === 'refuse') return errorAnswer(refusalOf(struck.fault), request.id);
  if (struck.fault !== null) return errorAnswer(API_ERROR, request.id);
  const found = method === 'GET' ? service.read(path, parseForm(query)) : null;
  if (found === null) return errorAnswer(unknownUrl(method, path), request.id);
  return found.ok ? jsonAnswer(200, found.value) : errorAnswer(found.refusal, request.id);
}

/**
 * Stripe's idempotent requests (https://docs.stripe.com/api/idempotent_requests), in the order of the real thing: the
 * key is looked up, the parameters are checked, and only then does execution begin, from where on whatever is answered
 * is saved under the key.
 */
async function make(
  { idempotency, store }: V1Parts,
  maker: NonNullable<ReturnType<V1Service['maker']>>,
  request: WireRequest,
  struck: ExecutionFaults,
): Promise<WireAnswer> {
  const form = parseForm(request.body);
  const use = keyUse(request, form);
  if (use !== null && use.key.length > KEY_LENGTH_MAX) {
    const message = `An idempotency key is at most ${KEY_LENGTH_MAX} characters long.`;
    return errorAnswer(invalidRequest(message), request.id);
  }
  const known = use === null ? null : underKey(use, idempotency, request);
  if (known !== null) return known;
  const made = maker(form, use?.key ?? null);
  if (!made.ok) return errorAnswer(made.refusal, request.id);
  return await executeOnce({
    ...{ use, idempotency, store, struck },
    execute: () => jsonAnswer(200, made.value()),
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
