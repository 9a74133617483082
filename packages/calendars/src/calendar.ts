import { addDays, type CalendarDay, SATURDAY, SUNDAY, weekdayOf, yearOf } from './day.ts';
import { FED_HOLIDAYS } from './fed.ts';
import { closedDays, type Holiday } from './holiday.ts';
import { NYSE_HOLIDAYS } from './nyse.ts';
import { T2_HOLIDAYS } from './t2.ts';
import { ZONES, type Zone } from './zone.ts';

/** On which days somebody works: banks in the United States, banks that settle in euro, or the New York Stock Exchange. */
export const CALENDAR_NAMES = ['fed', 't2', 'nyse'] as const;
export type CalendarName = (typeof CALENDAR_NAMES)[number];

export interface Calendar {
  /** By whose clock its days begin and end. */
  readonly zone: Zone;
  isOpen(day: CalendarDay): boolean;
}
export type Calendars = Readonly<Record<CalendarName, Calendar>>;

/** A day on which somebody is closed beyond all rule, such as a day of mourning. */
export interface Closing {
  readonly calendar: CalendarName;
  readonly day: CalendarDay;
}

/** All calendars by their rules, and by what was announced beyond them. */
export function createCalendars(closings: readonly Closing[]): Calendars {
  const made = (name: CalendarName, zone: Zone, holidays: readonly Holiday[]): Calendar => {
    const closed = new Set(closings.filter(({ calendar }) => calendar === name).map(({ day }) => day));
    return {
      zone,
      isOpen: (day) => !isWeekend(day) && !closed.has(day) && !isHoliday(holidays, day),
    };
  };
  return {
    fed: made('fed', ZONES.newYork, FED_HOLIDAYS),
    t2: made('t2', ZONES.frankfurt, T2_HOLIDAYS),
    nyse: made('nyse', ZONES.newYork, NYSE_HOLIDAYS),
  };
}

/** This day, or the first one after it that is open. */
export function openDayFrom(calendar: Calendar, day: CalendarDay): CalendarDay {
  return calendar.isOpen(day) ? day : nextOpenDay(calendar, day);
}

/** The first open day after this one. */
export function nextOpenDay(calendar: Calendar, day: CalendarDay): CalendarDay {
  let next = addDays(day, 1);
  while (!calendar.isOpen(next)) next = addDays(next, 1);
  return next;
}

/** So many open days after this one, which does not count; `count` is 0 or more. */
export function afterOpenDays(calendar: Calendar, day: CalendarDay, count: number): CalendarDay {
  let after = day;
  for (let left = count; left > 0; left -= 1) after = nextOpenDay(calendar, after);
  return after;
}

/** A holiday of a year may be kept on the last day of the year before. */
function isHoliday(holidays: readonly Holiday[], day: CalendarDay): boolean {
  const years = new Set([yearOf(day), yearOf(addDays(day, 1))]);
  return [...years].some((year) => closedDays(holidays, year).includes(day));
}

function isWeekend(day: CalendarDay): boolean {
  const weekday = weekdayOf(day);
  return weekday === SATURDAY || weekday === SUNDAY;
}
