import { MONDAY, THURSDAY } from './day.ts';
import type { Holiday, WeekendRule } from './holiday.ts';

/** One on a Sunday is kept on the Monday after it; one on a Saturday is not kept, and banks are open on the Friday before. */
const MOVED: WeekendRule = { saturday: 'not_kept', sunday: 'to_monday' };

/**
 * The holidays of the Federal Reserve Banks, by which ACH and Fedwire settle, as they are since 2022.
 * Source: federalreserve.gov, K.8, "Holidays Observed by the Federal Reserve System".
 */
export const FED_HOLIDAYS: readonly Holiday[] = [
  { on: 'date', month: 1, date: 1, moved: MOVED },
  { on: 'weekday', month: 1, weekday: MONDAY, nth: 3 },
  { on: 'weekday', month: 2, weekday: MONDAY, nth: 3 },
  { on: 'weekday', month: 5, weekday: MONDAY, nth: 0 },
  { on: 'date', month: 6, date: 19, moved: MOVED },
  { on: 'date', month: 7, date: 4, moved: MOVED },
  { on: 'weekday', month: 9, weekday: MONDAY, nth: 1 },
  { on: 'weekday', month: 10, weekday: MONDAY, nth: 2 },
  { on: 'date', month: 11, date: 11, moved: MOVED },
  { on: 'weekday', month: 11, weekday: THURSDAY, nth: 4 },
  { on: 'date', month: 12, date: 25, moved: MOVED },
];
