import type { Holiday, WeekendRule } from './holiday.ts';

/** What falls on a weekend is not made up for. */
const MOVED: WeekendRule = { saturday: 'not_kept', sunday: 'not_kept' };

/**
 * The closing days of T2, by which credit transfers in euro settle between banks, the same in every country since 2002.
 * Source: ecb.europa.eu, "Long-term calendar for TARGET closing days", 14 December 2000.
 */
export const T2_HOLIDAYS: readonly Holiday[] = [
  { on: 'date', month: 1, date: 1, moved: MOVED },
  { on: 'easter', days: -2 },
  { on: 'easter', days: 1 },
  { on: 'date', month: 5, date: 1, moved: MOVED },
  { on: 'date', month: 12, date: 25, moved: MOVED },
  { on: 'date', month: 12, date: 26, moved: MOVED },
];
