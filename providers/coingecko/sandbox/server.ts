/** CoinGecko's API as docs.coingecko.com has it, as far as prices go. */
import type { Instant } from '@diboas/kernel';
import { isSameSecret, type ProviderWire, type WireAnswer, type WireRequest } from '@diboas/sandbox-kit';
import { type CoinGeckoError, ERRORS, errorAnswer, jsonAnswer } from './errors.ts';
import { priceBody } from './price-body.ts';

export interface CoinGeckoWireParts {
  readonly apiKey: string;
  now(): Instant;
}

export function createCoinGeckoWire({ apiKey, now }: CoinGeckoWireParts): ProviderWire {
  const failed = (error: CoinGeckoError) => () => errorAnswer(error, now());
  return {
    name: 'coingecko',
    isApi: () => true,
    async handle(request, struck) {
      await struck.wait();
      if (!hasKey(request, apiKey)) return errorAnswer(ERRORS.NO_KEY, now());
      if (struck.fault?.kind === 'refuse') return errorAnswer(ERRORS.BAD_REQUEST, now());
      if (struck.fault !== null) return errorAnswer(ERRORS.INTERNAL, now());
      return answer(request, now());
    },
    rateLimited: failed(ERRORS.RATE_LIMITED),
    unavailable: failed(ERRORS.UNAVAILABLE),
    tooLarge: failed(ERRORS.BAD_REQUEST),
    broken: failed(ERRORS.INTERNAL),
  };
}

/** The two plans have a header each; the sandbox serves both at one address. */
function hasKey({ headers }: WireRequest, apiKey: string): boolean {
  const sent = headers['x-cg-pro-api-key'] ?? headers['x-cg-demo-api-key'] ?? '';
  return isSameSecret(sent, apiKey);
}

function answer(request: WireRequest, now: Instant): WireAnswer {
  const query = new URLSearchParams(request.query);
  if (request.method !== 'GET' || request.path !== '/api/v3/simple/price')
    return errorAnswer(ERRORS.NOT_FOUND, now);
  const currencies = query.get('vs_currencies') ?? '';
  if (currencies === '') return errorAnswer(ERRORS.NO_CURRENCY, now);
  const ids = query.get('ids') ?? '';
  return jsonAnswer(
    200,
    priceBody({
      ...{ ids: ids.split(','), currencies: currencies.split(','), now },
      withTime: query.get('include_last_updated_at') === 'true',
    }),
  );
}
