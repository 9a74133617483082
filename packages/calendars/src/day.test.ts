import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, daysBetween } from './day.ts';

describe('a day so many months away', () => {
  it.each([
    ['2026-03-31', -1, '2026-02-28'],
    ['2028-03-31', -1, '2028-02-29'],
    ['2028-02-29', -12, '2027-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-11-30', 0, '2026-11-30'],
    ['2026-05-31', -3, '2026-02-28'],
  ] as const)('from %s, %i of them, is %s', (from, months, to) => {
    expect(addMonths(from, months)).toBe(to);
  });
});

it('days between two days are those that are added to come from one to the other', () => {
  fc.assert(
    fc.property(fc.integer({ min: -20_000, max: 20_000 }), (count) => {
      expect(daysBetween('2026-11-30', addDays('2026-11-30', count))).toBe(count);
    }),
  );
});
