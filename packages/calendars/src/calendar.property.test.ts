import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BankingTime, bankingDaysOf } from './banking-days.ts';
import { afterOpenDays, CALENDAR_NAMES, createCalendars, nextOpenDay, openDayFrom } from './calendar.ts';
import { addDays, dayAt, parseDay, SATURDAY, SUNDAY, weekdayOf } from './day.ts';
import { easterSunday } from './holiday.ts';
import { bankingDaysBy } from './rail.ts';

const calendars = createCalendars([]);
const aCalendar = fc.constantFrom(...CALENDAR_NAMES).map((name) => calendars[name]);
/** 2022 to 2131: all weekdays of all dates, and every length of February. */
const moment = fc.integer({ min: Date.parse('2022-01-01'), max: Date.parse('2131-12-31') });
const aDay = moment.map(dayAt);
const few = fc.integer({ min: 0, max: 9 });

describe('every calendar', () => {
  it('is closed on weekends', () => {
    fc.assert(
      fc.property(aCalendar, aDay, (calendar, day) => {
        if (calendar.isOpen(day)) expect([SATURDAY, SUNDAY]).not.toContain(weekdayOf(day));
      }),
    );
  });

  it('has a next open day after every day, within a week, with none between', () => {
    fc.assert(
      fc.property(aCalendar, aDay, (calendar, day) => {
        const next = nextOpenDay(calendar, day);
        expect(calendar.isOpen(next)).toBe(true);
        expect(next > day && next <= addDays(day, 7)).toBe(true);
        for (let between = addDays(day, 1); between < next; between = addDays(between, 1))
          expect(calendar.isOpen(between)).toBe(false);
      }),
    );
  });

  it('counts open days one by one, and never backwards', () => {
    fc.assert(
      fc.property(aCalendar, aDay, few, few, (calendar, day, count, more) => {
        const after = afterOpenDays(calendar, day, count);
        expect(afterOpenDays(calendar, after, more)).toBe(afterOpenDays(calendar, day, count + more));
        expect(afterOpenDays(calendar, day, count) <= afterOpenDays(calendar, addDays(day, 1), count)).toBe(
          true,
        );
        expect(openDayFrom(calendar, day) <= nextOpenDay(calendar, day)).toBe(true);
      }),
    );
  });
});

describe('the days of banks', () => {
  const cutOff = fc.constantFrom('09:30', '13:00', '16:45', '22:45' as const);
  const aTime = fc
    .record({ calendar: fc.constantFrom('fed', 't2' as const), cutOff, fromDays: few, more: few })
    .map(({ fromDays, more, ...time }): BankingTime => ({ ...time, fromDays, toDays: fromDays + more }));

  it('are never earlier for what is handed over later, and never over before it was handed over', () => {
    fc.assert(
      fc.property(aTime, moment, fc.integer({ min: 0, max: 400_000_000 }), (time, handedOver, wait) => {
        const sooner = bankingDaysOf(time, handedOver, calendars);
        const later = bankingDaysOf(time, handedOver + wait, calendars);
        expect(later.earliest >= sooner.earliest && later.latest >= sooner.latest).toBe(true);
        expect(later.until).toBeGreaterThanOrEqual(sooner.until);
        expect(sooner.earliest <= sooner.latest).toBe(true);
        expect(sooner.until).toBeGreaterThan(handedOver);
        for (const day of [sooner.earliest, sooner.latest])
          expect(calendars[time.calendar].isOpen(day)).toBe(true);
      }),
    );
  });

  it('by a rail begin not before it was handed over', () => {
    const rail = fc.constantFrom('ach', 'ach_same_day', 'wire', 'sepa' as const);
    fc.assert(
      fc.property(rail, moment, (name, handedOver) => {
        const { settles, until } = bankingDaysBy(name, handedOver, calendars);
        expect(settles).toBeGreaterThanOrEqual(handedOver);
        expect(settles).toBeLessThan(until);
      }),
    );
  });
});

describe('a day', () => {
  it('is read as it is written, and what is none is refused', () => {
    fc.assert(fc.property(aDay, (day) => parseDay(day) === day));
    for (const text of [
      '2026-02-29',
      '2026-13-01',
      '2026-1-1',
      '26-01-01',
      '2026-01-01T00:00',
      'tomorrow',
      '',
    ])
      expect(parseDay(text), text).toBeNull();
  });

  it('of Easter is a Sunday from 22 March to 25 April', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1583, max: 4099 }), (year) => {
        const easter = easterSunday(year);
        expect(weekdayOf(easter)).toBe(SUNDAY);
        expect(easter >= `${year}-03-22` && easter <= `${year}-04-25`).toBe(true);
      }),
    );
  });
});
