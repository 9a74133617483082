import type { CalendarDay } from '@diboas/calendars';
import type { Asset, Instant } from '@diboas/kernel';

/**
 * Which lots go first: the oldest, the newest, or the dearest a unit. `average` gives all of a pool one cost a unit, and the
 * oldest go first (26 CFR 1.1012-1(e): the average basis of mutual funds).
 */
export const LOT_METHODS = ['fifo', 'lifo', 'hifo', 'average'] as const;
export type LotMethod = (typeof LOT_METHODS)[number];

/**
 * What is done about a loss with a purchase of the same asset within 30 days before or after it (26 U.S.C. 1091).
 * `adjust`: the loss is disallowed, and what took its place has it in its cost and was held as long besides; so it is for
 * securities, and for tokens that are securities. `flag`: it is told, and nothing else changes; so it is for crypto, which
 * today is no stock or security to which the law applies. `off`: it is not looked for.
 */
export type WashSaleRule = 'off' | 'flag' | 'adjust';

/** What holds for one asset. */
export interface LotRules {
  readonly method: LotMethod;
  readonly washSales: WashSaleRule;
}

export interface LotSettings {
  /** What cost, proceeds and worth are counted in. */
  readonly currency: Asset;
  /** Whether a disposal takes lots of its own place only, as in the US from 2025 on (26 CFR 1.1012-1(j)), or any. */
  readonly pooling: 'by_place' | 'universal';
  /** What holds for what happens at that time. Another method goes for all that is held then, at what it cost until then. */
  rulesOf(asset: Asset, at: Instant): LotRules;
  /** On which day an instant is where the person pays taxes. Never goes back as time goes on. */
  dayOf(at: Instant): CalendarDay;
}
