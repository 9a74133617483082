import { HOUR_MS } from '@diboas/kernel';

export const COINBASE = {
  id: 'coinbase',
  name: 'Coinbase',
  /**
   * "Within the last 24 hours": docs.cdp.coinbase.com/api-reference/v2/idempotency. An hour is left for the request's
   * own way and for clocks.
   */
  keyLifetimeMs: 23 * HOUR_MS,
} as const;
