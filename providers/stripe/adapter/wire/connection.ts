import { assert, type Instant } from '@diboas/kernel';
import { type CredentialWatch, NoAnswerError, propertyOf, UnreadableBodyError } from '@diboas/providers-kit';
import Stripe from 'stripe';

/**
 * Calls to Stripe through its official SDK, each made exactly once.
 *
 * The engine owns retries: it alone knows how often an attempt was sent, and it commits that before every send.
 * Two habits of the SDK stand in the way and are taken away here:
 * - With `maxNetworkRetries: 0` it still repeats a request once when the connection was closed (ECONNRESET,
 *   EPIPE). It goes by the error's `code`, so what it sees is a `NoAnswerError`, which has none.
 * - A body that is JSON but no object makes it throw where nobody can catch it, and a failure without an `error`
 *   field passes as a success. Both are turned into unreadable bodies before the SDK looks at them.
 */
export interface StripeConnection {
  /** The body of a 2xx answer. Throws what `sortStripeFault` sorts. `as` is the account of Stripe's that it is asked for. */
  get(path: string, query?: Readonly<Record<string, string>>, as?: string): Promise<unknown>;
  post(
    path: string,
    { params, key }: { params: Readonly<Record<string, unknown>>; key: string },
  ): Promise<unknown>;
  /** What a thin event says, once the SDK has found its signature good and young enough; it throws where it has not. */
  readNotification(text: string, signed: SignedNotification): unknown;
}

/** How a thin event is signed (docs.stripe.com/event-destinations). */
export interface SignedNotification {
  /** `Stripe-Signature`. */
  readonly header: string;
  readonly secret: string;
  readonly toleranceSeconds: number;
  readonly receivedAt: Instant;
}

export interface ConnectionOptions {
  readonly apiKey: string;
  /** The name of the setting that the key comes from. */
  readonly keySetting: string;
  /** Where Stripe is: https://api.stripe.com, or the sandbox over http. */
  readonly baseUrl: string;
  /** How long a request may go without a byte. */
  readonly timeoutMs: number;
  readonly credentials: CredentialWatch;
  readonly now: () => Instant;
}

export function connectToStripe(options: ConnectionOptions): StripeConnection {
  const { apiKey, baseUrl, timeoutMs } = options;
  const url = new URL(baseUrl);
  const protocol = url.protocol === 'https:' ? 'https' : 'http';
  assert(url.protocol === `${protocol}:`, 'Stripe is reached over http or https', { baseUrl });
  assert(url.pathname === '/', 'the base URL of Stripe is a host without a path', { baseUrl });
  const stripe = new Stripe(apiKey, {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port || (protocol === 'https' ? '443' : '80'),
    protocol,
    timeout: timeoutMs,
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: onceOnly(Stripe.createNodeHttpClient(), (response) => noteCredentials(response, options)),
  });
  return {
    async get(path, query = {}, as) {
      const search = new URLSearchParams(query).toString();
      const context = as === undefined ? {} : { stripeContext: as };
      return await stripe.rawRequest('GET', search ? `${path}?${search}` : path, undefined, context);
    },
    async post(path, { params, key }) {
      return await stripe.rawRequest('POST', path, params, { idempotencyKey: key });
    },
    readNotification: (text, { header, secret, toleranceSeconds, receivedAt }) =>
      stripe.parseEventNotification(text, header, secret, toleranceSeconds, undefined, receivedAt),
  };
}

type HttpClient = ReturnType<typeof Stripe.createNodeHttpClient>;
type HttpResponse = Awaited<ReturnType<HttpClient['makeRequest']>>;

function onceOnly(client: HttpClient, note: (response: HttpResponse) => void): HttpClient {
  return {
    getClientName: () => client.getClientName(),
    async makeRequest(...request) {
      try {
        const response = await client.makeRequest(...request);
        note(response);
        return readable(response);
      } catch (cause) {
        throw new NoAnswerError(cause);
      }
    },
  };
}

/** 401: no key, or one that Stripe does not know. 403: one that may not do this (docs.stripe.com/api/errors). */
function noteCredentials(
  response: HttpResponse,
  { credentials, keySetting, now }: Pick<ConnectionOptions, 'credentials' | 'keySetting' | 'now'>,
): void {
  const status = response.getStatusCode();
  const date = headerOf(response, 'date');
  if (status === 401 || status === 403) {
    credentials.refused({ status, reason: `asked with ${keySetting}`, date, now: now() });
  } else if (status < 400) credentials.accepted();
}

function headerOf(response: HttpResponse, name: string): string | null {
  const value: unknown = propertyOf(response.getHeaders(), name);
  return typeof value === 'string' ? value : null;
}

function readable(response: HttpResponse): HttpResponse {
  return {
    getStatusCode: () => response.getStatusCode(),
    getHeaders: () => response.getHeaders(),
    getRawResponse: () => response.getRawResponse(),
    toStream: (done) => response.toStream(done),
    async toJSON() {
      const status = response.getStatusCode();
      const body = await bodyOf(response);
      const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
      const failedSilently = status >= 300 && !(isObject && 'error' in body && body.error);
      if (!isObject || failedSilently) throw new UnreadableBodyError(status);
      return body;
    },
  };
}

async function bodyOf(response: HttpResponse): Promise<unknown> {
  try {
    return await response.toJSON();
  } catch (cause) {
    // Anything but broken JSON is a connection that broke off, which the SDK reports by itself.
    if (cause instanceof SyntaxError) throw new UnreadableBodyError(response.getStatusCode(), { cause });
    throw cause;
  }
}
