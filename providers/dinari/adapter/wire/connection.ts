import type { Instant } from '@diboas/kernel';
import {
  type CallRules,
  type CredentialWatch,
  callOnce,
  parseJsonKeepingNumbers,
  type RefusalWords,
} from '@diboas/providers-kit';
import { z } from 'zod';

/** A name with several values stands there several times. */
export type DinariQuery = Readonly<Record<string, string | readonly string[]>>;

/**
 * Calls to Dinari's API, each made exactly once. All give the body of a 2xx answer, with numbers as the text that stood there, and
 * throw what `sortFault` sorts.
 */
export interface DinariConnection {
  get(path: string, query?: DinariQuery): Promise<object>;
  /** Of a path that answers with a list. */
  list(path: string): Promise<object>;
  post(path: string, body?: object): Promise<object>;
}

export interface DinariConnectionOptions {
  readonly apiKeyId: string;
  readonly apiSecretKey: string;
  /** https://api-enterprise.sbt.dinari.com, or another host that speaks like it. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly now: () => Instant;
  readonly credentials: CredentialWatch;
}

const API = '/api/v2';

export function connectToDinari({
  apiKeyId,
  apiSecretKey,
  baseUrl,
  ...shared
}: DinariConnectionOptions): DinariConnection {
  const rules: CallRules = {
    ...{ ...shared, readRefusal, parse: parseJsonKeepingNumbers },
    refusesKey: (status) => status === 401,
    keySetting: 'DINARI_API_KEY_ID',
  };
  const headers = { accept: 'application/json', 'x-api-key-id': apiKeyId, 'x-api-secret-key': apiSecretKey };
  const at = (path: string) => new URL(`${API}${path}`, baseUrl);
  return {
    async get(path, query = {}) {
      const url = at(path);
      for (const [name, values] of Object.entries(query))
        for (const value of [values].flat()) url.searchParams.append(name, value);
      return await callOnce({ method: 'GET', url, headers }, rules);
    },
    list: (path) => callOnce({ method: 'GET', url: at(path), headers }, { ...rules, answersList: true }),
    post: (path, body = {}) =>
      callOnce(
        {
          ...{ method: 'POST', url: at(path), body: writeJson(body) },
          headers: { ...headers, 'content-type': 'application/json' },
        },
        rules,
      ),
  };
}

/** Dinari takes amounts as numbers: what is marked as one is written as it stands, and never goes through a float. */
export interface Decimal {
  readonly decimal: string;
}

function writeJson(body: object): string {
  const parts = Object.entries(body).map(([name, value]) => `${JSON.stringify(name)}:${writeValue(value)}`);
  return `{${parts.join(',')}}`;
}

const decimalSchema = z.object({ decimal: z.string().regex(/^\d+(\.\d+)?$/) });

function writeValue(value: unknown): string {
  const read = decimalSchema.safeParse(value);
  return read.success ? read.data.decimal : JSON.stringify(value);
}

const errorSchema = z.object({ error_id: z.string().optional(), code: z.string().optional() });

/** The message may repeat what was sent, so only the code is kept, and the id of the error for Dinari to find it by. */
function readRefusal(body: object): RefusalWords | null {
  const read = errorSchema.safeParse(body);
  return read.success ? { code: read.data.code ?? 'refused', requestId: read.data.error_id ?? null } : null;
}
