import type { Calendar } from './calendar.ts';
import { addDays, type CalendarDay, dayOf, MONDAY, THURSDAY, weekdayOf, yearOf } from './day.ts';
import { closedDays } from './holiday.ts';
import { THANKSGIVING } from './nyse.ts';
import type { LocalTime } from './zone.ts';

/** When the exchange trades on a day that it is open: to 13:00 on a half day. */
export interface TradingHours {
  readonly opens: LocalTime;
  readonly closes: LocalTime;
  readonly isHalfDay: boolean;
}

const WHOLE_DAY: TradingHours = { opens: '09:30', closes: '16:00', isHalfDay: false };
const HALF_DAY: TradingHours = { opens: '09:30', closes: '13:00', isHalfDay: true };

/** The hours of an open day of the New York Stock Exchange; null on a day that it is closed, by its calendar. */
export function tradingHours(nyse: Calendar, day: CalendarDay): TradingHours | null {
  if (!nyse.isOpen(day)) return null;
  return isHalfDay(day) ? HALF_DAY : WHOLE_DAY;
}

/** The day after Thanksgiving; and the days before Independence Day and Christmas, from Monday to Thursday. */
function isHalfDay(day: CalendarDay): boolean {
  const year = yearOf(day);
  if (closedDays([THANKSGIVING], year).includes(addDays(day, -1))) return true;
  const isEve = day === dayOf(year, 7, 3) || day === dayOf(year, 12, 24);
  return isEve && weekdayOf(day) >= MONDAY && weekdayOf(day) <= THURSDAY;
}
