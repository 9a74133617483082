/** The database did not answer, or was lost half way. Nothing can be said about a commit that was under way. */
export class StoreUnavailableError extends Error {
  readonly code = 'store_unavailable';

  constructor(cause: unknown) {
    super('the store is not available', { cause });
    this.name = 'StoreUnavailableError';
  }
}
