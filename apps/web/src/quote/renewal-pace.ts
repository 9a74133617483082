/**
 * How often a price is asked for again by itself. Whatever the clocks say, it is never more often than every ten
 * seconds, and not for ever: a page that nobody looks at would go on asking all night. Times are ticks of the clock.
 */
export interface RenewalPace {
  /** How long to wait before asking by itself; null once it has done so three times and nobody has acted since. */
  waitMs(tick: number): number | null;
  /** The page asked by itself. */
  renewed(tick: number): void;
  /** A person's act asked, so the count begins anew. */
  asked(tick: number): void;
}

const LEAST_BETWEEN_MS = 10_000;
const IN_A_ROW = 3;

export function createRenewalPace(): RenewalPace {
  let last = Number.NEGATIVE_INFINITY;
  let inARow = 0;
  return {
    waitMs: (tick) => (inARow >= IN_A_ROW ? null : Math.max(0, last + LEAST_BETWEEN_MS - tick)),
    renewed(tick) {
      last = tick;
      inARow += 1;
    },
    asked(tick) {
      last = tick;
      inARow = 0;
    },
  };
}
