import { expect, it } from 'vitest';
import { createShownPrices } from './shown-prices.ts';

it('M32 asks for what any part of the page shows, once for a page that is turned, and in one currency', () => {
  const asked: unknown[] = [];
  const waiting: (() => void)[] = [];
  const shown = createShownPrices(
    () => asked.push(shown.ask()),
    (run) => waiting.push(run),
  );
  const settle = () => {
    for (const run of waiting.splice(0)) run();
    return asked.splice(0);
  };
  expect(shown.ask()).toBeNull();
  const first = shown.show('EUR', ['BTC', 'ETH']);
  const second = shown.show('EUR', ['BTC', 'EUR']);
  expect(settle()).toEqual([{ type: 'prices', currency: 'EUR', assets: ['BTC', 'ETH'] }]);
  // Somebody else still shows bitcoin.
  first();
  expect(settle()).toEqual([{ type: 'prices', currency: 'EUR', assets: ['BTC'] }]);
  second();
  shown.show('EUR', ['SOL']);
  expect(settle()).toEqual([{ type: 'prices', currency: 'EUR', assets: ['SOL'] }]);
  shown.show('EUR', ['SOL']);
  expect(settle()).toEqual([]);
  shown.show('USD', ['SOL']);
  expect(settle()).toEqual([{ type: 'prices', currency: 'USD', assets: ['SOL'] }]);
});
