import { addDays, addMonths, type CalendarDay, dayOf, yearOf } from '@diboas/calendars';
import { unreachable } from '@diboas/kernel';
import { beginningOf, type DaySeries } from '../days/day-series.ts';

/** What returns are told for: a day, a week, a month, three, since the year began, a year, and all there is. */
export const RETURN_PERIODS = ['1D', '1W', '1M', '3M', 'YTD', '1Y', 'ALL'] as const;

export type ReturnPeriod = (typeof RETURN_PERIODS)[number];

/** From the end of one day to the end of another. */
export interface ReturnSpan {
  readonly from: CalendarDay;
  readonly to: CalendarDay;
}

/** The span of a period that ends with a day; null where a series has no day for `ALL` to begin with. */
export function spanOfPeriod(period: ReturnPeriod, to: CalendarDay, series: DaySeries): ReturnSpan | null {
  const from = beginningOfPeriod(period, to, series);
  return from === null ? null : { from, to };
}

function beginningOfPeriod(period: ReturnPeriod, to: CalendarDay, series: DaySeries): CalendarDay | null {
  switch (period) {
    case '1D':
      return addDays(to, -1);
    case '1W':
      return addDays(to, -7);
    case '1M':
      return addMonths(to, -1);
    case '3M':
      return addMonths(to, -3);
    case 'YTD':
      return dayOf(yearOf(to) - 1, 12, 31);
    case '1Y':
      return addMonths(to, -12);
    case 'ALL':
      return beginningOf(series);
    default:
      return unreachable(period);
  }
}
