import { addDays, type CalendarDay, endOfDay, instantAt, type Zone } from '@diboas/calendars';
import { accept, type Instant, type Outcome, refuse } from '@diboas/kernel';
import type { Currency } from '@diboas/market';
import type { Day } from './day-row.ts';

/**
 * The days of a portfolio that were written, in order. Rows are only added. A day that is missing was not written: neither what
 * there was nor what came and went that day is known, so nothing that needs either is told.
 */
export interface DaySeries {
  readonly currency: Currency;
  /** Whose midnight ends a day. */
  readonly zone: Zone;
  /** Before the first day there was nothing; or nobody knows what there was. */
  readonly before: 'nothing' | 'unknown';
  readonly days: readonly Day[];
}

/**
 * Why a row is not taken in. `day_rewritten`: the day is there with another figure. `not_over`: the day goes on, so it has no
 * last value. `before_first`: there was nothing before the first day. `price_from_later`: a price that was not there when the day
 * was over. `written_twice`: an asset, or a flow of one kind and way, more than once. `below_zero`: a figure that cannot be.
 */
export type DayRefusal =
  | 'day_rewritten'
  | 'not_over'
  | 'another_currency'
  | 'before_first'
  | 'price_from_later'
  | 'written_twice'
  | 'below_zero';

/** From the first moment of a day to the first that is not of it any more. It has 23 or 25 hours as clocks are changed. */
export function spanOfDay(day: CalendarDay, zone: Zone): { readonly from: Instant; readonly until: Instant } {
  return { from: instantAt(day, '00:00', zone), until: endOfDay(day, zone) };
}

/** Takes in a day. What is there already with the same figures changes nothing, so whoever writes may do so again. */
export function appendDay(series: DaySeries, row: Day, now: Instant): Outcome<DaySeries, DayRefusal> {
  const there = series.days.find(({ day }) => day === row.day);
  if (there) return figuresOf(there) === figuresOf(row) ? accept(series) : refuse('day_rewritten');
  const wrong = wrongWithDay(series, row, now);
  if (wrong !== null) return refuse(wrong);
  const earlier = series.days.filter(({ day }) => day < row.day);
  return accept({ ...series, days: [...earlier, row, ...series.days.slice(earlier.length)] });
}

function wrongWithDay(series: DaySeries, row: Day, now: Instant): DayRefusal | null {
  const { until } = spanOfDay(row.day, series.zone);
  const [first] = series.days;
  if (row.currency !== series.currency) return 'another_currency';
  if (now < until) return 'not_over';
  if (first && row.day < first.day && series.before === 'nothing') return 'before_first';
  if (row.holdings.some(({ at }) => at !== null && at > until)) return 'price_from_later';
  if (hasTwice(row)) return 'written_twice';
  return hasBelowZero(row) ? 'below_zero' : null;
}

function hasTwice({ holdings, flows }: Day): boolean {
  const assets = new Set(holdings.map(({ asset }) => asset));
  const ways = new Set(flows.map(({ asset, kind, way }) => `${asset} ${kind} ${way}`));
  return assets.size < holdings.length || ways.size < flows.length;
}

/** A value may be below zero, where more is owed than held; a flow has a way, so it is never. */
function hasBelowZero({ flows }: Day): boolean {
  return flows.some(({ worth }) => worth !== null && worth < 0n);
}

/** All figures of a row as one text, in whatever order they were written. */
function figuresOf({ currency, holdings, flows }: Day): string {
  const held = holdings.map(({ asset, quantity, value, at }) => `${asset} ${quantity} ${value} ${at}`);
  const moved = flows.map(({ asset, kind, way, worth }) => `${asset} ${kind} ${way} ${worth}`);
  return [currency, ...held.toSorted(), ...moved.toSorted()].join('\n');
}

/** The day before all that is known: with nothing, or the first that was written. Null where no day was. */
export function beginningOf({ before, days }: DaySeries): CalendarDay | null {
  const [first] = days;
  if (first === undefined) return null;
  return before === 'nothing' ? addDays(first.day, -1) : first.day;
}
