import { INSTRUMENT_STATUSES } from '@diboas/market';
import { describe, expect, it } from 'vitest';
import { readInstrument } from './instrument.ts';

const PRODUCT = {
  ...{ product_id: 'SUI-USDC', base_currency_id: 'SUI', quote_currency_id: 'USDC', status: 'online' },
  ...{ base_increment: '0.1', base_min_size: '0.1', base_max_size: '2000000', price_increment: '0.0001' },
  ...{ quote_increment: '0.01', quote_min_size: '1', quote_max_size: '5000000' },
  ...{ is_disabled: false, trading_disabled: false, cancel_only: false, limit_only: false },
  ...{ post_only: false, auction_mode: false, view_only: false },
};

describe('the rules of a pair', () => {
  it('M32 are told in the smallest units of its assets', () => {
    expect(readInstrument(PRODUCT)).toEqual({
      ...{ base: 'SUI', quote: 'USDC', status: 'trading' },
      baseSize: { increment: 10n ** 8n, min: 10n ** 8n, max: 2n * 10n ** 15n },
      quoteSize: { increment: 10_000n, min: 1_000_000n, max: 5n * 10n ** 12n },
      priceIncrement: { numerator: 1n, denominator: 10_000n },
    });
    // Finer than the asset: one unit is the least step.
    const fine = readInstrument({ ...PRODUCT, quote_increment: '0.00000001', quote_min_size: '0' });
    expect(fine?.quoteSize).toMatchObject({ increment: 1n, min: 0n });
  });

  it('M32 say how it stands by the flag that forbids most, and permit nothing by a word that nobody knows', () => {
    const of = (change: Partial<typeof PRODUCT>) => readInstrument({ ...PRODUCT, ...change })?.status;
    const told = [
      of({}),
      of({ cancel_only: true, limit_only: true }),
      of({ limit_only: true }),
      of({ post_only: true, limit_only: true }),
      of({ view_only: true, cancel_only: true }),
      of({ auction_mode: true }),
      of({ trading_disabled: true, view_only: true }),
      of({ status: 'a_word_of_tomorrow' }),
    ];
    expect(told).toEqual(INSTRUMENT_STATUSES);
    expect(of({ is_disabled: true })).toBe('halted');
  });

  it('M32 are none where a figure makes no sense', () => {
    for (const odd of [
      { base_increment: '0' },
      { price_increment: '-1' },
      { quote_max_size: '0.5' },
      { base_currency_id: 'DOGE' },
    ])
      expect(readInstrument({ ...PRODUCT, ...odd })).toBeNull();
  });
});
