import { describe, expect, it } from 'vitest';
import { parseLeast } from './float-rules.ts';

describe('what has to be free of a float', () => {
  it('is read exactly, by the name of the float', () => {
    expect(parseLeast('northpay 5000.000001 USDC solana')).toEqual({
      ok: true,
      value: ['northpay USDC solana', 5_000_000_001n],
    });
  });

  it.each([
    'northpay 5000.00 USDC',
    'northpay 5000.00 USDC tron',
    'northpay 5000.00 DOGE solana',
    'northpay 0.00 USDC solana',
    'northpay 5,000 USDC solana',
    'northpay 5000.00 USDC solana or so',
    'North 5000.00 USDC solana',
  ])('is refused where it is not whole: %s', (text) => {
    expect(parseLeast(text)).toEqual({ ok: false, refusal: 'malformed' });
  });
});
