import { DAY_MS, HOUR_MS } from '@diboas/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CalendarDay, dayAt } from './day.ts';
import { endOfDay, instantAt, type LocalTime, localAt, msShown, parseZone, ZONES } from './zone.ts';

const { newYork, frankfurt } = ZONES;

describe('the clock of a zone', () => {
  it.each([
    ['2026-11-30', '16:45', newYork, '2026-11-30T21:45:00.000Z'],
    ['2026-07-01', '16:45', newYork, '2026-07-01T20:45:00.000Z'],
    ['2026-11-30', '17:00', frankfurt, '2026-11-30T16:00:00.000Z'],
    ['2026-07-01', '17:00', frankfurt, '2026-07-01T15:00:00.000Z'],
    // Clocks in New York are put forward at 2:00 on 14 March 2027, and back at 2:00 on 1 November 2026.
    ['2027-03-14', '01:59', newYork, '2027-03-14T06:59:00.000Z'],
    ['2027-03-14', '03:00', newYork, '2027-03-14T07:00:00.000Z'],
    ['2026-11-01', '00:59', newYork, '2026-11-01T04:59:00.000Z'],
    ['2026-11-01', '02:00', newYork, '2026-11-01T07:00:00.000Z'],
  ] as const)('shows on %s %s in %s at %s', (day, time, zone, instant) => {
    expect(new Date(instantAt(day, time, zone)).toISOString()).toBe(instant);
    expect(localAt(Date.parse(instant), zone)).toEqual({ day, ms: msShown(time) });
  });

  it('shows an hour twice as clocks are put back, of which the first is meant, and one never as they are put forward', () => {
    expect(new Date(instantAt('2026-11-01', '01:30', newYork)).toISOString()).toBe(
      '2026-11-01T05:30:00.000Z',
    );
    expect(new Date(instantAt('2027-03-14', '02:30', newYork)).toISOString()).toBe(
      '2027-03-14T07:30:00.000Z',
    );
  });

  it('has days of 23 and of 25 hours', () => {
    const hoursOf = (day: CalendarDay) =>
      (endOfDay(day, newYork) - instantAt(day, '00:00', newYork)) / HOUR_MS;
    expect(['2027-03-13', '2027-03-14', '2026-11-01'].map((day) => hoursOf(day as CalendarDay))).toEqual([
      24, 23, 25,
    ]);
  });

  it('goes there and back, for every moment but the second showing of an hour', () => {
    const moment = fc.integer({
      min: Date.parse('2020-01-01') / 60_000,
      max: Date.parse('2060-01-01') / 60_000,
    });
    const zone = fc.constantFrom(newYork, frankfurt);
    fc.assert(
      fc.property(moment, zone, (minutes, where) => {
        const instant = minutes * 60_000;
        const { day, ms } = localAt(instant, where);
        const time = new Date(ms).toISOString().slice(11, 16) as LocalTime;
        const first = instantAt(day, time, where);
        expect([0, HOUR_MS]).toContain(instant - first);
        expect(localAt(first, where)).toEqual({ day, ms });
        expect(Math.abs(Date.parse(day) - Date.parse(dayAt(instant)))).toBeLessThanOrEqual(DAY_MS);
      }),
    );
  });
});

describe('a zone from outside', () => {
  it.each(['UTC', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Etc/GMT+12', 'America/Argentina/Buenos_Aires'])(
    'is one by the name %s',
    (name) => {
      expect(parseZone(name)).toBe(name);
    },
  );

  it.each(['', 'Mars/Olympus', '+05:30', 'GMT+5', 'America/New York', '../UTC', `A${'/B'.repeat(40)}`])(
    'is none by %j',
    (name) => {
      expect(parseZone(name)).toBeNull();
    },
  );

  it('has days of its own rules', () => {
    const zone = parseZone('America/Sao_Paulo');
    expect(zone && new Date(endOfDay('2026-11-30', zone)).toISOString()).toBe('2026-12-01T03:00:00.000Z');
  });
});
