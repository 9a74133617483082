import { HOUR_MS, MINUTE_MS } from '@diboas/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendars } from './calendar.ts';
import type { CalendarDay } from './day.ts';
import { tradingHours } from './trading-hours.ts';
import { type LimitOrdersIn, type OrdersTaken, whenOrderGoes, whenTraded } from './trading-session.ts';
import { instantAt, type LocalTime, localAt, msShown, ZONES } from './zone.ts';

const { nyse } = createCalendars([]);
const at = (day: CalendarDay, time: LocalTime) => instantAt(day, time, ZONES.newYork);
const utc = (instant: number) => new Date(instant).toISOString().slice(0, 16);
const MARKET = { kind: 'market', limitOrdersIn: 'always' } as const;
const LIMIT = { kind: 'limit', limitOrdersIn: 'extended' } as const;

const everyLimit = fc.constantFrom<LimitOrdersIn>('regular', 'extended', 'overnight', 'always');
const moment = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2060-01-01') });

describe('the sessions of an exchange', () => {
  it.each([
    ['03:59', 'overnight', '2026-12-02T09:00'],
    ['04:00', 'pre', '2026-12-02T14:30'],
    ['09:29', 'pre', '2026-12-02T14:30'],
    ['09:30', 'regular', '2026-12-02T21:00'],
    ['15:59', 'regular', '2026-12-02T21:00'],
    ['16:00', 'post', '2026-12-03T01:00'],
    ['19:59', 'post', '2026-12-03T01:00'],
    ['20:00', 'overnight', '2026-12-03T09:00'],
  ] as const)('M36 at %s of an ordinary day are %s until %s', (time, session, until) => {
    const traded = whenTraded(nyse, at('2026-12-02', time), 'regular');
    expect([traded.session, utc(traded.until)]).toEqual([session, until]);
    const isBefore = msShown(time) < msShown('09:30');
    expect(utc(traded.opensAt)).toBe(isBefore ? '2026-12-02T14:30' : '2026-12-03T14:30');
  });

  it.each([
    ['2026-11-27', '12:59', 'regular', '2026-11-27T18:00'],
    ['2026-11-27', '13:00', 'post', '2026-11-27T22:00'],
    ['2026-11-27', '16:59', 'post', '2026-11-27T22:00'],
    // Of a weekend, the night before Monday belongs to trading.
    ['2026-11-27', '17:00', 'closed', '2026-11-30T01:00'],
    ['2026-11-28', '12:00', 'closed', '2026-11-30T01:00'],
    ['2026-11-29', '19:59', 'closed', '2026-11-30T01:00'],
    ['2026-11-29', '20:00', 'overnight', '2026-11-30T09:00'],
    // The night before Thanksgiving does not, and the one after it does.
    ['2026-11-25', '20:00', 'closed', '2026-11-27T01:00'],
    ['2026-11-26', '11:00', 'closed', '2026-11-27T01:00'],
    ['2026-11-26', '20:00', 'overnight', '2026-11-27T09:00'],
  ] as const)('M36 on %s at %s are %s until %s', (day, time, session, until) => {
    const traded = whenTraded(nyse, at(day, time), 'regular');
    expect([traded.session, utc(traded.until)]).toEqual([session, until]);
  });

  it('M36 follow each other without a gap, and open next at the hour of the next day of trading', () => {
    fc.assert(
      fc.property(moment, everyLimit, (instant, limitOrdersIn) => {
        const { session, until, opensAt } = whenTraded(nyse, instant, limitOrdersIn);
        expect(until).toBeGreaterThan(instant);
        expect(opensAt).toBeGreaterThan(instant);
        expect(whenTraded(nyse, until - 1, limitOrdersIn).session).toBe(session);
        expect(whenTraded(nyse, until, limitOrdersIn).session).not.toBe(session);
        expect(whenTraded(nyse, opensAt, limitOrdersIn).session).toBe('regular');
        expect(whenTraded(nyse, opensAt - 1, limitOrdersIn).session).toBe('pre');
        const { day, ms } = localAt(opensAt, ZONES.newYork);
        expect([nyse.isOpen(day), ms]).toEqual([true, msShown('09:30')]);
      }),
    );
  });

  it('M36 are regular exactly in the hours of the day', () => {
    fc.assert(
      fc.property(moment, (instant) => {
        const { day, ms } = localAt(instant, ZONES.newYork);
        const hours = tradingHours(nyse, day);
        const isIn = hours !== null && msShown(hours.opens) <= ms && ms < msShown(hours.closes);
        expect(whenTraded(nyse, instant, 'regular').takes === 'any').toBe(isIn);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a venue', () => {
  const SESSIONS = [
    ['2026-12-02', '12:00'],
    ['2026-12-02', '08:00'],
    ['2026-12-02', '18:00'],
    ['2026-12-02', '02:00'],
    ['2026-12-05', '12:00'],
  ] as const;

  it.each<[LimitOrdersIn, OrdersTaken[]]>([
    ['regular', ['any', 'none', 'none', 'none', 'none']],
    ['extended', ['any', 'limit', 'limit', 'none', 'none']],
    ['overnight', ['any', 'limit', 'limit', 'limit', 'none']],
    ['always', ['any', 'limit', 'limit', 'limit', 'limit']],
  ])('M36 that takes limits in %s takes any order in the regular session alone', (limitOrdersIn, takes) => {
    const taken = SESSIONS.map(([day, time]) => whenTraded(nyse, at(day, time), limitOrdersIn).takes);
    expect(taken).toEqual(takes);
  });
});

describe('an order of a tokenised stock', () => {
  it('M36 on the eve of a holiday goes until the close, and then waits for the day after it', () => {
    const [before, close] = [at('2026-11-25', '15:59'), at('2026-11-25', '16:00')];
    expect(whenOrderGoes(nyse, before, MARKET)).toBe(before);
    expect(utc(whenOrderGoes(nyse, close, MARKET))).toBe('2026-11-27T14:30');
    expect(whenOrderGoes(nyse, close, LIMIT)).toBe(close);
    expect(utc(whenOrderGoes(nyse, at('2026-11-25', '20:00'), LIMIT))).toBe('2026-11-27T09:00');
  });

  it('M36 on a half day goes one minute before the close, and not at it', () => {
    const close = at('2026-12-24', '13:00');
    expect(utc(close)).toBe('2026-12-24T18:00');
    expect(whenOrderGoes(nyse, close - MINUTE_MS, MARKET)).toBe(close - MINUTE_MS);
    // Christmas is a Friday: the next opening is on Monday.
    expect(utc(whenOrderGoes(nyse, close, MARKET))).toBe('2026-12-28T14:30');
  });

  it('M36 at Christmas goes with a limit until the late session is over, where a venue takes that', () => {
    const [last, over] = [at('2026-12-24', '16:59'), at('2026-12-24', '17:00')];
    expect(whenOrderGoes(nyse, last, LIMIT)).toBe(last);
    expect(utc(whenOrderGoes(nyse, over, LIMIT))).toBe('2026-12-28T09:00');
    const regular = { kind: 'limit', limitOrdersIn: 'regular' } as const;
    expect(utc(whenOrderGoes(nyse, last, regular))).toBe('2026-12-28T14:30');
    const nights = { kind: 'limit', limitOrdersIn: 'overnight' } as const;
    expect(utc(whenOrderGoes(nyse, over, nights))).toBe('2026-12-28T01:00');
  });

  it.each([
    // Friday's close to Monday's opening: an hour longer as clocks are put back, an hour shorter as they are put forward.
    ['2026-10-30', '2026-10-30T20:00', '2026-11-02T14:30', 66.5],
    ['2027-03-12', '2027-03-12T21:00', '2027-03-15T13:30', 64.5],
    ['2026-12-04', '2026-12-04T21:00', '2026-12-07T14:30', 65.5],
  ] as const)('M36 from the close of %s waits for the clock of New York', (day, closes, opens, hours) => {
    const close = at(day, '16:00');
    const goes = whenOrderGoes(nyse, close, MARKET);
    expect([utc(close), utc(goes), (goes - close) / HOUR_MS]).toEqual([closes, opens, hours]);
  });

  it('M36 waits out a closing that no rule tells', () => {
    const told = createCalendars([
      { calendar: 'nyse', day: '2026-12-02' },
      { calendar: 'nyse', day: '2026-12-03' },
      { calendar: 'fed', day: '2026-12-04' },
    ]).nyse;
    const wanted = at('2026-12-02', '10:00');
    expect(whenOrderGoes(nyse, wanted, MARKET)).toBe(wanted);
    expect(utc(whenOrderGoes(told, wanted, MARKET))).toBe('2026-12-04T14:30');
    expect(whenTraded(told, wanted, 'extended')).toEqual({
      ...{ session: 'closed', takes: 'none', until: at('2026-12-03', '20:00') },
      opensAt: at('2026-12-04', '09:30'),
    });
    // Where a venue trades on while the exchange is closed, a limit goes at once.
    const always = { kind: 'limit', limitOrdersIn: 'always' } as const;
    expect(whenOrderGoes(told, wanted, always)).toBe(wanted);
  });

  it('M36 never goes before it was wanted, nor when it is not taken, nor later than it could', () => {
    const kind = fc.constantFrom('market' as const, 'limit' as const);
    fc.assert(
      fc.property(moment, kind, everyLimit, fc.nat(200), (wanted, one, limitOrdersIn, share) => {
        const takes = (instant: number) => {
          const taken = whenTraded(nyse, instant, limitOrdersIn).takes;
          return taken === 'any' || (taken === 'limit' && one === 'limit');
        };
        const goes = whenOrderGoes(nyse, wanted, { kind: one, limitOrdersIn });
        expect(goes).toBeGreaterThanOrEqual(wanted);
        expect(takes(goes)).toBe(true);
        const between = wanted + Math.floor(((goes - wanted) * share) / 201);
        if (between < goes) expect(takes(between)).toBe(false);
      }),
    );
  });
});
