import { type Asset, money, type Network } from '@diboas/kernel';
import type { PriceRequest } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import { admitTrade, isDollars, isTraded, marketOf } from './market.ts';

const AT_NOW = { type: 'market', toleranceBps: 50 } as const;
const OWN_PRICE = { type: 'limit', price: money('USDC', 200_000_000n), goodTill: 9 } as const;

function buying(
  receive: { readonly asset: Asset; readonly network: Network },
  trade: PriceRequest['trade'] = AT_NOW,
): PriceRequest {
  const pay = money('USDC', 50_000_000n);
  return { pay, payNetwork: 'solana', method: trade?.type ?? 'market', receive, ...(trade ? { trade } : {}) };
}
const admit = (request: PriceRequest) => admitTrade(request, { from: isDollars, to: isTraded });

const SHARE = { asset: 'AAPL', network: 'ethereum' } as const;
const COIN = { asset: 'ETH', network: 'ethereum' } as const;

describe('what is traded', () => {
  it('is a share on the one network that it is a token of, and a coin on its own', () => {
    expect(admit(buying(SHARE))).toBeNull();
    expect(admit(buying({ ...SHARE, network: 'solana' }))).toBe('unsupported');
    expect(admit(buying(COIN))).toBeNull();
    expect(admit(buying({ ...COIN, network: 'solana' }))).toBe('unsupported');
    expect(admit(buying({ asset: 'USDC', network: 'ethereum' }))).toBe('unsupported');
  });

  it('of a share is never at a price of one’s own, which no venue would let stand', () => {
    expect(admit(buying(SHARE, OWN_PRICE))).toBe('method_unavailable');
    expect(admit(buying(COIN, OWN_PRICE))).toBeNull();
    const sale: PriceRequest = {
      ...{ pay: money('AAPL', 10n ** 18n), payNetwork: 'ethereum', method: 'limit', trade: OWN_PRICE },
      receive: { asset: 'USDC', network: 'solana' },
    };
    expect(admitTrade(sale, { from: isTraded, to: isDollars })).toBe('method_unavailable');
  });

  it('waits for New York where it is a share, bought or sold, and for nobody where it is a coin', () => {
    const terms = (pay: Asset, deliver: Asset) => ({
      order: { pay: money(pay, 1n), deliver: money(deliver, 1n) },
    });
    expect(marketOf(terms('USDC', 'AAPL'))).toBe('nyse');
    expect(marketOf(terms('SPY', 'USDC'))).toBe('nyse');
    expect(marketOf(terms('USDC', 'BTC'))).toBeNull();
  });
});
