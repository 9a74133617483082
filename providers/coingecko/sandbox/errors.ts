/** Errors as CoinGecko writes them. */
import { formatInstant, type Instant } from '@diboas/kernel';
import type { WireAnswer } from '@diboas/sandbox-kit';

export interface CoinGeckoError {
  readonly status: number;
  /** CoinGecko's own number, which for some is the status once more. */
  readonly code: number;
  readonly message: string;
}

export const ERRORS = {
  NO_KEY: { status: 401, code: 10_002, message: 'API Key Missing' },
  BAD_REQUEST: { status: 400, code: 400, message: 'Invalid request' },
  NO_CURRENCY: { status: 422, code: 422, message: 'Missing parameter vs_currencies' },
  NOT_FOUND: {
    status: 404,
    code: 404,
    message: 'Incorrect path. Please check https://www.coingecko.com/api/',
  },
  RATE_LIMITED: { status: 429, code: 429, message: "You've exceeded the Rate Limit." },
  INTERNAL: { status: 500, code: 500, message: 'Internal Server Error' },
  UNAVAILABLE: { status: 503, code: 503, message: 'Service Unavailable' },
} as const satisfies Readonly<Record<string, CoinGeckoError>>;

export function errorAnswer({ status, code, message }: CoinGeckoError, now: Instant): WireAnswer {
  const said = { timestamp: formatInstant(now), error_code: code, error_message: message };
  return jsonAnswer(status, JSON.stringify({ status: said }));
}

export function jsonAnswer(status: number, body: string): WireAnswer {
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body };
}
