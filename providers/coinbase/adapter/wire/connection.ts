import type { Instant } from '@diboas/kernel';
import {
  type CallRules,
  type CredentialWatch,
  callOnce,
  type RefusalWords,
  readBase,
} from '@diboas/providers-kit';
import { z } from 'zod';
import { createBearerToken, readApiKey } from './bearer-token.ts';

/**
 * Calls to Coinbase, each made exactly once, by `fetch`.
 *
 * Not through the official SDK (@coinbase/cdp-sdk 1.57.0): it exports no function of the on-ramp. What is left is
 * its client's `fetch`, and that sends a POST up to four times when the connection breaks, never gives up waiting,
 * keeps its settings in one place for the whole process, and reports errors to another host. The engine commits
 * each send before it is made, so a client that repeats on its own cannot be used.
 */
export interface CoinbaseConnection {
  /** The body of a 2xx answer. Throws what `sortFault` sorts. */
  createSession(body: object, key?: string): Promise<unknown>;
  listTransactions(reference: string, page: Readonly<Record<string, string>>): Promise<unknown>;
}

export interface ConnectionOptions {
  readonly apiKeyId: string;
  readonly apiKeySecret: string;
  readonly platformUrl: string;
  readonly developerUrl: string;
  readonly timeoutMs: number;
  readonly now: () => Instant;
  readonly credentials: CredentialWatch;
}

const errorSchema = z.object({ errorType: z.string().min(1), correlationId: z.string().optional() });

export function connectToCoinbase(options: ConnectionOptions): CoinbaseConnection {
  const { credentials, timeoutMs, now } = options;
  const key = readApiKey({ id: options.apiKeyId, secret: options.apiKeySecret });
  const platform = readBase(options.platformUrl);
  const developer = readBase(options.developerUrl);
  const rules: CallRules = {
    ...{ timeoutMs, credentials, now, readRefusal, refusesKey },
    keySetting: 'COINBASE_API_KEY_ID',
  };
  const headersOf = async (method: string, url: URL) => ({
    accept: 'application/json',
    authorization: `Bearer ${await createBearerToken(key, { method, url, now: now() })}`,
  });
  return {
    async createSession(body, idempotencyKey) {
      const url = new URL(`${platform}/v2/onramp/sessions`);
      const headers = {
        ...(await headersOf('POST', url)),
        'content-type': 'application/json',
        ...(idempotencyKey === undefined ? {} : { 'x-idempotency-key': idempotencyKey }),
      };
      return await callOnce({ method: 'POST', url, headers, body: JSON.stringify(body) }, rules);
    },
    async listTransactions(reference, page) {
      const path = `/onramp/v1/buy/user/${encodeURIComponent(reference)}/transactions`;
      const url = new URL(`${developer}${path}?${new URLSearchParams(page)}`);
      return await callOnce({ method: 'GET', url, headers: await headersOf('GET', url) }, rules);
    },
  };
}

function readRefusal(body: object): RefusalWords | null {
  const read = errorSchema.safeParse(body);
  if (!read.success) return null;
  return { code: read.data.errorType, requestId: read.data.correlationId ?? null };
}

/** Our key or its token, whatever was asked for. The older API says so by its status alone. */
function refusesKey(status: number, errorType: string | null): boolean {
  return status === 401 || errorType === 'forbidden';
}
