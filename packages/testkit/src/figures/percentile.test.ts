import { expect, it } from 'vitest';
import { median, percentile } from './percentile.ts';

it('is the nearest rank, whatever order the figures come in', () => {
  const figures = Array.from({ length: 20 }, (_, index) => 20 - index);
  expect(percentile(figures, 0.95)).toBe(19);
  expect(percentile(figures, 1)).toBe(20);
  expect(percentile(figures, 0)).toBe(1);
  expect(percentile([7], 0.5)).toBe(7);
  expect(median([3, 1, 2])).toBe(2);
});

it('of nothing is nought', () => {
  expect(percentile([], 0.95)).toBe(0);
});
