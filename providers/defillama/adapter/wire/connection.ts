import type { Instant } from '@diboas/kernel';
import {
  type CallRules,
  type CredentialWatch,
  callOnce,
  parseJsonKeepingNumbers,
} from '@diboas/providers-kit';
import { readRefusal } from './fault.ts';

export interface ConnectionOptions {
  /** https://yields.llama.fi, or the sandbox over http. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly now: () => Instant;
  readonly credentials: CredentialWatch;
}

export interface DefiLlamaConnection {
  /** The body of a 2xx answer about one pool, with every number as the text that stood there. Throws what `sortFault` sorts. */
  chart(pool: string): Promise<object>;
}

/** A row of a day is under 200 bytes, so this is more than fifty years of one pool. */
const BYTES_MAX = 4_000_000;

/**
 * Public calls, each made exactly once and without a key. One pool is asked for at a time, by its id: the list of all pools has
 * 15,000 rows and more, and says of none of them when it was so.
 */
export function connectToDefiLlama({ baseUrl, ...given }: ConnectionOptions): DefiLlamaConnection {
  const rules: CallRules = {
    ...given,
    ...{ readRefusal, parse: parseJsonKeepingNumbers, bytesMax: BYTES_MAX },
    ...{ refusesKey: () => false, keySetting: '' },
  };
  return {
    async chart(pool) {
      const url = new URL(`${baseUrl.replace(/\/+$/, '')}/chart/${encodeURIComponent(pool)}`);
      return await callOnce({ method: 'GET', url, headers: { accept: 'application/json' } }, rules);
    },
  };
}
