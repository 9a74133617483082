import type { PricesView } from '@diboas/protocol';
import { expect, it } from 'vitest';
import { newestPrices } from './newest-prices.ts';

const at = (second: number) => `2026-11-29T12:00:0${second}.000Z`;
const item = (asset: 'BTC' | 'ETH', price: string, second: number, isOld = false) => ({
  ...{ asset, price, isOld },
  at: at(second),
});
const view = (second: number, ...items: PricesView['items']): PricesView => ({
  ...{ asOf: at(second), currency: 'USD' },
  items,
});

it('M32 what is newer stays, whichever way it came, and what is not told of stays too', () => {
  const known = view(3, item('BTC', '100', 3), item('ETH', '10', 1));
  expect(newestPrices(undefined, known)).toBe(known);
  expect(newestPrices(known, view(4, item('ETH', '11', 4)))).toEqual(
    view(4, item('BTC', '100', 3), item('ETH', '11', 4)),
  );
  // An answer that was asked for before.
  expect(newestPrices(known, view(2, item('BTC', '99', 2), item('ETH', '9', 0)))).toEqual(known);
  // Of the same moment, and old by now.
  expect(newestPrices(known, view(5, item('BTC', '100', 3, true))).items[0]).toMatchObject({ isOld: true });
  const others = { ...known, currency: 'EUR' as const };
  expect(newestPrices(known, others)).toBe(others);
});
