import type { Instant } from '@diboas/kernel';
import { type CallRules, type CredentialWatch, callOnce } from '@diboas/providers-kit';
import { readRefusal } from './fault.ts';
import { signatureOf } from './signature.ts';

export interface ConnectionOptions {
  /** https://api.sumsub.com, or the sandbox over http. */
  readonly baseUrl: string;
  readonly appToken: string;
  readonly secretKey: string;
  readonly timeoutMs: number;
  readonly now: () => Instant;
  readonly credentials: CredentialWatch;
}

export interface SumsubConnection {
  /** The body of a 2xx answer. Throws what `sortFault` sorts. `path` has its query, encoded. */
  get(path: string): Promise<object>;
  post(path: string, body: Readonly<Record<string, unknown>>): Promise<object>;
}

/** Signed calls, each made exactly once. What is signed are the bytes that are sent. */
export function connectToSumsub({
  baseUrl,
  appToken,
  secretKey,
  ...given
}: ConnectionOptions): SumsubConnection {
  const rules: CallRules = {
    ...given,
    readRefusal,
    refusesKey: (status) => status === 401 || status === 403,
    keySetting: 'SUMSUB_APP_TOKEN',
  };
  const call = async (method: 'GET' | 'POST', path: string, body?: string): Promise<object> => {
    const url = new URL(path, baseUrl);
    const signed = { now: given.now(), method, path: `${url.pathname}${url.search}`, body: body ?? '' };
    const { ts, sig } = signatureOf(secretKey, signed);
    const headers = {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      'x-app-token': appToken,
      'x-app-access-ts': ts,
      'x-app-access-sig': sig,
    };
    return await callOnce({ method, url, headers, ...(body === undefined ? {} : { body }) }, rules);
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, JSON.stringify(body)),
  };
}
