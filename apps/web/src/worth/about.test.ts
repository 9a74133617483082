import type { MoneyView, PricesView } from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import { aboutOf } from './about.tsx';

const NOW = Date.UTC(2026, 10, 29, 12);
const at = (ageMs: number) => new Date(NOW - ageMs).toISOString();
const PRICES: PricesView = {
  asOf: at(0),
  currency: 'BRL',
  items: [
    { asset: 'USD', price: '5.4', at: at(1_000), isOld: false },
    { asset: 'BTC', price: '540000', at: at(360_000), isOld: true },
  ],
};
const usd = (amount: string): MoneyView => ({ asset: 'USD', amount });

describe('M12 what an amount is about', () => {
  it('is in the person’s currency, to the nearest cent, with the time of its price', () => {
    expect(aboutOf(usd('104.50'), PRICES, NOW)).toMatchObject({
      ...{ money: { asset: 'BRL', amount: '564.30' }, at: NOW - 1_000, isOld: false },
    });
    expect(aboutOf({ asset: 'BTC', amount: '0.00000999' }, PRICES, NOW)?.money.amount).toBe('5.39');
    expect(aboutOf({ asset: 'BTC', amount: '0.00000037' }, PRICES, NOW)?.money.amount).toBe('0.20');
  });

  it('is old where its price is', () => {
    expect(aboutOf({ asset: 'BTC', amount: '1.00000000' }, PRICES, NOW)).toMatchObject({ isOld: true });
  });

  it('is nothing where a dollar’s token is counted in dollars, unless it is none any more', () => {
    const inDollars = (price: string): PricesView => ({
      ...{ asOf: at(0), currency: 'USD' },
      items: [{ asset: 'USDC', price, at: at(1_000), isOld: false }],
    });
    const token: MoneyView = { asset: 'USDC', amount: '100.000000' };
    for (const price of ['0.9998', '1', '1.0099', '0.9901'])
      expect(aboutOf(token, inDollars(price), NOW)).toBeNull();
    expect(aboutOf(token, inDollars('0.99'), NOW)?.money.amount).toBe('99.00');
    expect(aboutOf(token, inDollars('1.01'), NOW)?.money.amount).toBe('101.00');
  });

  it('is nothing where it would say no more, or nobody knows', () => {
    expect(aboutOf({ asset: 'BRL', amount: '5.00' }, PRICES, NOW)).toBeNull();
    expect(aboutOf({ asset: 'ETH', amount: '1.000000000000000000' }, PRICES, NOW)).toBeNull();
    expect(aboutOf(usd('0.00'), PRICES, NOW)).toBeNull();
    expect(aboutOf({ asset: 'BTC', amount: '0.00000000' }, PRICES, NOW)).toBeNull();
    expect(aboutOf(usd('5.00'), undefined, NOW)).toBeNull();
  });
});
