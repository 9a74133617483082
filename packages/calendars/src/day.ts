import { DAY_MS } from '@diboas/kernel';

/** A day of the calendar, by itself: without a time and without a zone. ISO 8601, as 2026-12-01, so that days sort as text. */
export type CalendarDay = `${number}-${number}-${number}`;

/** 0 is Sunday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export const SUNDAY = 0;
export const MONDAY = 1;
export const THURSDAY = 4;
export const SATURDAY = 6;

/** Months are 1 to 12. A date beyond the end of its month is of the next one. */
export function dayOf(year: number, month: number, date: number): CalendarDay {
  return dayAt(Date.UTC(year, month - 1, date));
}

/** Of a text as it comes from outside; null where it names no day that there is. */
export function parseDay(text: string): CalendarDay | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const start = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(start)) return null;
  const day = dayAt(start);
  return day === text ? day : null;
}

/** So many days later; earlier, where `count` is below zero. */
export function addDays(day: CalendarDay, count: number): CalendarDay {
  return dayAt(startOf(day) + count * DAY_MS);
}

/**
 * The day with the same date so many months later; earlier, where `count` is below zero. Where that month is too short, its
 * last day: a month before 31 March is 28 February.
 */
export function addMonths(day: CalendarDay, count: number): CalendarDay {
  const date = new Date(startOf(day));
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + count];
  const lastDate = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return dayAt(Date.UTC(year, month, Math.min(date.getUTCDate(), lastDate)));
}

/** How many days later `to` is than `from`; below zero, where it is earlier. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return (startOf(to) - startOf(from)) / DAY_MS;
}

/** The same date so many years later; of 29 February, where that year has none, 1 March. */
export function sameDayInYears(day: CalendarDay, count: number): CalendarDay {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return dayOf(year + count, month, date);
}

export function weekdayOf(day: CalendarDay): Weekday {
  return new Date(startOf(day)).getUTCDay() as Weekday;
}

export function yearOf(day: CalendarDay): number {
  return new Date(startOf(day)).getUTCFullYear();
}

/** Where the day begins in UTC, in milliseconds: for reckoning with days, and no moment of anybody's. */
export function startOf(day: CalendarDay): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** The day in UTC of such a count of milliseconds. */
export function dayAt(ms: number): CalendarDay {
  return new Date(ms).toISOString().slice(0, 10) as CalendarDay;
}
