import { createCalendars } from '@diboas/calendars';
import { MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import { type Estimate, inBankingDays } from '@diboas/orchestration';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showEstimate } from './estimate.ts';

const calendars = createCalendars([]);
const NEXT_DAY = inBankingDays({ cutOff: '13:00', fromDays: 1, toDays: 2 });

/** The days, of what begins at one moment. */
function daysAt(text: string, estimate: Estimate = NEXT_DAY, by = calendars) {
  const at = Date.parse(text);
  const { days } = showEstimate(estimate, by, { soonest: at, last: at });
  return days && [days.from, days.to, days.lastAt];
}

describe('M25 an estimate', () => {
  it('names no day where no bank is waited for', () => {
    const card: Estimate = { fromSeconds: 60, toSeconds: 600, source: 'provider' };
    expect(daysAt('2026-11-24T12:00:00Z', card)).toBeNull();
  });

  it('counts days of banks, after a cut-off in New York from the next one', () => {
    const before = ['2026-11-30', '2026-12-01', '2026-12-01T23:00:00.000Z'];
    // The day after is Thanksgiving: it goes on Wednesday, and is there on Friday at the earliest.
    expect(daysAt('2026-11-25T17:59:59Z')).toEqual(['2026-11-27', '2026-11-30', '2026-11-30T23:00:00.000Z']);
    for (const later of ['2026-11-25T18:00:00Z', '2026-11-27T17:59:59Z'])
      expect(daysAt(later)).toEqual(before);
  });

  it('counts a closing that was announced', () => {
    const told = createCalendars([{ calendar: 'fed', day: '2026-11-24' }]);
    expect(daysAt('2026-11-23T12:00:00Z', NEXT_DAY, told)?.[0]).toBe('2026-11-25');
  });

  it('keeps its word whenever the offer is confirmed', () => {
    const moment = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2030-12-31') });
    // About the cut-off, where it matters.
    const nearCutOff = fc
      .record({ day: fc.integer({ min: 0, max: 1_500 }), off: fc.integer({ min: -400, max: 400 }) })
      .map(
        ({ day, off }) => Date.parse('2026-01-01T18:00:00Z') + day * 24 * 60 * MINUTE_MS + off * SECOND_MS,
      );
    const wait = fc.integer({ min: 0, max: 5 * MINUTE_MS - 1 });
    fc.assert(
      fc.property(fc.oneof(moment, nearCutOff), wait, (asked, after) => {
        const offered = showEstimate(NEXT_DAY, calendars, { soonest: asked, last: asked + 5 * MINUTE_MS });
        const at = asked + after;
        const confirmed = showEstimate(NEXT_DAY, calendars, { soonest: at, last: at });
        if (!offered.days || !confirmed.days) throw new Error('days of banks are told');
        expect(confirmed.days.from >= offered.days.from && confirmed.days.to <= offered.days.to).toBe(true);
      }),
    );
  });
});
