import { describe, expect, it } from 'vitest';
import { divideUp, percentileOf } from './fee.ts';

describe('a percentile', () => {
  it('is one of the values, by nearest rank', () => {
    const values = [50n, 10n, 40n, 20n, 30n];
    expect([1, 20, 21, 50, 90, 100].map((percent) => percentileOf(values, percent))).toEqual([
      10n,
      10n,
      20n,
      30n,
      50n,
      50n,
    ]);
    expect(percentileOf([], 50)).toBeNull();
  });
});

describe('a quotient', () => {
  it('is rounded up', () => {
    expect([divideUp(0n, 3n), divideUp(3n, 3n), divideUp(4n, 3n)]).toEqual([0n, 1n, 2n]);
  });
});
