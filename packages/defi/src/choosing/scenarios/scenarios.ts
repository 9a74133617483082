// What an amount could become: a range by what was, and never one line. Integers alone, rounded so that the range is never told
// narrower than it is.
import type { CalendarDay } from '@diboas/calendars';
import { accept, assert, type Money, money, type Outcome, refuse, scaleUnits } from '@diboas/kernel';
import { PAST_DAYS_MIN, type PastRates } from '../series/strategy-day.ts';

export const HORIZON_DAYS_MAX = 3_650;

const YEAR_DAYS = 365;
const MILLION = 1_000_000;

/** Of all past days, so many of a hundred earned less than the low rate, and more than the high one. */
const TAIL_PERCENT = 10;

/** However steady the past was, the range is at least so wide: a quarter of the middle to each side, and 0.1 % above it. */
const NARROWEST = { part: 4, abovePpm: 1_000 } as const;

/** One end of the range, or its middle. */
export interface Scenario {
  /** A year at this rate, in millionths. */
  readonly ratePpm: number;
  /** What would be gained, before fees: below zero where it would be lost. */
  readonly gain: Money;
}

export interface Scenarios {
  readonly amount: Money;
  readonly days: number;
  readonly low: Scenario;
  readonly middle: Scenario;
  readonly high: Scenario;
  /** What all of this goes by: that the rates to come are as those of these days were. */
  readonly assumed: {
    readonly source: string;
    readonly from: CalendarDay;
    readonly until: CalendarDay;
    /** Of how many days within these a rate is known. */
    readonly days: number;
    readonly tailPercent: number;
    /** Whether the past was steadier than what is told, so that the range was made wider. */
    readonly isWidened: boolean;
  };
}

/** `too_few_days`: the past is too short to go by. */
export function scenariosOf({
  amount,
  days,
  past,
}: {
  /** Above zero. */
  readonly amount: Money;
  /** From 1 to `HORIZON_DAYS_MAX`. */
  readonly days: number;
  readonly past: PastRates | null;
}): Outcome<Scenarios, 'too_few_days'> {
  assert(amount.units > 0n, 'a scenario is of something', { units: amount.units });
  assert(Number.isInteger(days) && days >= 1 && days <= HORIZON_DAYS_MAX, 'a horizon is of days', { days });
  const [first, last] = [past?.rates[0], past?.rates.at(-1)];
  if (!past || !first || !last || past.rates.length < PAST_DAYS_MIN) return refuse('too_few_days');
  const { low, middle, high, isWidened } = rangeOf(past.rates.map(({ ppm }) => ppm));
  const scenario = (ratePpm: number, towards: 'floor' | 'nearest' | 'ceiling'): Scenario => ({
    ratePpm,
    gain: gainAfter(amount, { ratePpm, days, towards }),
  });
  return accept({
    ...{ amount, days },
    low: scenario(low, 'floor'),
    middle: scenario(middle, 'nearest'),
    high: scenario(high, 'ceiling'),
    assumed: {
      ...{ source: past.source, from: first.day, until: last.day, days: past.rates.length },
      ...{ tailPercent: TAIL_PERCENT, isWidened },
    },
  });
}

/** Past rates as a range: the lowest and the highest but for the tails, and the middle one. */
function rangeOf(rates: readonly number[]): {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  readonly isWidened: boolean;
} {
  const sorted = rates.map((ppm) => Math.max(ppm, -MILLION)).toSorted((one, other) => one - other);
  const last = sorted.length - 1;
  const at = (index: number) => sorted[index] ?? 0;
  const middle = at(Math.floor(last / 2));
  const [lowTail, highTail] = [
    at(Math.floor((last * TAIL_PERCENT) / 100)),
    at(Math.ceil((last * (100 - TAIL_PERCENT)) / 100)),
  ];
  const side = Math.ceil(Math.abs(middle) / NARROWEST.part);
  const low = Math.max(Math.min(lowTail, middle - side), -MILLION);
  const high = Math.max(highTail, middle + Math.max(side, NARROWEST.abovePpm));
  return { low, middle, high, isWidened: low !== lowTail || high !== highTail };
}

/**
 * What an amount gains in so many days at a yearly rate: whole years one upon the other, the rest of a year by its days. A year is 365
 * days.
 */
export function gainAfter(
  { asset, units }: Money,
  {
    ratePpm,
    days,
    towards,
  }: {
    readonly ratePpm: number;
    readonly days: number;
    readonly towards: 'floor' | 'nearest' | 'ceiling';
  },
): Money {
  const [rate, million, year] = [BigInt(ratePpm), BigInt(MILLION), BigInt(YEAR_DAYS)];
  const years = BigInt(Math.floor(days / YEAR_DAYS));
  const rest = BigInt(days % YEAR_DAYS);
  const denominator = million ** years * million * year;
  const numerator = (million + rate) ** years * (million * year + rate * rest) - denominator;
  // The kernel rounds by size, whatever the sign.
  const away = numerator < 0n ? 'floor' : 'ceiling';
  const rounding = towards === 'nearest' ? 'half_up' : towards === away ? 'up' : 'down';
  return money(asset, scaleUnits(units, { numerator, denominator, rounding }));
}
