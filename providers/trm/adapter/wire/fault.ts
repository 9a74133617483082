import type { RefusalWords } from '@diboas/providers-kit';

/** TRM documents statuses of errors and no codes (docs.sanctions.trmlabs.com, "Errors"): the status decides. */
export function readRefusal(_body: object): RefusalWords {
  return { code: 'refused', requestId: null };
}

/** 401: "Your API key is wrong"; 403 for one that may not screen. */
export function refusesKey(status: number): boolean {
  return status === 401 || status === 403;
}
