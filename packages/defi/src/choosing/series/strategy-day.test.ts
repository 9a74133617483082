import { addDays } from '@diboas/calendars';
import { describe, expect, it } from 'vitest';
import { newestBefore, newestOfOthers, pastRatesOf, rangeOfPast, type StrategyDay } from './strategy-day.ts';

/** So many days of a source up to the day before 1 December, at the rate of its name's length. */
function days(source: string, count: number, changes: Partial<StrategyDay> = {}): StrategyDay[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ strategy: 'north-usdc', source, day: addDays('2026-12-01', -count + index) },
    ...{ ratePpm: index, total: null, at: 0 },
    ...changes,
  }));
}

const of = (told: readonly StrategyDay[]) => {
  const past = pastRatesOf(told, { own: 'own', from: '2026-01-01' });
  return past && `${past.source} ${past.rates.length}`;
};

describe('M42 past rates', () => {
  it('are of one source alone: the provider itself once it told of a month, or whoever told most', () => {
    expect(of([...days('second', 200), ...days('own', 30)])).toBe('own 30');
    expect(of([...days('second', 200), ...days('own', 29)])).toBe('second 200');
    expect(of([...days('second', 20), ...days('own', 20)])).toBe('own 20');
    expect(of(days('second', 7))).toBe('second 7');
    expect(of([...days('second', 6), ...days('own', 6)])).toBeNull();
  });

  it('are none of days without a rate, nor of days before the first that is asked for, and in order', () => {
    expect(of(days('own', 40, { ratePpm: null }))).toBeNull();
    const told = days('own', 10).toReversed();
    const past = pastRatesOf(told, { own: 'own', from: '2026-11-23' });
    expect(past?.rates.map(({ ppm }) => ppm)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

it('M42 past rates are told as a range', () => {
  const rates = [5, -3, 9, 1].map((ppm) => ({ day: '2026-11-30', ppm }) as const);
  expect(rangeOfPast({ source: 'own', rates })).toEqual({ low: -3, middle: 1, high: 9 });
});

it('M42 the second word is what another source told last, of days with a rate', () => {
  const at = (second: number, ratePpm: number | null = second): StrategyDay => ({
    ...{ strategy: 'north-usdc', source: 'second', day: '2026-11-30', ratePpm, total: null, at: second },
  });
  expect(newestOfOthers([at(5), at(7), at(6), at(8, null)], 'own')).toEqual({
    source: 'second',
    ppm: 7,
    at: 7,
  });
  expect(newestOfOthers([{ ...at(9), source: 'own' }, at(3)], 'own')).toMatchObject({ ppm: 3 });
  expect(newestOfOthers([at(9)], 'second')).toBeNull();
});

it('M42 the newest day before one is of the source that is asked for, and not of long ago', () => {
  const told = [...days('second', 10), ...days('own', 10).slice(0, -1)];
  const find = (before: StrategyDay['day'], withinDays = 2) =>
    newestBefore(told, { source: 'own', before, withinDays })?.day ?? null;
  expect(find('2026-12-01')).toBe('2026-11-29');
  expect(find('2026-11-29')).toBe('2026-11-28');
  expect(find('2026-12-02')).toBeNull();
  expect(find('2026-12-02', 3)).toBe('2026-11-29');
});
