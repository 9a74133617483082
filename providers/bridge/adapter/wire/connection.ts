import type { Instant } from '@diboas/kernel';
import { type CallRules, type CredentialWatch, callOnce, type RefusalWords } from '@diboas/providers-kit';
import { z } from 'zod';

/** Calls to Bridge, each made exactly once. All give the body of a 2xx answer, and throw what `sortFault` sorts. */
export interface BridgeConnection {
  get(path: string, query?: Readonly<Record<string, string>>): Promise<object>;
  /** Every POST has a key at Bridge, and nothing else has one. */
  post(path: string, { body, key }: { body: object; key: string }): Promise<object>;
  delete(path: string): Promise<object>;
}

export interface ConnectionOptions {
  readonly apiKey: string;
  /** https://api.bridge.xyz, its sandbox, or ours over http. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly credentials: CredentialWatch;
  readonly now: () => Instant;
}

/** Bridge's only version; its paths begin with it. */
const VERSION = '/v0';

const errorSchema = z.object({ code: z.string().min(1), message: z.string().optional() });

export function connectToBridge(options: ConnectionOptions): BridgeConnection {
  const { apiKey, baseUrl, timeoutMs, credentials, now } = options;
  const rules: CallRules = {
    ...{ timeoutMs, credentials, now, readRefusal, refusesKey },
    keySetting: 'BRIDGE_API_KEY',
  };
  const common = { accept: 'application/json', 'api-key': apiKey };
  const at = (path: string): URL => new URL(`${VERSION}${path}`, baseUrl);
  return {
    async get(path, query = {}) {
      const url = at(path);
      url.search = new URLSearchParams(query).toString();
      return await callOnce({ method: 'GET', url, headers: common }, rules);
    },
    async post(path, { body, key }) {
      const headers = { ...common, 'content-type': 'application/json', 'idempotency-key': key };
      return await callOnce({ method: 'POST', url: at(path), headers, body: JSON.stringify(body) }, rules);
    },
    async delete(path) {
      return await callOnce({ method: 'DELETE', url: at(path), headers: common }, rules);
    },
  };
}

/** The message may repeat what was sent, so only the code is kept. */
function readRefusal(body: object): RefusalWords | null {
  const read = errorSchema.safeParse(body);
  return read.success ? { code: read.data.code, requestId: null } : null;
}

/** `not_allowed` has the same status, and is about a rail or a feature. */
function refusesKey(status: number, code: string | null): boolean {
  return status === 401 && code !== 'not_allowed';
}
