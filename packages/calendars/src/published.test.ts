// The calendars as whoever keeps to them has published them: facts, held against what our rules work out.
import { getHolidays } from 'nyse-holidays';
import { describe, expect, it } from 'vitest';
import { type Calendar, type CalendarName, createCalendars } from './calendar.ts';
import { addDays, type CalendarDay, dayOf, SATURDAY, SUNDAY, weekdayOf } from './day.ts';
import { tradingHours } from './trading-hours.ts';

const calendars = createCalendars([]);

/** Every day of a year from Monday to Friday. */
function workdays(year: number): CalendarDay[] {
  const days: CalendarDay[] = [];
  for (let day = dayOf(year, 1, 1); day <= dayOf(year, 12, 31); day = addDays(day, 1))
    if (weekdayOf(day) !== SATURDAY && weekdayOf(day) !== SUNDAY) days.push(day);
  return days;
}

function closedOnWorkdays(calendar: Calendar, year: number): string {
  const closed = workdays(year).filter((day) => !calendar.isOpen(day));
  return closed.map((day) => day.slice(5)).join(' ');
}

describe('the Federal Reserve Banks', () => {
  // federalreserve.gov, K.8, "Holidays Observed by the Federal Reserve System 2026-2030", of 31 December 2025. Open, though a
  // holiday is on the Saturday after: 3 July 2026, 18 June and 24 December 2027, 31 December 2027, 10 November 2028.
  it.each([
    [2026, '01-01 01-19 02-16 05-25 06-19 09-07 10-12 11-11 11-26 12-25'],
    [2027, '01-01 01-18 02-15 05-31 07-05 09-06 10-11 11-11 11-25'],
    [2028, '01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-23 12-25'],
    [2029, '01-01 01-15 02-19 05-28 06-19 07-04 09-03 10-08 11-12 11-22 12-25'],
    [2030, '01-01 01-21 02-18 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25'],
  ])('are closed in %i on these days, beside weekends', (year, days) => {
    expect(closedOnWorkdays(calendars.fed, year)).toBe(days);
  });
});

describe('the New York Stock Exchange', () => {
  // NYSE Group, "Holiday and Early Closings Calendar", of 27 December 2021 (2022 to 2024), 8 November 2024 (2025) and
  // 23 December 2025 (2026 to 2028). Nothing later was published then. 9 January 2025 was a day of mourning.
  it.each([
    [2022, '01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26'],
    [2023, '01-02 01-16 02-20 04-07 05-29 06-19 07-04 09-04 11-23 12-25'],
    [2024, '01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25'],
    [2025, '01-01 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25'],
    [2026, '01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25'],
    [2027, '01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24'],
    [2028, '01-17 02-21 04-14 05-29 06-19 07-04 09-04 11-23 12-25'],
  ])('is closed in %i on these days, beside weekends', (year, days) => {
    expect(closedOnWorkdays(calendars.nyse, year)).toBe(days);
  });

  it.each([
    [2025, '07-03 11-28 12-24'],
    [2026, '11-27 12-24'],
    [2027, '11-26'],
    [2028, '07-03 11-24'],
  ])('closes at 13:00 in %i on these days', (year, days) => {
    const half = workdays(year).filter((day) => tradingHours(calendars.nyse, day)?.closes === '13:00');
    expect(half.map((day) => day.slice(5)).join(' ')).toBe(days);
  });

  it('trades from 9:30 to 16:00 else, and not at all on a day that it is closed', () => {
    expect(tradingHours(calendars.nyse, '2026-11-30')).toEqual({
      ...{ opens: '09:30', closes: '16:00', isHalfDay: false },
    });
    for (const day of ['2026-11-26', '2026-07-03', '2026-11-28'] as const)
      expect(tradingHours(calendars.nyse, day)).toBeNull();
  });

  it('is closed when an independent reckoning says so, for thirty years from Juneteenth on', () => {
    for (let year = 2022; year < 2052; year += 1) {
      const told = getHolidays(year).map(({ dateString }) => dateString.slice(5));
      expect(closedOnWorkdays(calendars.nyse, year), `${year}`).toBe(told.toSorted().join(' '));
    }
  });
});

describe('T2', () => {
  // ecb.europa.eu, "Long-term calendar for TARGET closing days", of 14 December 2000: New Year's Day, Good Friday, Easter
  // Monday, 1 May, 25 and 26 December. Good Fridays are those of NYSE up to 2028; Easter is 1 April 2029 and 21 April 2030.
  it.each([
    [2026, '01-01 04-03 04-06 05-01 12-25'],
    [2027, '01-01 03-26 03-29'],
    [2028, '04-14 04-17 05-01 12-25 12-26'],
    [2029, '01-01 03-30 04-02 05-01 12-25 12-26'],
    [2030, '01-01 04-19 04-22 05-01 12-25 12-26'],
  ])('is closed in %i on these days, beside weekends', (year, days) => {
    expect(closedOnWorkdays(calendars.t2, year)).toBe(days);
  });
});

describe('a closing beyond all rule', () => {
  it('is of the calendar that it was announced for, and of no other', () => {
    // The stock exchange kept 9 January 2025 as a day of mourning; the Federal Reserve Banks were open.
    const day = '2025-01-09';
    const told = createCalendars([{ calendar: 'nyse', day }]);
    const openOn = (name: CalendarName) => [calendars[name].isOpen(day), told[name].isOpen(day)];
    expect([openOn('nyse'), openOn('fed'), openOn('t2')]).toEqual([
      [true, false],
      [true, true],
      [true, true],
    ]);
    expect(tradingHours(told.nyse, day)).toBeNull();
  });
});
