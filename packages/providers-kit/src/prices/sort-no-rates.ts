import { ProviderRefusalError } from '../calling/call-errors.ts';
import type { NoRates } from './price-feed.ts';

/** For feeds that call by `callOnce`: what each of its errors is. Goes by the status alone. */
export function sortNoRates(error: unknown): NoRates {
  return error instanceof ProviderRefusalError && error.status === 429 ? 'rate_limited' : 'unavailable';
}
