import type { Asset } from '@diboas/kernel';

/** How soon a transaction should be taken: it decides what is offered for it. */
export type FeeUrgency = 'slow' | 'normal' | 'fast';

/** What a chain will charge, in minor units of `asset`, which is always the chain's own coin. */
export interface FeeEstimate {
  readonly asset: Asset;
  /** What will be charged if the chain goes on as it is. */
  readonly expected: bigint;
  /** What can be charged at all under the terms that are signed. Quotes go by this one. */
  readonly most: bigint;
}

/** The quotient of what is never negative, rounded up. */
export function divideUp(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator;
}

/**
 * The value below which a share of the values lies, by nearest rank: `percent` of 100. Null when there are none. The share
 * is of the values as they are, not of the range between them.
 */
export function percentileOf(values: readonly bigint[], percent: number): bigint | null {
  const sorted = values.toSorted((left, right) => (left < right ? -1 : left > right ? 1 : 0));
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return sorted[rank - 1] ?? null;
}
