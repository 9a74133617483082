import { addDays, daysBetween, localAt, parseDay, parseZone } from '@diboas/calendars';
import { bucketOfId, DAY_MS, HOUR_MS, isId } from '@diboas/kernel';
import type { BuySchedule } from '@diboas/orchestration';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { occurrenceId } from './occurrence-id.ts';
import { dayOfOccurrence, timesOfOccurrence } from './schedule.ts';

const ZONES = [
  'UTC',
  'America/Sao_Paulo',
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Pacific/Apia',
];

const day = fc.integer({ min: 0, max: 3_650 }).map((count) => addDays('2024-01-01', count));
const schedule: fc.Arbitrary<BuySchedule> = fc.record({
  every: fc.constantFrom('week', 'two_weeks', 'month'),
  anchorOn: day,
  anchorNumber: fc.nat(50),
  zone: fc.constantFrom(...ZONES),
});

describe('the days of a recurring buy', () => {
  it('are the same day of the week, or of the month or its last, however many there are', () => {
    fc.assert(
      fc.property(schedule, fc.nat(120), (of, count) => {
        const on = dayOfOccurrence(of, of.anchorNumber + count);
        const apart = daysBetween(of.anchorOn, on);
        if (of.every !== 'month') {
          expect(apart).toBe(count * (of.every === 'week' ? 7 : 14));
          return;
        }
        const [date, anchored] = [on, of.anchorOn].map((one) => Number(one.slice(8)));
        const isLast = addDays(on, 1).endsWith('-01');
        expect(date === anchored || (isLast && (date ?? 0) < (anchored ?? 0))).toBe(true);
        const months = Number(on.slice(0, 4)) * 12 + Number(on.slice(5, 7));
        const from = Number(of.anchorOn.slice(0, 4)) * 12 + Number(of.anchorOn.slice(5, 7));
        expect(months - from).toBe(count);
      }),
    );
  });

  it('come back to the 31st after a month that has none', () => {
    const monthly = { every: 'month', anchorOn: '2026-01-31', anchorNumber: 0 } as const;
    expect([0, 1, 2, 3, 13].map((number) => dayOfOccurrence(monthly, number))).toEqual([
      ...['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2027-02-28'],
    ]);
  });

  it('are at noon by the clock of the zone, whatever was done to the clocks; and end before the next is announced', () => {
    fc.assert(
      fc.property(schedule, fc.nat(120), (of, count) => {
        const number = of.anchorNumber + count;
        const [times, after] = [timesOfOccurrence(of, number), timesOfOccurrence(of, number + 1)];
        const zone = parseZone(of.zone);
        expect(zone && localAt(times.at, zone)).toEqual({ day: times.on, ms: 12 * HOUR_MS });
        expect(times.at - times.announceAt).toBe(DAY_MS);
        // An hour, where clocks are put forward in between.
        expect(after.announceAt - times.endsAt).toBeGreaterThanOrEqual(-HOUR_MS);
        expect(parseDay(times.on)).toBe(times.on);
      }),
    );
  });
});

describe('the id that an occurrence is bought by', () => {
  const rule = '019c1000-0000-7283-8f12-0123456789ab';

  it('is an id in the bucket of its rule, the same each time, and no other occurrence’s', () => {
    const at = Date.UTC(2026, 10, 27, 12);
    const ids = Array.from({ length: 2_000 }, (_, index) => occurrenceId(rule, index + 1, at));
    expect(ids.every((id) => isId(id) && bucketOfId(id) === bucketOfId(rule))).toBe(true);
    expect(new Set([...ids, rule]).size).toBe(2_001);
    expect(occurrenceId(rule, 7, at)).toBe(ids[6]);
    expect(() => occurrenceId(rule, 0, at)).toThrow('first buy');
  });
});
