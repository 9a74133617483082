/** MoonPay's widget API as far as the on-ramp asks it: prices, limits, and what became of purchases. */
import {
  type ExecutionFaults,
  type FaultOf,
  isSameSecret,
  type ProviderWire,
  type WireAnswer,
  type WireRequest,
} from '@diboas/sandbox-kit';
import { badRequest, ERRORS, errorAnswer, jsonAnswer, type MoonpayError } from './errors.ts';
import { hostedAnswer, WIDGET_PATH } from './hosted-page.ts';
import { transactionObject } from './purchase.ts';
import type { Purchases } from './purchases.ts';
import { parseLimits, parseTrade, quoteObject } from './quotes.ts';

const CURRENCY = /^\/v3\/currencies\/([a-z0-9_]+)\/(buy_quote|limits)$/;
const BY_REFERENCE = /^\/v1\/transactions\/ext\/([^/]+)$/;
const BY_ID = /^\/v1\/transactions\/([^/]+)$/;

export interface MoonpayParts {
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly purchases: Purchases;
}

export function createMoonpayWire(parts: MoonpayParts): ProviderWire {
  const failed = (error: MoonpayError) => () => errorAnswer(error);
  const isPage = (path: string) => path === WIDGET_PATH || path.startsWith(`${WIDGET_PATH}/`);
  return {
    name: 'moonpay',
    isApi: (path) => !isPage(path),
    handle: async (request, struck) =>
      isPage(request.path)
        ? hostedAnswer(parts.purchases, request, parts)
        : await answer(parts, request, struck),
    rateLimited: failed(ERRORS.RATE_LIMITED),
    unavailable: failed(ERRORS.UNAVAILABLE),
    tooLarge: failed(badRequest('The body is too large.')),
    broken: failed(ERRORS.INTERNAL),
  };
}

async function answer(
  { publishableKey, purchases }: MoonpayParts,
  { method, path, query }: WireRequest,
  struck: ExecutionFaults,
): Promise<WireAnswer> {
  const asked = new URLSearchParams(query);
  if (!isSameSecret(asked.get('apiKey') ?? '', publishableKey)) return errorAnswer(ERRORS.INVALID_KEY);
  await struck.wait();
  if (struck.fault?.kind === 'refuse') return errorAnswer(refusalOf(struck.fault));
  if (struck.fault !== null) return errorAnswer(ERRORS.INTERNAL);
  if (method !== 'GET') return errorAnswer(ERRORS.NO_ROUTE);
  const [, code, what] = CURRENCY.exec(path) ?? [];
  if (code !== undefined) return priceAnswer(code, what === 'limits', asked);
  const reference = BY_REFERENCE.exec(path)?.[1];
  const id = BY_ID.exec(path)?.[1];
  const found = purchases
    .list()
    .filter((one) => (reference === undefined ? one.id === id : one.externalTransactionId === reference))
    .map(transactionObject)
    .filter((transaction) => transaction !== null);
  if (found.length === 0) return errorAnswer(ERRORS.NO_TRANSACTION);
  return jsonAnswer(200, reference === undefined ? found[0] : found);
}

function priceAnswer(code: string, isLimits: boolean, asked: URLSearchParams): WireAnswer {
  if (isLimits) {
    const limits = parseLimits(code, asked);
    return limits.ok ? jsonAnswer(200, limits.value) : errorAnswer(limits.refusal);
  }
  const trade = parseTrade(code, asked);
  return trade.ok ? jsonAnswer(200, quoteObject(trade.value)) : errorAnswer(trade.refusal);
}

/** The faults have a word of their own for a declined card; every other code stands as it was given. */
function refusalOf({ status, code, message }: FaultOf<'refuse'>): MoonpayError {
  return { status, code, type: 'MoonPayApiError', message: message ?? `The request was refused: ${code}.` };
}
