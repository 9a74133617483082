import type { Instant } from '@diboas/kernel';
import {
  type CallRules,
  type CredentialWatch,
  callOnce,
  ProviderRefusalError,
  type RefusalWords,
  UnreadableBodyError,
} from '@diboas/providers-kit';
import { z } from 'zod';
import { apiSign } from './api-sign.ts';
import { refusesKey, wordOf } from './fault.ts';

type Fields = Readonly<Record<string, string>>;

/** What anybody may ask of Kraken. */
export interface PublicKraken {
  /** By GET, and exactly once. Gives `result`, and throws what `sortFault` sorts. */
  ask(method: string, fields?: Fields): Promise<unknown>;
}

/** Calls to Kraken, each made exactly once. Both give `result`, and throw what `sortFault` sorts. */
export interface KrakenConnection extends PublicKraken {
  /** What is asked and done with our key, by a signed POST. */
  call(method: string, fields?: Fields): Promise<unknown>;
}

export interface ConnectionOptions {
  readonly apiKey: string;
  readonly privateKey: Buffer;
  /** https://api.kraken.com, or our sandbox over http. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly credentials: CredentialWatch;
  readonly now: () => Instant;
  readonly nextNonce: () => string;
}

/** Kraken asks every caller to say who they are. */
const USER_AGENT = 'diboas/1';

const COMMON_HEADERS = { accept: 'application/json', 'user-agent': USER_AGENT };

/** Rules of a call. Kraken says no with a status of success, so what it says of the key is not heard by its status. */
function rulesOf({ timeoutMs, now }: Pick<ConnectionOptions, 'timeoutMs' | 'now'>): CallRules {
  const quiet: CredentialWatch = { accepted: () => {}, refused: () => {} };
  return {
    ...{ timeoutMs, now, credentials: quiet, keySetting: 'KRAKEN_API_KEY' },
    readRefusal: refusalOf,
    refusesKey: () => false,
  };
}

/** Asks without a key. */
export function connectToPublic({
  baseUrl,
  ...options
}: Pick<ConnectionOptions, 'baseUrl' | 'timeoutMs' | 'now'>): PublicKraken {
  const rules = rulesOf(options);
  return {
    async ask(method, fields = {}) {
      const url = new URL(`/0/public/${method}`, baseUrl);
      url.search = new URLSearchParams(fields).toString();
      return resultOf(await callOnce({ method: 'GET', url, headers: COMMON_HEADERS }, rules));
    },
  };
}

export function connectToKraken(options: ConnectionOptions): KrakenConnection {
  const { apiKey, privateKey, baseUrl, credentials, now, nextNonce } = options;
  const rules = rulesOf(options);
  return {
    ...connectToPublic(options),
    async call(method, fields = {}) {
      const url = new URL(`/0/private/${method}`, baseUrl);
      const nonce = nextNonce();
      const body = new URLSearchParams({ nonce, ...fields }).toString();
      const headers = {
        ...{ ...COMMON_HEADERS, 'content-type': 'application/x-www-form-urlencoded', 'api-key': apiKey },
        'api-sign': apiSign(privateKey, { path: url.pathname, nonce, body }),
      };
      try {
        const result = resultOf(await callOnce({ method: 'POST', url, headers, body }, rules));
        credentials.accepted();
        return result;
      } catch (error) {
        if (error instanceof ProviderRefusalError && refusesKey(error.code)) {
          const reason = `${error.code}, asked with KRAKEN_API_KEY`;
          credentials.refused({ status: error.status, reason, date: null, now: now() });
        }
        throw error;
      }
    },
  };
}

const bodySchema = z.object({ error: z.array(z.string()), result: z.unknown().optional() });

/** What a refusal counts as that came with a status of success, as all of Kraken's do. */
const REFUSED = 400;

function resultOf(body: object): unknown {
  const words = refusalOf(body);
  if (words !== null) throw new ProviderRefusalError(REFUSED, words, null);
  const read = bodySchema.safeParse(body);
  if (!read.success || read.data.result === undefined) throw new UnreadableBodyError(200);
  return read.data.result;
}

/** The first error of an answer; null where it has none. What begins with W is a warning beside a result. */
function refusalOf(body: object): RefusalWords | null {
  const read = bodySchema.safeParse(body);
  const error = read.success ? read.data.error.find((one) => one.startsWith('E')) : undefined;
  return error === undefined ? null : { code: wordOf(error), requestId: null };
}
