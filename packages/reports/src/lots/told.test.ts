import { expect, it } from 'vitest';
import { type MethodChoice, methodAt } from './told.ts';

it('M35 the method of an asset is the last that was chosen by then, and the usual one before', () => {
  const methods: MethodChoice[] = [
    { asset: 'BTC', method: 'hifo', since: 200 },
    { asset: 'BTC', method: 'lifo', since: 100 },
    { asset: 'ETH', method: 'average', since: 0 },
  ];
  expect([0, 99, 100, 199, 200, 999].map((at) => methodAt(methods, 'BTC', at))).toEqual([
    ...['fifo', 'fifo', 'lifo', 'lifo', 'hifo', 'hifo'],
  ]);
  expect(methodAt(methods, 'SOL', 999)).toBe('fifo');
});
