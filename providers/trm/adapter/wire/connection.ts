import type { Instant } from '@diboas/kernel';
import { type CallRules, type CredentialWatch, callOnce } from '@diboas/providers-kit';
import { readRefusal, refusesKey } from './fault.ts';

export interface ConnectionOptions {
  readonly apiKey: string;
  /** https://api.trmlabs.com, or the sandbox over http. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly now: () => Instant;
  readonly credentials: CredentialWatch;
}

export interface TrmConnection {
  /** The body of a 2xx answer about one address: a list. Throws what `askForRisk` sorts. */
  screen(asked: { readonly address: string; readonly chain: string }): Promise<object>;
}

/** TRM takes the key as both halves of a login (HTTP Basic), and a list of addresses, of which we always send one. */
export function connectToTrm({ apiKey, baseUrl, ...given }: ConnectionOptions): TrmConnection {
  const rules: CallRules = {
    ...{ ...given, readRefusal, refusesKey, keySetting: 'TRM_API_KEY' },
    answersList: true,
  };
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}/public/v2/screening/addresses`);
  const login = Buffer.from(`${apiKey}:${apiKey}`).toString('base64');
  const headers = {
    ...{ accept: 'application/json', 'content-type': 'application/json' },
    authorization: `Basic ${login}`,
  };
  return {
    screen: (asked) => callOnce({ method: 'POST', url, headers, body: JSON.stringify([asked]) }, rules),
  };
}
