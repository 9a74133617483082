import { expect, it } from 'vitest';
import { chain, growthFrom, RETURN_SCALE, returnOf } from './growth.ts';

it('a growth is told as a return to the nearest of its last digit', () => {
  expect(returnOf(growthFrom(3n, 5n))).toBe(666_666_666_667n);
  expect(returnOf(growthFrom(3n, 1n))).toBe(-666_666_666_667n);
  expect(returnOf(growthFrom(7n, 0n))).toBe(-RETURN_SCALE);
});

it('growths are chained exactly: a half lost takes a whole to come back', () => {
  expect(returnOf(chain(growthFrom(2n, 1n), growthFrom(1n, 2n)))).toBe(0n);
});

it('from nothing there is no growth, and to less than nothing neither: those are bugs', () => {
  expect(() => growthFrom(0n, 1n)).toThrow('a growth is from something');
  expect(() => growthFrom(1n, -1n)).toThrow('a growth is from something');
});
