import type { Instant, Money, Outcome } from '@diboas/kernel';

/**
 * Why nothing is told of a pool. `unknown_pool`: it is not on its lists. `rate_limited`: it will not be asked so often. `unavailable`:
 * anything else, such as no answer or one that cannot be read. Nothing was changed by asking.
 */
export type NoYields = 'unknown_pool' | 'rate_limited' | 'unavailable';

/** What lay in a pool and what it earned, as it was at one moment of a day. */
export interface PoolMoment {
  /** When it was so. Never after we heard of it. */
  readonly at: Instant;
  /**
   * What was earned in the pool's own asset, a year at this rate, in millionths. Null where it is not told, or where what is told
   * has rewards of another kind in it. Below zero where something was lost.
   */
  readonly ratePpm: number | null;
  /** All that lay in it, in US dollars; null where it is not told. */
  readonly total: Money | null;
}

/** Whoever compares what is earned anywhere. It moves nothing, and may be asked again at any time that its limits allow. */
export interface YieldSource {
  readonly id: string;
  readonly name: string;
  /** The past of a pool from a moment on, at most one a day of UTC, the oldest first. Its own name of the pool is given. */
  poolDays(pool: string, from: Instant): Promise<Outcome<readonly PoolMoment[], NoYields>>;
}
