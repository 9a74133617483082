import { RateLimitError } from '@coingecko/coingecko-typescript';
import type { NoRates } from '@diboas/providers-kit';

/** What a call that gave nothing came to. Goes by the client's own class for status 429, and by no words. */
export function sortFault(error: unknown): NoRates {
  return error instanceof RateLimitError ? 'rate_limited' : 'unavailable';
}
