import { assert, SECOND_MS } from '@diboas/kernel';
import { createOrderBook } from '@diboas/market';
import { amountPrice } from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import { requestOf } from '../../testing/parts.ts';
import { createAmountPriceHandlers } from './handler.ts';

const NOW = Date.UTC(2026, 10, 29, 12);
const level = (price: bigint, coins: bigint) => ({
  price: { numerator: price, denominator: 1n },
  size: coins * 10n ** 8n,
});

/** One coin for 100, two for 110; one wanted for 98. */
const BOOK = createOrderBook(
  {
    ...{ base: 'BTC', quote: 'USDC', at: NOW, source: 'northpay' },
    ...{ asks: [level(100n, 1n), level(110n, 2n)], bids: [level(98n, 1n)] },
  },
  NOW,
);
assert(BOOK.ok, 'the book is good');
const { value: book } = BOOK;

async function ask(side: 'buy' | 'sell', amount: string, { known = true, ageMs = 0 } = {}) {
  const handlers = createAmountPriceHandlers({
    books: { book: async () => (known ? book : null) },
    past: { candles: async () => [], nameOf: (source) => `${source} itself` },
    clock: { now: () => NOW + ageMs },
  });
  const request = { ...requestOf('customer-1'), params: { asset: 'BTC' }, query: { side, amount } } as const;
  const outcome = await handlers.amountPrice(request);
  return outcome.ok ? amountPrice.parse(outcome.value.body) : outcome.refusal.code;
}

describe('GET /v1/assets/:asset/amount-price', () => {
  it('M32 walks the book for the amount, and says by how much it is worse than the best price', async () => {
    expect(await ask('buy', '210.00')).toEqual({
      ...{ asOf: '2026-11-29T12:00:00.000Z', asset: 'BTC', side: 'buy', source: 'northpay itself' },
      amount: { asset: 'USDC', amount: '210.000000' },
      gets: { asset: 'BTC', amount: '2.00000000' },
      price: { asset: 'USDC', amount: '105.000000' },
      ...{ worseBps: 500, at: '2026-11-29T12:00:00.000Z', isOld: false },
    });
    expect(await ask('sell', '0.5')).toMatchObject({
      gets: { asset: 'USDC', amount: '49.000000' },
      ...{ price: { amount: '98.000000' }, worseBps: 0 },
    });
  });

  it('M32 says when the book is old', async () => {
    expect(await ask('buy', '10', { ageMs: 10 * SECOND_MS })).toMatchObject({ isOld: true });
    expect(await ask('buy', '10', { ageMs: 10 * SECOND_MS - 1 })).toMatchObject({ isOld: false });
  });

  it('M32 refuses what no book gives a price for', async () => {
    expect(await ask('buy', '330.01')).toBe('amount_too_large');
    expect(await ask('sell', '1.00000001')).toBe('amount_too_large');
    expect(await ask('buy', '0.00')).toBe('amount_too_small');
    expect(await ask('buy', '1.0000001')).toBe('amount_not_exact');
    expect(await ask('buy', '10', { known: false })).toBe('no_market');
  });
});
