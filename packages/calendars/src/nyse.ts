import { MONDAY, THURSDAY } from './day.ts';
import type { Holiday, WeekendRule } from './holiday.ts';

const MOVED: WeekendRule = { saturday: 'to_friday', sunday: 'to_monday' };

export const THANKSGIVING: Holiday = { on: 'weekday', month: 11, weekday: THURSDAY, nth: 4 };

/**
 * The holidays of the New York Stock Exchange, as they are since 2022. New Year's Day on a Saturday is not kept: the Friday
 * is the end of a year's accounts.
 * Source: NYSE Rule 7.2; NYSE Group, "2026, 2027 and 2028 Holiday and Early Closings Calendar", 23 December 2025.
 */
export const NYSE_HOLIDAYS: readonly Holiday[] = [
  { on: 'date', month: 1, date: 1, moved: { saturday: 'not_kept', sunday: 'to_monday' } },
  { on: 'weekday', month: 1, weekday: MONDAY, nth: 3 },
  { on: 'weekday', month: 2, weekday: MONDAY, nth: 3 },
  { on: 'easter', days: -2 },
  { on: 'weekday', month: 5, weekday: MONDAY, nth: 0 },
  { on: 'date', month: 6, date: 19, moved: MOVED },
  { on: 'date', month: 7, date: 4, moved: MOVED },
  { on: 'weekday', month: 9, weekday: MONDAY, nth: 1 },
  THANKSGIVING,
  { on: 'date', month: 12, date: 25, moved: MOVED },
];
