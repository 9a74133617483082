import { MINUTE_MS } from '@diboas/kernel';
import { expect, it } from 'vitest';
import { monthAt, monthsBetween, parseMonth, periodOf, reachedOf } from './month.ts';

it('months are read, and what is none is not', () => {
  expect(parseMonth('2026-02')).toBe('2026-02');
  for (const text of ['2026-13', '2026-00', '2026-1', '26-01', '2026-01-01', ''])
    expect(parseMonth(text)).toBeNull();
});

it('a month goes from its first moment to that of the next', () => {
  expect(periodOf('2026-12')).toEqual({ from: Date.UTC(2026, 11), until: Date.UTC(2027, 0) });
  expect(monthAt(Date.UTC(2027, 0) - 1)).toBe('2026-12');
});

it('a month is whole once what is of it is in the books, and goes up to now before', () => {
  const { from, until } = periodOf('2026-11');
  expect(reachedOf('2026-11', from - 1)).toBeNull();
  expect(reachedOf('2026-11', from + 5)).toEqual({ until: from + 5, isWhole: false });
  expect(reachedOf('2026-11', until + MINUTE_MS - 1)).toEqual({ until, isWhole: false });
  expect(reachedOf('2026-11', until + MINUTE_MS)).toEqual({ until, isWhole: true });
});

it('months between two moments are told newest first', () => {
  expect(monthsBetween(Date.UTC(2025, 10, 30), Date.UTC(2026, 1, 1))).toEqual([
    '2026-02',
    '2026-01',
    '2025-12',
    '2025-11',
  ]);
});
