import { describe, expect, it } from 'vitest';
import { quoteChange } from './quote-change.ts';

const priced = (total: string, receive: string) => ({
  total: { asset: 'USD' as const, amount: total },
  receive: { asset: 'USDC' as const, amount: receive },
});

describe('W27 a renewed quote', () => {
  const before = priced('104.50', '100.000000');

  it.each([
    ['104.51', '100.000000', 'worse'],
    ['104.50', '99.999999', 'worse'],
    ['104.49', '99.999999', 'worse'],
    ['104.49', '100.000000', 'better'],
    ['104.50', '100.000001', 'better'],
    ['104.5', '100.00', 'same'],
  ] as const)('%s for %s is %s', (total, receive, kind) => {
    expect(quoteChange(before, priced(total, receive))).toBe(kind);
  });
});
