import type { Instant } from '@diboas/kernel';
import type { CredentialWatch } from '../credentials/credential-watch.ts';
import { parseJson } from '../reading/exact-text.ts';
import { boundedText } from './bounded-text.ts';
import {
  NoAnswerError,
  ProviderRefusalError,
  type RefusalWords,
  UnreadableBodyError,
} from './call-errors.ts';
import { propertyOf } from './never-sent.ts';

export interface ProviderCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a provider's calls have in common. */
export interface CallRules {
  /** How long a call may take in all before its outcome counts as unknown. */
  readonly timeoutMs: number;
  /** What an answer with a status of failure says; null when it does not speak the provider's language. */
  readRefusal(body: object): RefusalWords | null;
  /** Reads a body; undefined or no object for what is none. As JSON says it where it is left out. */
  readonly parse?: (text: string) => unknown;
  /** Whether our key is refused, whatever was asked for. The word is null when the body could not be read. */
  refusesKey(status: number, code: string | null): boolean;
  /** The name of the setting that the key comes from. */
  readonly keySetting: string;
  readonly credentials: CredentialWatch;
  readonly now: () => Instant;
  /** Whether a good answer is a list. It is an object where this is left out. */
  readonly answersList?: boolean;
  /** A longer body is none of the provider's, and is not read to its end. Read whole where this is left out. */
  readonly bytesMax?: number;
}

/**
 * Sends a request over `fetch` exactly once, and gives the body of a 2xx answer. The engine owns retries: it alone
 * knows how often an attempt was sent, and it commits that before every send. No redirect is followed, since that would
 * be a second request. Throws `NoAnswerError`, `UnreadableBodyError` or `ProviderRefusalError`, and nothing else.
 */
export async function callOnce(call: ProviderCall, rules: CallRules): Promise<object> {
  const { url, ...init } = call;
  const signal = AbortSignal.timeout(rules.timeoutMs);
  let response: Response | null = null;
  try {
    response = await fetch(url, { ...init, signal, redirect: 'manual' });
    const body = await readAnswer(response, rules);
    rules.credentials.accepted();
    return body;
  } catch (error) {
    if (response !== null) noteKey(response, error, rules);
    if (error instanceof UnreadableBodyError || error instanceof ProviderRefusalError) throw error;
    // `fetch` wraps the reason of a failure once; its own time-out comes as it is.
    throw new NoAnswerError(propertyOf(error, 'cause') ?? error);
  }
}

async function readAnswer(response: Response, rules: CallRules): Promise<object> {
  const { status } = response;
  const { readRefusal, answersList = false, parse = parseJson, bytesMax } = rules;
  const text = bytesMax === undefined ? await response.text() : await boundedText(response, bytesMax);
  const body = text === null ? undefined : parse(text);
  const isGood = status >= 200 && status < 300;
  if (typeof body !== 'object' || body === null) throw new UnreadableBodyError(status);
  if (Array.isArray(body) !== (isGood && answersList)) throw new UnreadableBodyError(status);
  if (isGood) return body;
  const words = readRefusal(body);
  if (words === null) throw new UnreadableBodyError(status);
  throw new ProviderRefusalError(status, words, response.headers.get('retry-after'));
}

function noteKey({ status, headers }: Response, error: unknown, rules: CallRules): void {
  const code = error instanceof ProviderRefusalError ? error.code : null;
  if (!rules.refusesKey(status, code)) return;
  const reason = `${code ?? 'unauthorized'}, asked with ${rules.keySetting}`;
  rules.credentials.refused({ status, reason, date: headers.get('date'), now: rules.now() });
}
