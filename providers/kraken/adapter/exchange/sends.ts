import type { Instant } from '@diboas/kernel';
import { SECOND_MS } from '@diboas/kernel';

/**
 * How long after it was sent Kraken's engine may still take an order: each has this as its `deadline`, after which it is
 * turned away. Kraken wants at least two seconds.
 */
export const TAKEN_WITHIN_MS = 5 * SECOND_MS;

/** For clocks that are apart, and for a list that has not caught up. */
const APART_MS = 10 * SECOND_MS;

/**
 * What this process sent and has no certain answer to. While such an order may still be taken, a list without it proves
 * nothing, and a second one would be a second purchase.
 */
export interface Sends {
  /** Whether one with this key may be on its way still. */
  isUnderWay(key: string): boolean;
  begin(key: string): void;
  /** It is known what came of it. */
  end(key: string): void;
}

export function createSends(now: () => Instant): Sends {
  const until = new Map<string, Instant>();
  return {
    isUnderWay: (key) => now() < (until.get(key) ?? Number.NEGATIVE_INFINITY),
    begin(key) {
      for (const [other, at] of until) if (now() >= at) until.delete(other);
      until.set(key, now() + TAKEN_WITHIN_MS + APART_MS);
    },
    end(key) {
      until.delete(key);
    },
  };
}
