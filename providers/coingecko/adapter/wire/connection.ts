import Coingecko, { APIError } from '@coingecko/coingecko-typescript';
import { assert, type Instant } from '@diboas/kernel';
import { type CredentialWatch, parseJsonKeepingNumbers } from '@diboas/providers-kit';
import type { PLAN_URLS } from './plan-urls.ts';

export interface ConnectionOptions {
  readonly apiKey: string;
  readonly plan: keyof typeof PLAN_URLS;
  /** Where CoinGecko is, or its sandbox over http. */
  readonly baseUrl: string;
  /** How long a call may take in all. */
  readonly timeoutMs: number;
  readonly now: () => Instant;
  readonly credentials: CredentialWatch;
}

export interface CoinGeckoConnection {
  /** The body of the answer with every number as the text that stood there. Throws what `sortFault` sorts. */
  simplePrice(query: { readonly ids: string; readonly vs_currencies: string }): Promise<unknown>;
}

/**
 * Calls to CoinGecko through its official client, each made exactly once. The client would repeat a call twice, take its
 * settings from the environment, log to the console, and read numbers into floats; all four are taken away here.
 */
export function connectToCoinGecko(options: ConnectionOptions): CoinGeckoConnection {
  const { apiKey, plan, baseUrl, timeoutMs, now, credentials } = options;
  const { protocol } = new URL(baseUrl);
  assert(protocol === 'https:' || protocol === 'http:', 'CoinGecko is reached over http or https', {
    baseUrl,
  });
  const client = new Coingecko({
    ...(plan === 'pro' ? { proAPIKey: apiKey, demoAPIKey: null } : { proAPIKey: null, demoAPIKey: apiKey }),
    ...{ baseURL: baseUrl, timeout: timeoutMs, maxRetries: 0, logLevel: 'off' },
    // A redirect would be a second call.
    fetchOptions: { redirect: 'manual' },
  });
  return {
    async simplePrice({ ids, vs_currencies }) {
      const query = { ids, vs_currencies, include_last_updated_at: true, precision: 'full' } as const;
      try {
        // The client's own time ends with the headers; the signal holds for the body too.
        const signal = AbortSignal.timeout(timeoutMs);
        const response = await client.simple.price.get(query, { signal }).asResponse();
        const body = parseJsonKeepingNumbers(await response.text());
        credentials.accepted();
        return body;
      } catch (error) {
        noteKey(error, { credentials, now: now() });
        throw error;
      }
    },
  };
}

/** 401 and 403: no key, one that is not known, or one of the other plan (docs.coingecko.com, Errors & Rate Limits). */
function noteKey(
  error: unknown,
  { credentials, now }: { readonly credentials: CredentialWatch; readonly now: Instant },
): void {
  if (!(error instanceof APIError) || (error.status !== 401 && error.status !== 403)) return;
  const date = error.headers?.get('date') ?? null;
  credentials.refused({ status: error.status, reason: 'asked with COINGECKO_API_KEY', date, now });
}
