import type { Instant } from '@diboas/kernel';
import {
  type CallRules,
  type CredentialWatch,
  callOnce,
  parseJsonKeepingNumbers,
  type RefusalWords,
} from '@diboas/providers-kit';
import { z } from 'zod';

type Query = Readonly<Record<string, string>>;

/**
 * Calls to Alpaca, each made exactly once. All give the body of a 2xx answer, with numbers as the text that stood there, and throw what
 * `sortFault` sorts.
 */
export interface AlpacaConnection {
  get(path: string, query?: Query): Promise<object>;
  /** Of a path that answers with a list. */
  list(path: string, query?: Query): Promise<object>;
  /** What is quoted, which another host of theirs tells. */
  data(path: string): Promise<object>;
  post(path: string, body: object): Promise<object>;
  /** Answered without a body. */
  remove(path: string): Promise<object>;
}

export interface AlpacaConnectionOptions {
  readonly apiKeyId: string;
  readonly apiSecretKey: string;
  /** https://api.alpaca.markets, https://paper-api.alpaca.markets, or another host that speaks like them. */
  readonly tradingUrl: string;
  /** https://data.alpaca.markets, or another host that speaks like it. */
  readonly dataUrl: string;
  readonly timeoutMs: number;
  readonly now: () => Instant;
  readonly credentials: CredentialWatch;
}

export function connectToAlpaca({
  apiKeyId,
  apiSecretKey,
  tradingUrl,
  dataUrl,
  ...shared
}: AlpacaConnectionOptions): AlpacaConnection {
  const rules: CallRules = {
    ...{ ...shared, readRefusal, parse },
    refusesKey: (status) => status === 401,
    keySetting: 'ALPACA_API_KEY_ID',
  };
  const headers = {
    accept: 'application/json',
    ...{ 'apca-api-key-id': apiKeyId, 'apca-api-secret-key': apiSecretKey },
  };
  const at = (base: string, path: string, query: Query = {}): URL => {
    const url = new URL(path, base);
    url.search = new URLSearchParams(query).toString();
    return url;
  };
  return {
    get: (path, query) => callOnce({ method: 'GET', url: at(tradingUrl, path, query), headers }, rules),
    list: (path, query) =>
      callOnce({ method: 'GET', url: at(tradingUrl, path, query), headers }, { ...rules, answersList: true }),
    data: (path) => callOnce({ method: 'GET', url: at(dataUrl, path), headers }, rules),
    post: (path, body) =>
      callOnce(
        {
          ...{ method: 'POST', url: at(tradingUrl, path), body: JSON.stringify(body) },
          headers: { ...headers, 'content-type': 'application/json' },
        },
        rules,
      ),
    remove: (path) => callOnce({ method: 'DELETE', url: at(tradingUrl, path), headers }, rules),
  };
}

/** What was deleted is answered with nothing. */
function parse(text: string): unknown {
  return text === '' ? {} : parseJsonKeepingNumbers(text);
}

const errorSchema = z.object({ code: z.union([z.string(), z.number()]) });

/** The message may repeat what was sent, so only the code is kept. */
function readRefusal(body: object): RefusalWords | null {
  const read = errorSchema.safeParse(body);
  return read.success ? { code: String(read.data.code), requestId: null } : null;
}
