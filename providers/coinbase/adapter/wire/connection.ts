import { assert, type Instant } from '@diboas/kernel';
import type { CredentialWatch } from '@diboas/providers-kit';
import { propertyOf } from '@diboas/providers-kit';
import { z } from 'zod';
import { createBearerToken, readApiKey } from './bearer-token.ts';

/**
 * Calls to Coinbase, each made exactly once, by `fetch`.
 *
 * Not through the official SDK (@coinbase/cdp-sdk 1.57.0): it exports no function of the on-ramp. What is left is
 * its client's `fetch`, and that sends a POST up to four times when the connection breaks, never gives up waiting,
 * keeps its settings in one place for the whole process, and reports errors to another host. The engine commits
 * each send before it is made, so a client that repeats on its own cannot be used.
 */
export interface CoinbaseConnection {
  /** The body of a 2xx answer. Throws what `sortFault` sorts. */
  createSession(body: object, key?: string): Promise<unknown>;
  listTransactions(reference: string, page: Readonly<Record<string, string>>): Promise<unknown>;
}

/** The request got no answer, or one that broke off. `cause` says why, with Node's own code. */
export class NoAnswerError extends Error {
  constructor(cause: unknown) {
    super('no answer from Coinbase', { cause });
    this.name = 'NoAnswerError';
  }
}

/** An answer came, and its body is not one of Coinbase's. */
export class UnreadableBodyError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`the body of an answer with status ${status} is not one of Coinbase's`);
    this.name = 'UnreadableBodyError';
    this.status = status;
  }
}

/** An answer that says what went wrong, in Coinbase's words. */
export class RefusalError extends Error {
  readonly status: number;
  readonly errorType: string;
  readonly correlationId: string | undefined;
  readonly retryAfter: string | null;

  constructor(status: number, { errorType, correlationId }: ErrorBody, retryAfter: string | null) {
    super(`Coinbase answered ${status} ${errorType}`);
    this.name = 'RefusalError';
    this.status = status;
    this.errorType = errorType;
    this.correlationId = correlationId;
    this.retryAfter = retryAfter;
  }
}

export interface ConnectionOptions {
  readonly apiKeyId: string;
  readonly apiKeySecret: string;
  readonly platformUrl: string;
  readonly developerUrl: string;
  readonly timeoutMs: number;
  readonly now: () => Instant;
  readonly credentials: CredentialWatch;
}

const errorSchema = z.object({ errorType: z.string().min(1), correlationId: z.string().optional() });
type ErrorBody = z.infer<typeof errorSchema>;

export function connectToCoinbase(options: ConnectionOptions): CoinbaseConnection {
  const { credentials, timeoutMs, now } = options;
  const key = readApiKey({ id: options.apiKeyId, secret: options.apiKeySecret });
  const platform = readBase(options.platformUrl);
  const developer = readBase(options.developerUrl);

  const call = async (method: string, url: URL, init: RequestInit): Promise<unknown> => {
    const token = await createBearerToken(key, { method, url, now: now() });
    const headers = { ...init.headers, accept: 'application/json', authorization: `Bearer ${token}` };
    const signal = AbortSignal.timeout(timeoutMs);
    let response: Response | null = null;
    try {
      response = await fetch(url, { ...init, method, headers, signal, redirect: 'manual' });
      const body = await readBody(response);
      credentials.accepted();
      return body;
    } catch (error) {
      if (response !== null && isOfCredentials(response, error)) {
        const reason = error instanceof RefusalError ? error.errorType : 'unauthorized';
        const date = response.headers.get('date');
        const { status } = response;
        credentials.refused({
          status,
          reason: `${reason}, asked with COINBASE_API_KEY_ID`,
          date,
          now: now(),
        });
      }
      throw asNoAnswer(error);
    }
  };
  return {
    createSession: (body, idempotencyKey) =>
      call('POST', new URL(`${platform}/v2/onramp/sessions`), {
        body: JSON.stringify(body),
        headers: {
          'content-type': 'application/json',
          ...(idempotencyKey === undefined ? {} : { 'x-idempotency-key': idempotencyKey }),
        },
      }),
    listTransactions(reference, page) {
      const path = `/onramp/v1/buy/user/${encodeURIComponent(reference)}/transactions`;
      return call('GET', new URL(`${developer}${path}?${new URLSearchParams(page)}`), {});
    },
  };
}

function readBase(url: string): string {
  const { protocol } = new URL(url);
  assert(protocol === 'https:' || protocol === 'http:', 'Coinbase is reached over http or https', { url });
  return url.replace(/\/+$/, '');
}

async function readBody(response: Response): Promise<unknown> {
  const { status } = response;
  const body = parseJson(await response.text());
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new UnreadableBodyError(status);
  if (status >= 200 && status < 300) return body;
  const error = errorSchema.safeParse(body);
  if (!error.success) throw new UnreadableBodyError(status);
  throw new RefusalError(status, error.data, response.headers.get('retry-after'));
}

/** Whether our key or its token is refused, whatever was asked for. The older API says so by its status alone. */
function isOfCredentials({ status }: Response, error: unknown): boolean {
  return status === 401 || (error instanceof RefusalError && error.errorType === 'forbidden');
}

/** `fetch` wraps the reason of a failure once; its own time-out comes as it is. */
function asNoAnswer(error: unknown): Error {
  if (error instanceof UnreadableBodyError || error instanceof RefusalError) return error;
  return new NoAnswerError(propertyOf(error, 'cause') ?? error);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
