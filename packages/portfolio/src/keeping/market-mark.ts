import { type Instant, MINUTE_MS } from '@diboas/kernel';
import { PRICED_FROM_MS, type Rate } from '@diboas/market';

/**
 * What assets cost at a moment that is a whole number of five minutes: kept so that a day may be written after it was over, and what
 * moved be counted at the price of its moment. The midnights of all zones are among these moments.
 */
export interface MarketMark {
  readonly at: Instant;
  /** None is from later than `at`, and none is older than prices are made from. */
  readonly rates: readonly Rate[];
}

export const MARK_EVERY_MS = 5 * MINUTE_MS;

/** How long marks are of use: a day that was not written by then is written without values. */
export const MARKS_KEPT_DAYS = 40;

/** The last moment of a mark, at a time or before. */
export function markTimeBefore(instant: Instant): Instant {
  return Math.floor(instant / MARK_EVERY_MS) * MARK_EVERY_MS;
}

/** Of what was known before a moment of a mark, what it cost then; null where nobody knew. */
export function marketMarkAt(at: Instant, known: readonly Rate[]): MarketMark | null {
  const rates = known.filter((rate) => rate.at <= at && at - rate.at <= PRICED_FROM_MS);
  return rates.length === 0 ? null : { at, rates };
}

/** The market at moments, as far as it was kept. */
export interface MarketThen {
  /** At exactly that moment, for what there was then. */
  ratesAt(instant: Instant): readonly Rate[];
  /** At the moment that is nearest to it and not five minutes away, for what moved then. */
  ratesNear(instant: Instant): readonly Rate[];
}

/** Which marks tell of these moments: the last before each, and the first after. */
export function markTimesAround(instants: readonly Instant[]): Instant[] {
  const times = instants.flatMap((instant) => [
    markTimeBefore(instant),
    markTimeBefore(instant + MARK_EVERY_MS - 1),
  ]);
  return [...new Set(times)].sort((left, right) => left - right);
}

/** @param current what is known now, where the last of the moments is now */
export function marketThen(marks: readonly MarketMark[], current: MarketMark | null): MarketThen {
  const known = current === null ? marks : [...marks, current];
  const byTime = new Map(known.map((mark) => [mark.at, mark.rates]));
  return {
    ratesAt: (instant) => byTime.get(instant) ?? [],
    ratesNear(instant) {
      const near = known.filter(({ at }) => Math.abs(at - instant) < MARK_EVERY_MS);
      const nearest = near.toSorted(
        (left, right) => Math.abs(left.at - instant) - Math.abs(right.at - instant),
      );
      return nearest[0]?.rates ?? [];
    },
  };
}
