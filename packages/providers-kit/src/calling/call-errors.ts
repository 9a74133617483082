/** What a call can end with that is no answer of the provider's own kind. Adapters sort them; none crosses a port. */

/** The request got no answer, or one that broke off. `cause` says why, with the operating system's or Node's own code. */
export class NoAnswerError extends Error {
  constructor(cause: unknown) {
    super('no answer', { cause });
    this.name = 'NoAnswerError';
  }
}

/** An answer came, and its body is not one of the provider's. */
export class UnreadableBodyError extends Error {
  readonly status: number;

  constructor(status: number, options?: ErrorOptions) {
    super(`the body of an answer with status ${status} is not one of the provider's`, options);
    this.name = 'UnreadableBodyError';
    this.status = status;
  }
}

/** What a provider says of a request that it refused, in its own words. */
export interface RefusalWords {
  /** The provider's word for what is wrong. */
  readonly code: string;
  /** What the provider finds the request by, for its support; null when it says none. */
  readonly requestId: string | null;
}

/** An answer that says what went wrong. */
export class ProviderRefusalError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  /** The header as it came. */
  readonly retryAfter: string | null;

  constructor(status: number, { code, requestId }: RefusalWords, retryAfter: string | null) {
    super(`the provider answered ${status} ${code}`);
    this.name = 'ProviderRefusalError';
    this.status = status;
    this.code = code;
    this.requestId = requestId;
    this.retryAfter = retryAfter;
  }
}
