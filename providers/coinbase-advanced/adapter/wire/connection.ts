import { createBearerToken, readApiKey } from '@diboas/coinbase/wire/bearer-token';
import type { Instant } from '@diboas/kernel';
import {
  type CallRules,
  type CredentialWatch,
  callOnce,
  parseJson,
  type RefusalWords,
} from '@diboas/providers-kit';
import { z } from 'zod';

/** A query: a name with several values stands there several times. */
export type Query = Readonly<Record<string, string | readonly string[]>>;

/** Calls to Advanced Trade, each made exactly once. All give the body of a 2xx answer, and throw what `sortFault` sorts. */
export interface AdvancedConnection {
  get(path: string, query?: Query): Promise<object>;
  post(path: string, body: object): Promise<object>;
}

export interface ConnectionOptions {
  readonly apiKeyId: string;
  readonly apiKeySecret: string;
  /** https://api.coinbase.com, or another host that speaks like it. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly now: () => Instant;
  readonly credentials: CredentialWatch;
}

const API = '/api/v3/brokerage';

const errorSchema = z.object({ error: z.string().min(1) });

export function connectToAdvanced(options: ConnectionOptions): AdvancedConnection {
  const { baseUrl, credentials, timeoutMs, now } = options;
  const key = readApiKey({ id: options.apiKeyId, secret: options.apiKeySecret }, 'COINBASE_ADVANCED');
  const rules: CallRules = {
    ...{ timeoutMs, credentials, now, readRefusal, parse },
    refusesKey: (status) => status === 401,
    keySetting: 'COINBASE_ADVANCED_API_KEY_ID',
  };
  const headersOf = async (method: string, url: URL) => ({
    accept: 'application/json',
    authorization: `Bearer ${await createBearerToken(key, { method, url, now: now(), claim: 'uri' })}`,
  });
  return {
    async get(path, query = {}) {
      const url = new URL(`${API}${path}`, baseUrl);
      for (const [name, values] of Object.entries(query))
        for (const value of typeof values === 'string' ? [values] : values)
          url.searchParams.append(name, value);
      return await callOnce({ method: 'GET', url, headers: await headersOf('GET', url) }, rules);
    },
    async post(path, body) {
      const url = new URL(`${API}${path}`, baseUrl);
      const headers = { ...(await headersOf('POST', url)), 'content-type': 'application/json' };
      return await callOnce({ method: 'POST', url, headers, body: JSON.stringify(body) }, rules);
    },
  };
}

/** Whose token is refused is told so in a word that is no JSON. */
function parse(text: string): unknown {
  return /^unauthorized$/i.test(text.trim()) ? { error: 'unauthorized' } : parseJson(text);
}

/** The message may repeat what was sent, so only the code is kept. */
function readRefusal(body: object): RefusalWords | null {
  const read = errorSchema.safeParse(body);
  return read.success ? { code: read.data.error, requestId: null } : null;
}
