/**
 * On which days American banks move money. The calendar is worked out by rule and not from a list, so it never runs out:
 * the holidays of the Federal Reserve Banks, by which ACH and wires settle. One that falls on a Sunday is kept on the
 * Monday after it; one that falls on a Saturday is not kept, and the banks are open on the Friday before.
 *
 * Source: federalreserve.gov, "Holidays Observed by the Federal Reserve System"; Juneteenth since 2021.
 */

/** A day of the calendar, by itself: without a time and without a zone. Months are 1 to 12. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const SUNDAY = 0;
const MONDAY = 1;
const THURSDAY = 4;
const SATURDAY = 6;

/** The same day every year. */
const FIXED: readonly (readonly [month: number, day: number])[] = [
  [1, 1],
  [6, 19],
  [7, 4],
  [11, 11],
  [12, 25],
];

/** The so-manieth of a weekday in its month; 0 is the last. */
const FLOATING: readonly (readonly [month: number, weekday: number, nth: number])[] = [
  [1, MONDAY, 3],
  [2, MONDAY, 3],
  [5, MONDAY, 0],
  [9, MONDAY, 1],
  [10, MONDAY, 2],
  [11, THURSDAY, 4],
];

/** Whether banks in the United States settle payments on this day. */
export function isBankDay(day: CalendarDay): boolean {
  const weekday = weekdayOf(day);
  return weekday !== SATURDAY && weekday !== SUNDAY && !isBankHoliday(day);
}

/** The day on which so many bank days have passed, not counting the given one. `count` is 1 or more. */
export function afterBankDays(from: CalendarDay, count: number): CalendarDay {
  let day = from;
  let left = count;
  while (left > 0) {
    day = dayAfter(day, 1);
    if (isBankDay(day)) left -= 1;
  }
  return day;
}

function isBankHoliday(day: CalendarDay): boolean {
  const isFixed = ({ month, day: date }: CalendarDay): boolean =>
    FIXED.some(([m, d]) => m === month && d === date);
  if (isFixed(day) || (weekdayOf(day) === MONDAY && isFixed(dayAfter(day, -1)))) return true;
  return FLOATING.some(
    ([month, weekday, nth]) =>
      day.month === month &&
      weekdayOf(day) === weekday &&
      (nth === 0 ? dayAfter(day, 7).month !== month : Math.ceil(day.day / 7) === nth),
  );
}

/** 0 is Sunday. */
function weekdayOf({ year, month, day }: CalendarDay): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

function dayAfter({ year, month, day }: CalendarDay, days: number): CalendarDay {
  const moved = new Date(Date.UTC(year, month - 1, day + days));
  return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() };
}
