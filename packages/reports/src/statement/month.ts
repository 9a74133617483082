// What a statement is of: a month, or for gains and losses a year; both of the calendar in UTC.
import { formatInstant, type Instant, MINUTE_MS } from '@diboas/kernel';
import type { Period } from '../books/books.ts';

/** A month of the calendar in UTC, as 2026-11, so that months sort as text. */
export type Month = `${number}-${number}`;

/** A year, as 2026. */
export type Year = `${number}`;

export type StatementPeriod = Month | Year;

/** Clocks of nodes differ by less, and no commit takes as long: what is of a month is in the books by then. */
const SETTLED_AFTER_MS = MINUTE_MS;

/** Of a text as it comes from outside; null where it names no month. */
export function parseMonth(text: string): Month | null {
  return /^(19|20)\d{2}-(0[1-9]|1[0-2])$/.test(text) ? (text as Month) : null;
}

/** Of a text as it comes from outside; null where it names no year. */
export function parseYear(text: string): Year | null {
  return /^(19|20)\d{2}$/.test(text) ? (text as Year) : null;
}

export function isYear(period: StatementPeriod): period is Year {
  return period.length === 4;
}

export function monthAt(at: Instant): Month {
  return formatInstant(at).slice(0, 7) as Month;
}

export function periodOf(period: StatementPeriod): Period {
  const [year = 0, number = 0] = period.split('-').map(Number);
  if (isYear(period)) return { from: Date.UTC(year, 0), until: Date.UTC(year + 1, 0) };
  return { from: Date.UTC(year, number - 1), until: Date.UTC(year, number) };
}

/** How far a month or a year is in the books at a moment; null where it has not begun. */
export function reachedOf(
  period: StatementPeriod,
  now: Instant,
): { readonly until: Instant; readonly isWhole: boolean } | null {
  const { from, until } = periodOf(period);
  if (now < from) return null;
  const isWhole = now >= until + SETTLED_AFTER_MS;
  return { until: isWhole ? until : Math.min(now, until), isWhole };
}

/** The years from one to another moment, newest first. */
export function yearsBetween(first: Instant, last: Instant): Year[] {
  const [from, to] = [first, last].map((at) => new Date(at).getUTCFullYear());
  const count = (to ?? 0) - (from ?? 0) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => `${(to ?? 0) - index}` as Year);
}

/** The months from one to another moment, newest first. */
export function monthsBetween(first: Instant, last: Instant): Month[] {
  const months: Month[] = [];
  for (
    let at = periodOf(monthAt(last)).from;
    at >= periodOf(monthAt(first)).from;
    at = periodOf(monthAt(at - 1)).from
  )
    months.push(monthAt(at));
  return months;
}
