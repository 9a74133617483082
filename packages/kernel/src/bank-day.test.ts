import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterBankDays, type CalendarDay, isBankDay } from './bank-day.ts';

const day = (text: string): CalendarDay => {
  const [year = 0, month = 0, date = 0] = text.split('-').map(Number);
  return { year, month, day: date };
};

describe('bank days', () => {
  // As the Federal Reserve publishes them.
  it.each([
    ['2026', '01-01 01-19 02-16 05-25 06-19 09-07 10-12 11-11 11-26 12-25'],
    ['2027', '01-01 01-18 02-15 05-31 07-05 09-06 10-11 11-11 11-25'],
    ['2028', '01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-23 12-25'],
    ['2029', '01-01 01-15 02-19 05-28 06-19 07-04 09-03 10-08 11-12 11-22 12-25'],
  ])('of %s are all but the weekends and these', (year, holidays) => {
    const closed: string[] = [];
    for (
      let date = Date.UTC(Number(year), 0, 1);
      date < Date.UTC(Number(year) + 1, 0, 1);
      date += 86_400_000
    ) {
      const text = new Date(date).toISOString().slice(0, 10);
      const isWeekend = [0, 6].includes(new Date(date).getUTCDay());
      if (isWeekend) expect(isBankDay(day(text))).toBe(false);
      else if (!isBankDay(day(text))) closed.push(text.slice(5));
    }
    expect(closed).toEqual(holidays.split(' '));
  });

  it.each([
    ['2026-11-28', 1, '2026-11-30'],
    ['2026-11-28', 3, '2026-12-02'],
    ['2026-11-25', 1, '2026-11-27'],
    ['2026-12-31', 1, '2027-01-04'],
    ['2027-12-24', 1, '2027-12-27'],
  ])('from %s, %i later is %s', (from, count, to) => {
    expect(afterBankDays(day(from), count)).toEqual(day(to));
  });

  it('are counted one by one, and end on a bank day', () => {
    const anyDay = fc
      .integer({ min: 0, max: 40_000 })
      .map((days) => day(new Date(days * 86_400_000).toISOString().slice(0, 10)));
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 15 }), (from, count) => {
        const end = afterBankDays(from, count);
        expect(isBankDay(end)).toBe(true);
        expect(afterBankDays(afterBankDays(from, count), 1)).toEqual(afterBankDays(from, count + 1));
      }),
    );
  });
});
