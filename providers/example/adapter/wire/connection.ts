import type { Instant } from '@diboas/kernel';
import { type CallRules, type CredentialWatch, callOnce, type RefusalWords } from '@diboas/providers-kit';
import { z } from 'zod';

/** Calls to Example, each made exactly once. Both give the body of a 2xx answer, and throw what `sortFault` sorts. */
export interface ExampleConnection {
  get(path: string, query?: Readonly<Record<string, string>>): Promise<object>;
  /** `body` is sent to the letter. */
  post(path: string, { body, key }: { body: string; key: string }): Promise<object>;
}

export interface ConnectionOptions {
  readonly apiKey: string;
  /** https://api.example.test, or the sandbox over http. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly credentials: CredentialWatch;
  readonly now: () => Instant;
}

const errorSchema = z.object({
  error: z.object({ code: z.string().min(1), request_id: z.string().nullish() }),
});

export function connectToExample({
  apiKey,
  baseUrl,
  timeoutMs,
  credentials,
  now,
}: ConnectionOptions): ExampleConnection {
  const rules: CallRules = {
    ...{ timeoutMs, credentials, now, readRefusal },
    refusesKey: (status) => status === 401,
    keySetting: 'EXAMPLE_API_KEY',
  };
  const common = { accept: 'application/json', authorization: `Bearer ${apiKey}` };
  return {
    async get(path, query = {}) {
      const url = new URL(`${path}?${new URLSearchParams(query)}`, baseUrl);
      return await callOnce({ method: 'GET', url, headers: common }, rules);
    },
    async post(path, { body, key }) {
      const headers = { ...common, 'content-type': 'application/json', 'idempotency-key': key };
      const url = new URL(path, baseUrl);
      return await callOnce({ method: 'POST', url, headers, body }, rules);
    },
  };
}

function readRefusal(body: object): RefusalWords | null {
  const read = errorSchema.safeParse(body);
  return read.success ? { code: read.data.error.code, requestId: read.data.error.request_id ?? null } : null;
}
