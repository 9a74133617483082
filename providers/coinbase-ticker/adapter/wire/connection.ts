import type { Instant } from '@diboas/kernel';
import { type CallRules, type CredentialWatch, callOnce } from '@diboas/providers-kit';
import { readRefusal } from './fault.ts';

export interface ConnectionOptions {
  /** https://api.exchange.coinbase.com, or the sandbox over http. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly now: () => Instant;
  readonly credentials: CredentialWatch;
}

export interface TickerConnection {
  /** The body of a 2xx answer about the last trade of a product. Throws what `sortNoRates` sorts. */
  ticker(product: string): Promise<object>;
}

/** Public calls, each made exactly once and without a key. */
export function connectToTicker({ baseUrl, ...given }: ConnectionOptions): TickerConnection {
  const rules: CallRules = { ...given, readRefusal, refusesKey: () => false, keySetting: '' };
  // Coinbase asks callers to say who they are.
  const headers = { accept: 'application/json', 'user-agent': 'diboas' };
  return {
    async ticker(product) {
      const url = new URL(`${baseUrl.replace(/\/+$/, '')}/products/${product}/ticker`);
      return await callOnce({ method: 'GET', url, headers }, rules);
    },
  };
}
