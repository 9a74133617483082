import { type NoYields, ProviderRefusalError, type RefusalWords } from '@diboas/providers-kit';

/** Nothing goes by what it says of an error: the status decides, whatever object comes with it. */
export function readRefusal(): RefusalWords {
  return { code: 'refused', requestId: null };
}

export function sortFault(error: unknown): NoYields {
  if (!(error instanceof ProviderRefusalError)) return 'unavailable';
  if (error.status === 404) return 'unknown_pool';
  return error.status === 429 ? 'rate_limited' : 'unavailable';
}
