import type { RefusalWords } from '@diboas/providers-kit';

/** Chainalysis documents no words of its errors: the status decides, whatever object comes with it. */
export function readRefusal(_body: object): RefusalWords {
  return { code: 'refused', requestId: null };
}

/** 401 and 403: no key, one that is not known, or one of the other service. */
export function refusesKey(status: number): boolean {
  return status === 401 || status === 403;
}
