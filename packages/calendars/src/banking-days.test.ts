import { SECOND_MS } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { type BankingTime, bankingDaysOf, dayItGoes } from './banking-days.ts';
import { type Calendar, createCalendars } from './calendar.ts';
import type { CalendarDay } from './day.ts';
import { bankingDaysBy, type RailName } from './rail.ts';
import { instantAt, type LocalTime, ZONES } from './zone.ts';

const calendars = createCalendars([]);
const inNewYork = (day: CalendarDay, time: LocalTime) => instantAt(day, time, ZONES.newYork);
const utc = (instant: number) => new Date(instant).toISOString().slice(0, 16);

/** One to two banking days, handed over by 13:00. */
const NEXT_DAY: BankingTime = { calendar: 'fed', cutOff: '13:00', fromDays: 1, toDays: 2 };

describe('a cut-off', () => {
  const EVERY_DAY: Calendar = { zone: ZONES.newYork, isOpen: () => true };

  it.each([
    ['an ordinary day in winter', '2026-12-02', '2026-12-03'],
    ['an ordinary day in summer', '2026-07-01', '2026-07-02'],
    ['the day that clocks are put back', '2026-11-01', '2026-11-02'],
    ['the day that clocks are put forward', '2027-03-14', '2027-03-15'],
  ] as const)('on %s is kept to the second', (_, day, next) => {
    for (const cutOff of ['00:30', '09:30', '13:00', '16:45', '23:30'] as const) {
      const at = inNewYork(day, cutOff);
      const goes = (moment: number) => dayItGoes(EVERY_DAY, cutOff, moment);
      expect([goes(at - SECOND_MS), goes(at), goes(at + SECOND_MS)], cutOff).toEqual([day, next, next]);
    }
  });

  it.each([
    // Fridays and Mondays about the Sundays that clocks are changed: another hour in UTC, the same in New York.
    ['2026-10-30', '2026-10-30T16:59:59.000Z', '2026-10-30', '2026-11-02'],
    ['2026-11-02', '2026-11-02T17:59:59.000Z', '2026-11-02', '2026-11-03'],
    ['2027-03-12', '2027-03-12T17:59:59.000Z', '2027-03-12', '2027-03-15'],
    ['2027-03-15', '2027-03-15T16:59:59.000Z', '2027-03-15', '2027-03-16'],
  ] as const)('at 13:00 on %s is at another hour elsewhere', (_, lastSecond, before, after) => {
    const goes = (moment: number) => dayItGoes(calendars.fed, '13:00', moment);
    const last = Date.parse(lastSecond);
    expect([goes(last), goes(last + SECOND_MS)]).toEqual([before, after]);
  });

  it('counts for nothing on a day that banks are closed', () => {
    for (const time of ['00:00', '12:59', '13:00', '23:59'] as const)
      expect(dayItGoes(calendars.fed, '13:00', inNewYork('2026-11-28', time))).toBe('2026-11-30');
  });
});

describe('what banks are handed', () => {
  it.each([
    ['2026-12-01', '12:59', '2026-12-02', '2026-12-03'],
    ['2026-12-01', '13:00', '2026-12-03', '2026-12-04'],
    ['2026-11-25', '12:59', '2026-11-27', '2026-11-30'],
    ['2026-11-25', '13:00', '2026-11-30', '2026-12-01'],
    ['2026-11-28', '08:00', '2026-12-01', '2026-12-02'],
    ['2026-12-31', '13:00', '2027-01-05', '2027-01-06'],
    // A holiday on a Saturday closes no Friday.
    ['2026-07-02', '09:00', '2026-07-03', '2026-07-06'],
    ['2027-12-23', '09:00', '2027-12-24', '2027-12-27'],
  ] as const)('on %s at %s arrives from %s to %s', (day, time, earliest, latest) => {
    expect(bankingDaysOf(NEXT_DAY, inNewYork(day, time), calendars)).toEqual({
      ...{ earliest, latest, lastAt: inNewYork(latest, '18:00') },
      until: inNewYork(latest, '00:00') + 24 * 3_600_000,
    });
  });

  it('takes longer by a closing that was announced', () => {
    const told = createCalendars([{ calendar: 'fed', day: '2026-12-02' }]);
    const days = bankingDaysOf(NEXT_DAY, inNewYork('2026-12-01', '09:00'), told);
    expect(days).toMatchObject({ earliest: '2026-12-03', latest: '2026-12-04' });
  });
});

describe('a rail', () => {
  const by = (rail: RailName, moment: number) => {
    const { earliest, latest, settles } = bankingDaysBy(rail, moment, calendars);
    return [earliest, latest, utc(settles)];
  };

  it.each([
    [
      '10:30',
      ['2026-12-02', '2026-12-02', '2026-12-02T18:00'],
      ['2026-12-02', '2026-12-02', '2026-12-02T22:00'],
    ],
    [
      '14:45',
      ['2026-12-02', '2026-12-02', '2026-12-02T22:00'],
      ['2026-12-02', '2026-12-02', '2026-12-02T23:00'],
    ],
    [
      '16:45',
      ['2026-12-02', '2026-12-02', '2026-12-02T23:00'],
      ['2026-12-03', '2026-12-03', '2026-12-03T18:00'],
    ],
  ] as const)('of same-day ACH has a window by %s, to the second', (deadline, before, after) => {
    const at = inNewYork('2026-12-02', deadline);
    expect([by('ach_same_day', at - SECOND_MS), by('ach_same_day', at)]).toEqual([before, after]);
  });

  it('of ACH settles in the morning of the next banking day', () => {
    const at = inNewYork('2026-11-25', '22:45');
    expect(by('ach', at - SECOND_MS)).toEqual(['2026-11-27', '2026-11-30', '2026-11-27T13:30']);
    expect(by('ach', at)).toEqual(['2026-11-30', '2026-12-01', '2026-11-30T13:30']);
  });

  it('of wires settles at once, from the evening before, and in the evening of the day that clocks are changed', () => {
    const evening = inNewYork('2027-03-14', '21:00');
    expect(utc(evening)).toBe('2027-03-15T01:00');
    expect(by('wire', evening - SECOND_MS)).toEqual(['2027-03-15', '2027-03-15', '2027-03-15T01:00']);
    expect(by('wire', evening + 60 * SECOND_MS)).toEqual(['2027-03-15', '2027-03-15', '2027-03-15T01:01']);
    const last = inNewYork('2026-10-30', '18:45');
    expect(by('wire', last - SECOND_MS)).toEqual(['2026-10-30', '2026-10-30', '2026-10-30T22:44']);
    expect(by('wire', last)).toEqual(['2026-11-02', '2026-11-02', '2026-11-02T02:00']);
  });

  it('of SEPA goes by the days of T2 and the clock of Frankfurt', () => {
    const last = instantAt('2027-03-25', '17:00', ZONES.frankfurt);
    expect(by('sepa', last - SECOND_MS)).toEqual(['2027-03-25', '2027-03-30', '2027-03-25T15:59']);
    expect(by('sepa', last)).toEqual(['2027-03-30', '2027-03-31', '2027-03-30T05:00']);
  });
});
