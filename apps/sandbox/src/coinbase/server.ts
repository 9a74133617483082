/** Coinbase's APIs as far as the on-ramp needs them: tokens, idempotency, sessions and the list of transactions. */
import type { Clock } from '@diboas/kernel';
import { canonical } from '../canonical.ts';
import type { FaultOf } from '../faults/fault.ts';
import type { Store } from '../store.ts';
import type { ExecutionOrders, ProviderWire, WireAnswer, WireRequest } from '../wire/provider-wire.ts';
import { type ApiKey, isAuthorised } from './bearer-token.ts';
import {
  type CoinbaseError,
  errorAnswer,
  INTERNAL_ERROR,
  jsonAnswer,
  NOT_FOUND,
  RATE_LIMITED,
  UNAUTHORIZED,
  UNAVAILABLE,
} from './errors.ts';
import { hostedAnswer } from './hosted-page.ts';
import type { Idempotency, KeyUse } from './idempotency.ts';
import { createdObject } from './session.ts';
import { parseSessionParams } from './session-params.ts';
import { type CoinbaseSessions, SESSIONS_PATH } from './sessions.ts';
import { transactionList } from './transactions.ts';

const TRANSACTIONS_PATH = /^\/onramp\/v1\/buy\/user\/([^/]+)\/transactions$/;

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
    async handle(request, orders) {
      const isPage = request.path === '/buy' || request.path.startsWith('/buy/');
      return isPage ? hostedAnswer(parts.sessions, request) : answer(parts, request, orders);
    },
    rateLimited: failed(RATE_LIMITED),
    unavailable: failed(UNAVAILABLE),
    broken: failed(INTERNAL_ERROR),
  };
}

async function answer(
  parts: CoinbaseParts,
  request: WireRequest,
  orders: ExecutionOrders,
): Promise<WireAnswer> {
  const uri = `${request.method} ${request.headers.host ?? ''}${request.path}`;
  const { apiKey: key, clock } = parts;
  const known = isAuthorised(request.headers.authorization, { key, uri, now: clock.now() });
  if (!known) return errorAnswer(UNAUTHORIZED, request);
  if (request.method === 'POST' && request.path === SESSIONS_PATH)
    return createSession(parts, request, orders);

  await orders.wait();
  if (orders.fault?.kind === 'refuse') return errorAnswer(refusalOf(orders.fault), request);
  if (orders.fault !== null) return errorAnswer(INTERNAL_ERROR, request);
  const ref = request.method === 'GET' ? TRANSACTIONS_PATH.exec(request.path)?.[1] : undefined;
  if (ref === undefined) return errorAnswer(NOT_FOUND, request);
  const list = transactionList(request.query, decodeSegment(ref), parts.sessions.list());
  return list.ok ? jsonAnswer(200, list.value, request) : errorAnswer(list.refusal, request);
}

/** The key is looked up, the body is checked, and only then does execution begin, from where on answers are saved. */
async function createSession(
  parts: CoinbaseParts,
  request: WireRequest,
  orders: ExecutionOrders,
): Promise<WireAnswer> {
  const { idempotency, sessions, store } = parts;
  const use = keyUse(request);
  const state = use === null ? null : idempotency.look(use);
  if (state?.is === 'answered') return state.answer;
  if (state?.is === 'refused') return errorAnswer(state.error, request);
  const params = parseSessionParams(request.body);
  if (!params.ok) return errorAnswer(params.refusal, request);

  const saved = (result: WireAnswer): WireAnswer => {
    if (use !== null) idempotency.save(use, result);
    return result;
  };
  if (use !== null) idempotency.hold(use.key);
  try {
    await orders.wait();
    const { fault } = orders;
    return store.together(() => {
      if (fault?.kind === 'refuse') return saved(errorAnswer(refusalOf(fault), request));
      if (fault?.kind === 'server_error_before') {
        const failure = errorAnswer(INTERNAL_ERROR, request);
        return fault.saved ? saved(failure) : failure;
      }
      const session = sessions.create(params.value, use?.key ?? null);
      if (fault?.kind === 'server_error_after') return saved(errorAnswer(INTERNAL_ERROR, request));
      return saved(jsonAnswer(201, createdObject(session, parts.publicUrl()), request));
    });
  } finally {
    if (use !== null) idempotency.release(use.key);
  }
}

function keyUse(request: WireRequest): KeyUse | null {
  const key = request.headers['x-idempotency-key'];
  if (key === undefined || key === '') return null;
  return { key, request: `${request.path} ${canonical(parseJson(request.body))}` };
}

/** The faults' own word for a declined card is Stripe's; every other code stands as it was given. */
function refusalOf(fault: FaultOf<'refuse'>): CoinbaseError {
  const type = fault.code === 'card_declined' ? 'payment_required' : fault.code;
  return { status: fault.status, type, message: fault.message ?? `The request was refused: ${type}.` };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
