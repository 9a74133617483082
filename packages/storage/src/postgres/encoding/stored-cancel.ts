import type { Instant } from '@diboas/kernel';
import type { AskedCancel } from '@diboas/orchestration';

/** When a provider was asked to stop an attempt, and whether it said that it was too late. */
export type StoredCancel = readonly [askedAt: Instant, isTooLate?: 1];

export function encodeCancel({ askedAt, isTooLate }: AskedCancel): StoredCancel {
  return isTooLate ? [askedAt, 1] : [askedAt];
}

export function decodeCancel([askedAt, isTooLate]: StoredCancel): AskedCancel {
  return { askedAt, isTooLate: isTooLate === 1 };
}
