// What strategies earned, day by day: added to and never changed. Figures of two sources are never mixed.
import { addDays, type CalendarDay } from '@diboas/calendars';
import type { Instant, Money } from '@diboas/kernel';

/** What one source said of a strategy on one day. */
export interface StrategyDay {
  readonly strategy: string;
  /** Who said it: the provider's id. */
  readonly source: string;
  /** By UTC. */
  readonly day: CalendarDay;
  /** A year at this rate, in millionths: 41,000 is 4.1 %. Null where the source told none. */
  readonly ratePpm: number | null;
  /** All that lay in it, of everybody, as the source counts: in its asset, or in dollars. Null where the source told none. */
  readonly total: Money | null;
  /** The moment that the figures are of, by the source's word. */
  readonly at: Instant;
}

/** Which days are asked for. */
export interface StrategyDaysAsked {
  readonly strategies: readonly string[];
  /** This day and later ones. */
  readonly from: CalendarDay;
}

/** Where days are kept: once for all people. */
export interface StrategyDayStore {
  /** Adds what is not there yet: of a day that a source told before, what it told first stays. @returns how many were added */
  keepStrategyDays(days: readonly StrategyDay[]): Promise<number>;
  /** By strategy, source and day. */
  strategyDays(asked: StrategyDaysAsked): Promise<readonly StrategyDay[]>;
}

/** Past rates of one source alone: the oldest first. */
export interface PastRates {
  readonly source: string;
  readonly rates: readonly { readonly day: CalendarDay; readonly ppm: number }[];
}

/** Fewer days than these say nothing of what may come. */
export const PAST_DAYS_MIN = 7;

/** From so many days on the strategy's own provider is believed before anybody else. */
const OWN_DAYS_ENOUGH = 30;

/**
 * The rates of one source from a day on: of the provider itself where it told enough, of whoever told most where it did not. Null
 * where nobody told of `PAST_DAYS_MIN` days.
 */
export function pastRatesOf(
  days: readonly StrategyDay[],
  { own, from }: { readonly own: string; readonly from: CalendarDay },
): PastRates | null {
  const bySource = Map.groupBy(
    days.filter(({ day }) => day >= from),
    ({ source }) => source,
  );
  const known = [...bySource].map(([source, told]) => ({ source, rates: ratesIn(told) }));
  const [longest] = known.toSorted((one, other) => other.rates.length - one.rates.length || byOwn(own, one));
  const itself = known.find(({ source }) => source === own);
  const chosen = itself && itself.rates.length >= OWN_DAYS_ENOUGH ? itself : longest;
  return chosen && chosen.rates.length >= PAST_DAYS_MIN ? chosen : null;
}

/** The lowest, the middle and the highest of past rates: what is told of them is a range. */
export function rangeOfPast({ rates }: PastRates): {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
} {
  const sorted = rates.map(({ ppm }) => ppm).toSorted((one, other) => one - other);
  const at = (index: number) => sorted[index] ?? 0;
  return { low: at(0), middle: at(Math.floor((sorted.length - 1) / 2)), high: at(sorted.length - 1) };
}

function byOwn(own: string, one: PastRates): number {
  return one.source === own ? -1 : 1;
}

function ratesIn(days: readonly StrategyDay[]): PastRates['rates'] {
  const known = days.flatMap(({ day, ratePpm }) => (ratePpm === null ? [] : [{ day, ppm: ratePpm }]));
  return known.toSorted((one, other) => (one.day < other.day ? -1 : 1));
}

/** What another source than the strategy's own provider told last; null where none did. */
export function newestOfOthers(
  days: readonly StrategyDay[],
  own: string,
): { readonly source: string; readonly ppm: number; readonly at: Instant } | null {
  const told = days.flatMap(({ source, ratePpm, at }) =>
    source === own || ratePpm === null ? [] : [{ source, ppm: ratePpm, at }],
  );
  return told.toSorted((one, other) => other.at - one.at)[0] ?? null;
}

/** The newest that a source told before a day, and not longer before it than so many days; null where it told nothing then. */
export function newestBefore(
  days: readonly StrategyDay[],
  { source, before, withinDays }: { source: string; before: CalendarDay; withinDays: number },
): StrategyDay | null {
  const first = addDays(before, -withinDays);
  const told = days.filter((one) => one.source === source && one.day < before && one.day >= first);
  return told.reduce<StrategyDay | null>(
    (newest, one) => (newest && newest.day > one.day ? newest : one),
    null,
  );
}
