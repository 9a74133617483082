/** Coinbase's APIs as far as the on-ramp needs them: tokens, idempotency, sessions and the list of transactions. */
import type { Clock } from '@diboas/kernel';
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
import { answerUnderKey, canonical, executeOnce, jsonOrText } from '@diboas/sandbox-kit';
import { type ApiKey, isAuthorised } from './bearer-token.ts';
import {
  type CoinbaseError,
  errorAnswer,
  INTERNAL_ERROR,
  invalidRequest,
  jsonAnswer,
  KEY_IN_USE,
  KEY_OF_ANOTHER_REQUEST,
  NOT_FOUND,
  RATE_LIMITED,
  TOO_LARGE,
  UNAUTHORIZED,
  UNAVAILABLE,
} from './errors.ts';
import { hostedAnswer } from './hosted-page.ts';
import { createdObject } from './session.ts';
import { parseSessionParams } from './session-params.ts';
import { type CoinbaseSessions, SESSIONS_PATH } from './sessions.ts';
import { transactionList } from './transactions.ts';

const TRANSACTIONS_PATH = /^\/onramp\/v1\/buy\/user\/([^/]+)\/transactions$/;
/** As long as the calls that declare the header say. */
const KEY = /^[\x21-\x7e]{1,128}$/;

export interface CoinbaseParts {
  readonly apiKey: ApiKey;
  readonly sessions: CoinbaseSessions;
  readonly idempotency: Idempotency;
  readonly store: Store;
  readonly clock: Clock;
  publicUrl(): string;
}

export function createCoinbaseWire(parts: CoinbaseParts): ProviderWire {
  const failed = (error: CoinbaseError) => (request: WireRequest) => errorAnswer(error, request);
  return {
    name: 'coinbase',
    isApi: (path) => path.startsWith('/platform/') || path.startsWith('/onramp/'),
    async handle(request, struck) {
      const isPage = request.path === '/buy' || request.path.startsWith('/buy/');
      return isPage ? hostedAnswer(parts.sessions, request) : answer(parts, request, struck);
    },
    rateLimited: failed(RATE_LIMITED),
    unavailable: failed(UNAVAILABLE),
    tooLarge: failed(TOO_LARGE),
    broken: failed(INTERNAL_ERROR),
  };
}

async function answer(
  parts: CoinbaseParts,
  request: WireRequest,
  struck: ExecutionFaults,
): Promise<WireAnswer> {
  const uri = `${request.method} ${request.headers.host ?? ''}${request.path}`;
  const { apiKey: key, clock } = parts;
  const known = isAuthorised(request.headers.authorization, {
    ...{ key, uri },
    now: clock.now() - struck.behindMs,
  });
  if (!known) return errorAnswer(UNAUTHORIZED, request);
  if (request.method === 'POST' && request.path === SESSIONS_PATH)
    return createSession(parts, request, struck);

  await struck.wait();
  if (struck.fault?.kind === 'refuse') return errorAnswer(refusalOf(struck.fault), request);
  if (struck.fault !== null) return errorAnswer(INTERNAL_ERROR, request);
  const ref = request.method === 'GET' ? TRANSACTIONS_PATH.exec(request.path)?.[1] : undefined;
  if (ref === undefined) return errorAnswer(NOT_FOUND, request);
  const list = transactionList(request.query, decodeSegment(ref), parts.sessions.list());
  return list.ok ? jsonAnswer(200, list.value, request) : errorAnswer(list.refusal, request);
}

/**
 * Coinbase's specification declares no idempotency key for this call, so a repeat makes another link. The fault
 * `honoured_keys` lets the key count as its page on idempotency says of calls that declare it
 * (docs.cdp.coinbase.com/api-reference/v2/idempotency): it is looked up, the body is checked, and only then does
 * execution begin, from where on answers are saved. What the page leaves open is done as others do it.
 */
async function createSession(
  parts: CoinbaseParts,
  request: WireRequest,
  struck: ExecutionFaults,
): Promise<WireAnswer> {
  const { idempotency, sessions, store } = parts;
  const use = struck.honoursKeys ? keyUse(request) : null;
  const known = use === null ? null : underKey(use, idempotency, request);
  if (known !== null) return known;
  const params = parseSessionParams(request.body);
  if (!params.ok) return errorAnswer(params.refusal, request);
  return executeOnce({
    ...{ use, idempotency, store, struck },
    execute() {
      const session = sessions.create(params.value, request.headers['x-idempotency-key'] ?? null);
      return jsonAnswer(201, createdObject(session, parts.publicUrl()), request);
    },
    refused: (fault) => errorAnswer(refusalOf(fault), request),
    failed: () => errorAnswer(INTERNAL_ERROR, request),
  });
}

/** Null when the key is free. */
function underKey(use: KeyUse, idempotency: Idempotency, request: WireRequest): WireAnswer | null {
  if (!KEY.test(use.key)) {
    return errorAnswer(invalidRequest('X-Idempotency-Key has 1 to 128 characters.'), request);
  }
  return answerUnderKey(use, idempotency, {
    inUse: () => errorAnswer(KEY_IN_USE, request),
    ofAnotherRequest: () => errorAnswer(KEY_OF_ANOTHER_REQUEST, request),
  });
}

function keyUse(request: WireRequest): KeyUse | null {
  const key = request.headers['x-idempotency-key'];
  if (key === undefined || key === '') return null;
  const text = `${request.path} ${canonical(jsonOrText(request.body))}`;
  return { key, request: text, requestId: request.id };
}

/** The faults have a word of their own for a declined card; every other code stands as it was given. */
function refusalOf(fault: FaultOf<'refuse'>): CoinbaseError {
  const type = fault.code === 'card_declined' ? 'payment_required' : fault.code;
  return { status: fault.status, type, message: fault.message ?? `The request was refused: ${type}.` };
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
