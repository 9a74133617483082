import type { CalendarDay } from '@diboas/calendars';
import { type Asset, type Money, money, scaleUnits, unitsPerOne } from '@diboas/kernel';

/** From which sum on movements of a person on one banking day are told of, and what an asset counts for. */
export interface LargeMovementRules {
  readonly version: number;
  /** The first banking day that they hold for. */
  readonly from: CalendarDay;
  readonly threshold: Money;
  /** What one of each asset counts for, in cents of USD. */
  readonly centsPerOne: Readonly<Record<Asset, bigint>>;
}

/**
 * All that were ever in force, the oldest first: a report says by which version it was made, and makes the same of the same
 * day later. A change is a new version, never another text of one.
 *
 * The threshold is that of reports of currency transactions (31 CFR 1010.311), reached by a sum of several on one business
 * day too (31 CFR 1010.313); it is met here by the very sum. What is no dollar counts for more than it was worth at its
 * highest, so that no price of the day is needed and a report has rather a row too many.
 */
export const LARGE_MOVEMENT_RULES: readonly LargeMovementRules[] = [
  {
    version: 1,
    from: '2020-01-01',
    threshold: money('USD', 1_000_000n),
    centsPerOne: {
      USD: 100n,
      USDC: 100n,
      EUR: 160n,
      BRL: 65n,
      BTC: 25_000_000n,
      ETH: 1_000_000n,
      SOL: 60_000n,
      SUI: 1_200n,
      AAPL: 100_000n,
      NVDA: 100_000n,
      SPY: 200_000n,
      TSLA: 200_000n,
    },
  },
];

/** Those that hold for a banking day; null for one before there were any. */
export function largeMovementRulesOf(
  day: CalendarDay,
  all = LARGE_MOVEMENT_RULES,
): LargeMovementRules | null {
  return all.findLast(({ from }) => from <= day) ?? null;
}

/** What an amount counts for, rounded up to whole cents. */
export function countedAs({ centsPerOne }: LargeMovementRules, { asset, units }: Money): Money {
  const rate = { numerator: centsPerOne[asset], denominator: unitsPerOne(asset), rounding: 'up' } as const;
  return money('USD', scaleUnits(units, rate));
}
