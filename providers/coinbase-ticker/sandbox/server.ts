/** GET /products/{id}/ticker as docs.cdp.coinbase.com/api-reference/exchange-api has it. */
import type { Instant } from '@diboas/kernel';
import type { ProviderWire, WireAnswer, WireRequest } from '@diboas/sandbox-kit';
import { ERRORS, errorAnswer, jsonAnswer } from './errors.ts';
import { tickerOf } from './ticker-body.ts';

const TICKER = /^\/products\/([^/]+)\/ticker$/;

export function createTickerWire(now: () => Instant): ProviderWire {
  return {
    name: 'coinbase-ticker',
    isApi: () => true,
    async handle(request, struck) {
      await struck.wait();
      if (struck.fault?.kind === 'refuse') return errorAnswer(ERRORS.BAD_REQUEST);
      if (struck.fault !== null) return errorAnswer(ERRORS.INTERNAL);
      return answer(request, now());
    },
    rateLimited: () => errorAnswer(ERRORS.RATE_LIMITED),
    unavailable: () => errorAnswer(ERRORS.UNAVAILABLE),
    tooLarge: () => errorAnswer(ERRORS.BAD_REQUEST),
    broken: () => errorAnswer(ERRORS.INTERNAL),
  };
}

function answer({ method, path, headers }: WireRequest, now: Instant): WireAnswer {
  if ((headers['user-agent'] ?? '') === '') return errorAnswer(ERRORS.NO_USER_AGENT);
  const [, product = ''] = TICKER.exec(path) ?? [];
  const ticker = method === 'GET' ? tickerOf(product, now) : null;
  return ticker === null ? errorAnswer(ERRORS.NOT_FOUND) : jsonAnswer(200, ticker);
}
