import { money } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { MOVE } from '../move/operation.ts';
import { BY_BALANCE } from '../own-book/price.ts';
import { SEND_MONEY } from './operation.ts';

function request(units: bigint, asset: 'USDC' | 'BTC' = 'USDC') {
  return {
    pay: money(asset, units),
    payNetwork: 'solana',
    method: BY_BALANCE,
    receive: { asset, network: 'solana' },
  } as const;
}

const FREE = {
  fees: [],
  deliver: money('USDC', 5_000_000n),
  estimate: { fromSeconds: 0, toSeconds: 1, source: 'measured' },
} as const;

describe.each([SEND_MONEY, MOVE])('what our own book carries out', (operation) => {
  it(`${operation.name} is free: what leaves is what arrives`, () => {
    const { price, receive, order } = operation.price(request(5_000_000n), FREE);
    expect(price).toEqual({ amount: receive.money, fees: [], total: receive.money });
    expect(order).toMatchObject({ pay: receive.money, deliver: receive.money, chargeMax: receive.money });
  });

  it(`${operation.name} is not paid for by card`, () => {
    expect(operation.admit({ ...request(5_000_000n), method: 'card' })).toBe('unsupported');
    expect(operation.admit(request(5_000_000n))).toBeNull();
  });
});

describe('sending money', () => {
  it('M23 takes no more at once than anybody may in a day, and nothing that is hardly anything', () => {
    expect(SEND_MONEY.admit(request(100_000_000_000n))).toBeNull();
    expect(SEND_MONEY.admit(request(100_000_000_001n))).toBe('over_limit');
    expect(SEND_MONEY.admit(request(9_999n))).toBe('amount_too_small');
    expect(SEND_MONEY.admit(request(5_000_000n, 'BTC'))).toBe('unsupported');
  });
});
