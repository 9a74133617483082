import { describe, expect, it } from 'vitest';
import { isLookAlike } from './look-alike.ts';

const PAID = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';

describe('M21 an address that is made to look like another', () => {
  it.each([
    ['ethereum', PAID, '0x5aae00000000000000000000000000000001bAeD'],
    ['bitcoin', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', 'bc1qw50qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq3t4'],
    ['bitcoin', '1AGNa15ZQXAZUgFiqJ2i7Z2DPU2J6hW62i', '1agnqqqqqqqqqqqqqqqqqqqqqqqqqq62i'],
    ['solana', 'nick6zJc6HpW3kfBm4xS2dmbuVRyb5F3AnUvj5ymzR5', 'niczzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzR5'],
  ] as const)('is told on %s', (network, left, right) => {
    expect(isLookAlike(network, left, right)).toBe(true);
    expect(isLookAlike(network, right, left)).toBe(true);
  });

  it('is not the same one in other letters', () => {
    expect(isLookAlike('ethereum', PAID, PAID.toLowerCase())).toBe(false);
  });

  it('is alike at both ends', () => {
    expect(isLookAlike('ethereum', PAID, `${PAID.slice(0, -1)}e`)).toBe(false);
    expect(isLookAlike('ethereum', PAID, `0x6${PAID.slice(3)}`)).toBe(false);
    expect(isLookAlike('ethereum', PAID, `${PAID.slice(0, 20)}0${PAID.slice(21)}`)).toBe(true);
  });

  it('is not told by what all addresses begin with', () => {
    const [left, right] = [
      'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
      'bc1qzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz3t4',
    ];
    expect(isLookAlike('bitcoin', left, right)).toBe(false);
  });
});
