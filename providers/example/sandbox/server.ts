/** Example's API: prices, sessions, and one answer a key. */
import type { Instant } from '@diboas/kernel';
import {
  answerUnderKey,
  canonical,
  type ExecutionFaults,
  executeOnce,
  type FaultOf,
  type Idempotency,
  isSameSecret,
  jsonOrText,
  type KeyUse,
  type ProviderWire,
  type Store,
  type WireAnswer,
  type WireRequest,
} from '@diboas/sandbox-kit';
import { ERRORS, type ExampleError, errorAnswer, jsonAnswer } from './errors.ts';
import { hostedAnswer } from './hosted-page.ts';
import { sessionObject } from './session.ts';
import { parsePriceParams, parseSessionParams } from './session-params.ts';
import { type ExampleSessions, SESSIONS_PATH } from './sessions.ts';

const PRICES_PATH = '/v1/prices';

export interface ExampleWireParts {
  readonly apiKey: string;
  readonly sessions: ExampleSessions;
  readonly idempotency: Idempotency;
  readonly store: Store;
  publicUrl(): string;
  now(): Instant;
}

export function createExampleWire(parts: ExampleWireParts): ProviderWire {
  const failed = (error: ExampleError) => (request: WireRequest) => errorAnswer(error, request);
  return {
    name: 'example',
    isApi: (path) => path.startsWith('/v1/'),
    async handle(request, struck) {
      if (request.path.startsWith('/pay/')) return hostedAnswer(parts.sessions, request);
      return await answer(parts, request, struck);
    },
    rateLimited: failed(ERRORS.RATE_LIMITED),
    unavailable: failed(ERRORS.UNAVAILABLE),
    tooLarge: failed(ERRORS.INVALID),
    broken: failed(ERRORS.INTERNAL),
  };
}

async function answer(
  parts: ExampleWireParts,
  request: WireRequest,
  struck: ExecutionFaults,
): Promise<WireAnswer> {
  if (!isSameSecret(request.headers.authorization ?? '', `Bearer ${parts.apiKey}`))
    return errorAnswer(ERRORS.NOT_AUTHORISED, request);
  if (request.method === 'POST' && request.path === SESSIONS_PATH)
    return createSession(parts, request, struck);
  await struck.wait();
  if (struck.fault?.kind === 'refuse') return errorAnswer(refusalOf(struck.fault), request);
  if (struck.fault !== null) return errorAnswer(ERRORS.INTERNAL, request);
  if (request.method === 'POST') return cancelAnswer(parts, request);
  return request.method === 'GET' ? read(parts, request) : errorAnswer(ERRORS.NOT_FOUND, request);
}

const CANCEL_PATH = /^\/v1\/sessions\/([^/]+)\/cancel$/;

function cancelAnswer({ sessions, publicUrl }: ExampleWireParts, request: WireRequest): WireAnswer {
  const [, id = ''] = CANCEL_PATH.exec(request.path) ?? [];
  const session = sessions.get(id);
  if (session === undefined) return errorAnswer(ERRORS.NOT_FOUND, request);
  const cancelled = sessions.cancel(session);
  if (!cancelled.ok) return errorAnswer(ERRORS.NOT_CANCELLABLE, request);
  return jsonAnswer(200, sessionObject(cancelled.value, publicUrl()));
}

function read(parts: ExampleWireParts, request: WireRequest): WireAnswer {
  const fields = new URLSearchParams(request.query);
  if (request.path === PRICES_PATH) return priceAnswer(fields, request);
  if (request.path === SESSIONS_PATH) {
    const reference = fields.get('our_reference');
    const found = parts.sessions.list().filter(({ ourReference }) => ourReference === reference);
    return jsonAnswer(200, { sessions: found.map((one) => sessionObject(one, parts.publicUrl())) });
  }
  const session = parts.sessions.get(request.path.slice(SESSIONS_PATH.length + 1));
  if (session === undefined || !request.path.startsWith(`${SESSIONS_PATH}/`)) {
    return errorAnswer(ERRORS.NOT_FOUND, request);
  }
  return jsonAnswer(200, sessionObject(session, parts.publicUrl()));
}

function priceAnswer(fields: URLSearchParams, request: WireRequest): WireAnswer {
  const field = (name: string): string => fields.get(name) ?? '';
  const [amount, currency] = [field('amount'), field('currency')];
  const priced = parsePriceParams({ amount, currency, asset: field('asset'), network: field('network') });
  if (!priced.ok) return errorAnswer(priced.refusal, request);
  const { price, asset, network } = priced.value;
  const { fee, total, delivers } = price;
  return jsonAnswer(200, {
    amount,
    currency,
    fee,
    network_fee: price.networkFee,
    total,
    delivers,
    asset,
    network,
  });
}

/** The key is looked up, the body is checked, and only then does execution begin, from where on answers are saved. */
async function createSession(
  parts: ExampleWireParts,
  request: WireRequest,
  struck: ExecutionFaults,
): Promise<WireAnswer> {
  const { idempotency, sessions, store } = parts;
  const body = jsonOrText(request.body);
  const key = request.headers['idempotency-key'] ?? '';
  if (key === '') return errorAnswer(ERRORS.INVALID, request);
  const use: KeyUse = { key, request: canonical(body), requestId: request.id };
  const known = answerUnderKey(use, idempotency, {
    inUse: () => errorAnswer(ERRORS.KEY_IN_USE, request),
    ofAnotherRequest: () => errorAnswer(ERRORS.KEY_OF_ANOTHER_REQUEST, request),
  });
  if (known !== null) return known;
  const params = parseSessionParams(body, parts.now());
  if (!params.ok) return errorAnswer(params.refusal, request);
  return executeOnce({
    ...{ use, idempotency, store, struck },
    execute: () => jsonAnswer(201, sessionObject(sessions.create(params.value, key), parts.publicUrl())),
    refused: (fault) => errorAnswer(refusalOf(fault), request),
    failed: () => errorAnswer(ERRORS.INTERNAL, request),
  });
}

/** The faults' own word for a declined card; every other code stands as it was given. */
function refusalOf({ status, code }: FaultOf<'refuse'>): ExampleError {
  return { status, code: code === 'card_declined' ? 'declined' : code };
}
