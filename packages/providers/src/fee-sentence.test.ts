import { money } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { describeFee, formatPrice } from './fee-sentence.ts';

describe('describeFee', () => {
  it.each([
    [302n, 10_050n, '3.00 % of $100.50'],
    [301n, 10_050n, '$3.01, as quoted by Stripe'],
    [50n, 10_000n, '0.50 % of $100.00'],
    [3_000_123n, 100_000_000n, '$30,001.23, as quoted by Stripe'],
    [1n, 100_000_000n, '$0.01, as quoted by Stripe'],
    [100n, 0n, '$1.00, as quoted by Stripe'],
  ])('%i of %i cents', (fee, of, sentence) => {
    const words = describeFee({ fee: money('USD', fee), of: money('USD', of), quotedBy: 'Stripe' });
    expect(words).toBe(sentence);
  });
});

describe('formatPrice', () => {
  it.each([
    [money('USD', 5n), '$0.05'],
    [money('USD', 123_456_789n), '$1,234,567.89'],
    [money('EUR', 99_999n), '€999.99'],
    [money('USDC', 1_500_000_000n), '1,500.000000 USDC'],
  ])('%o', (value, text) => {
    expect(formatPrice(value)).toBe(text);
  });
});
