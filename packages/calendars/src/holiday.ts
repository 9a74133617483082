import { addDays, type CalendarDay, dayOf, SATURDAY, SUNDAY, type Weekday, weekdayOf } from './day.ts';

/** How a holiday is found in a year. Worked out and not listed, so no calendar ever runs out. */
export type Holiday =
  /** The same date every year, and what becomes of it on a weekend. */
  | { readonly on: 'date'; readonly month: number; readonly date: number; readonly moved: WeekendRule }
  /** The so-manieth of a weekday in its month; 0 is the last. */
  | { readonly on: 'weekday'; readonly month: number; readonly weekday: Weekday; readonly nth: number }
  /** So many days after Easter Sunday, or before it. */
  | { readonly on: 'easter'; readonly days: number };

/** The day that is closed instead when a holiday falls on a weekend: none where it is not kept then. */
export interface WeekendRule {
  readonly saturday: 'to_friday' | 'not_kept';
  readonly sunday: 'to_monday' | 'not_kept';
}

/** The days that are closed for these holidays in a year, weekends among them where nothing takes their place. */
export function closedDays(holidays: readonly Holiday[], year: number): readonly CalendarDay[] {
  return holidays.map((holiday) => {
    if (holiday.on === 'easter') return addDays(easterSunday(year), holiday.days);
    if (holiday.on === 'weekday') return nthWeekday(year, holiday);
    return inPlaceOf(dayOf(year, holiday.month, holiday.date), holiday.moved);
  });
}

function inPlaceOf(day: CalendarDay, { saturday, sunday }: WeekendRule): CalendarDay {
  const weekday = weekdayOf(day);
  if (weekday === SATURDAY && saturday === 'to_friday') return addDays(day, -1);
  return weekday === SUNDAY && sunday === 'to_monday' ? addDays(day, 1) : day;
}

function nthWeekday(
  year: number,
  { month, weekday, nth }: { month: number; weekday: Weekday; nth: number },
): CalendarDay {
  const after = (first: CalendarDay): CalendarDay => addDays(first, (7 + weekday - weekdayOf(first)) % 7);
  return nth === 0
    ? addDays(after(dayOf(year, month + 1, 1)), -7)
    : addDays(after(dayOf(year, month, 1)), 7 * (nth - 1));
}

/**
 * Easter Sunday of the western churches.
 * Source: J. Meeus, Astronomical Algorithms, chapter 8, the method for the Gregorian calendar, which holds for every year of it.
 */
export function easterSunday(year: number): CalendarDay {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const leapCenturies = Math.floor(century / 4);
  const moonShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - leapCenturies - moonShift + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const correction = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const count = epact + toSunday - 7 * correction + 114;
  return dayOf(year, Math.floor(count / 31), (count % 31) + 1);
}
