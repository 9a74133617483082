import { describe, expect, it } from 'vitest';
import { dollarsInWords } from './amount-in-words.ts';
import { formatMoney, showsAll } from './format-money.ts';

const NB = '\u00a0';

describe('money for people (experience.md 4.3)', () => {
  it('formats exactly, with cents and grouping always', () => {
    expect(formatMoney({ asset: 'USD', amount: '1234.5' }, 'en-US')).toBe('$1,234.50');
    expect(formatMoney({ asset: 'EUR', amount: '1234.50' }, 'es-ES')).toBe(`1.234,50${NB}€`);
    expect(formatMoney({ asset: 'USD', amount: '12345678901234567890.12' }, 'en-US')).toBe(
      '$12,345,678,901,234,567,890.12',
    );
  });

  it('writes a real minus, and a plus only when asked', () => {
    expect(formatMoney({ asset: 'USD', amount: '-104.50' }, 'en-US')).toBe('\u2212$104.50');
    expect(formatMoney({ asset: 'USDC', amount: '5' }, 'en-US', { signed: true })).toBe(`+5.00${NB}USDC`);
    expect(formatMoney({ asset: 'USDC', amount: '0.000000' }, 'en-US', { signed: true })).toBe(
      `0.00${NB}USDC`,
    );
  });

  it('shows two digits of a digital dollar, never more than there is, and all of them when asked', () => {
    const value = { asset: 'USDC', amount: '1240.259999' } as const;
    expect(formatMoney(value, 'en-US')).toBe(`1,240.25${NB}USDC`);
    expect(formatMoney(value, 'en-US', { exact: true })).toBe(`1,240.259999${NB}USDC`);
    expect(showsAll(value)).toBe(false);
    expect(showsAll({ asset: 'USDC', amount: '100.000000' })).toBe(true);
  });

  it('never shows zero for something', () => {
    expect(formatMoney({ asset: 'USDC', amount: '0.000001' }, 'en-US')).toBe(`<${NB}0.01${NB}USDC`);
  });

  it('never lets a currency wrap away from its number', () => {
    expect(formatMoney({ asset: 'USDC', amount: '100' }, 'en-US')).not.toContain(' ');
    expect(formatMoney({ asset: 'USD', amount: '-1234567.89' }, 'pt-BR')).not.toContain(' ');
  });
});

describe('amounts in words', () => {
  it.each([
    ['1234.00', 'One thousand two hundred thirty-four dollars'],
    ['1.01', 'One dollar and one cent'],
    ['0.50', 'Zero dollars and fifty cents'],
    ['1000000.00', 'One million dollars'],
    ['100.10', 'One hundred dollars and ten cents'],
  ])('%s is %s', (amount, words) => {
    expect(dollarsInWords(amount)).toBe(words);
  });
});
