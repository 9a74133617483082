import { describe, expect, it } from 'vitest';
import { amountInWords, dollarsInWords } from './amount-in-words.ts';
import {
  dollarSign,
  dollarsByName,
  formatRate,
  formatShare,
  moneyText,
  separators,
  showsAll,
} from './money-text.ts';

const NB = '\u00a0';

describe('money for people', () => {
  it('N1 N3 N4 formats exactly, with cents and grouping always', () => {
    expect(moneyText({ asset: 'USD', amount: '1234.5' }, 'en-US')).toBe('$1,234.50');
    expect(moneyText({ asset: 'EUR', amount: '1234.50' }, 'es-ES')).toBe(`1.234,50${NB}€`);
    expect(moneyText({ asset: 'USD', amount: '12345678901234567890.12' }, 'en-US')).toBe(
      '$12,345,678,901,234,567,890.12',
    );
  });

  it('N2 writes a real minus, and a plus only when asked', () => {
    expect(moneyText({ asset: 'USD', amount: '-104.50' }, 'en-US')).toBe('\u2212$104.50');
    expect(moneyText({ asset: 'USDC', amount: '5' }, 'en-US', { signed: true })).toBe(`+5.00${NB}USDC`);
    expect(moneyText({ asset: 'USDC', amount: '0.000000' }, 'en-US', { signed: true })).toBe(`0.00${NB}USDC`);
  });

  it('N5 shows two digits of a digital dollar, never more than there is, and all of them when asked', () => {
    const value = { asset: 'USDC', amount: '1240.259999' } as const;
    expect(moneyText(value, 'en-US')).toBe(`1,240.25${NB}USDC`);
    expect(moneyText(value, 'en-US', { exact: true })).toBe(`1,240.259999${NB}USDC`);
    expect(showsAll(value)).toBe(false);
    expect(showsAll({ asset: 'USDC', amount: '100.000000' })).toBe(true);
  });

  it('N6 never shows zero for something', () => {
    expect(moneyText({ asset: 'USDC', amount: '0.000001' }, 'en-US')).toBe(`<${NB}0.01${NB}USDC`);
  });

  it('N2 N6 keeps the minus of what goes out, however little it is', () => {
    expect(moneyText({ asset: 'USDC', amount: '-0.000001' }, 'en-US')).toBe(`\u22120.000001${NB}USDC`);
    expect(moneyText({ asset: 'USDC', amount: '-0.010000' }, 'en-US')).toBe(`\u22120.01${NB}USDC`);
  });

  it.each([
    ['USD', 2],
    ['USDC', 2],
    ['BTC', 8],
    ['AAPL', 4],
  ] as const)('N8 every amount of %s has %i decimals, so that a column of it has', (asset, digits) => {
    for (const amount of ['0', '7', '0.1', '1234.56', '-98765.4'])
      expect(moneyText({ asset, amount }, 'en-US').replace(/[^\d.]/g, '')).toMatch(
        new RegExp(`^\\d+\\.\\d{${digits}}$`),
      );
  });

  it('never lets a currency wrap away from its number', () => {
    expect(moneyText({ asset: 'USDC', amount: '100' }, 'en-US')).not.toContain(' ');
    expect(moneyText({ asset: 'USD', amount: '-1234567.89' }, 'pt-BR')).not.toContain(' ');
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

describe('figures of a region', () => {
  it.each([
    ['de-DE', `1.035,14${NB}$`, `999,99${NB}USDC`],
    ['pt-BR', `US$${NB}1.035,14`, `999,99${NB}USDC`],
    ['de-DE-x-en', `1.035,14${NB}$`, `999,99${NB}USDC`],
    ['en-US', '$1,035.14', `999.99${NB}USDC`],
  ])('N1 %s writes dollars and digital dollars with the same marks', (region, dollars, tokens) => {
    expect(moneyText({ asset: 'USD', amount: '1035.14' }, region)).toBe(dollars);
    expect(moneyText({ asset: 'USDC', amount: '999.999999' }, region)).toBe(tokens);
  });

  it.each([
    ['en-US', 50, '0.5%'],
    ['en-US', 299, '2.99%'],
    ['de-DE', 50, `0,5${NB}%`],
    ['pt-BR', 40, '0,4%'],
  ])('N9 %s writes %i basis points as %s', (region, bps, text) => {
    expect(formatShare(bps, region)).toBe(text);
  });

  it('N9 writes a rate with two decimals at most, or with fewer', () => {
    expect(formatRate('0.0512345', 'en-US')).toBe('5.12%');
    expect(formatRate('-0.0512345', 'en-US', 1)).toBe('\u22125.1%');
  });

  it('uses the digits of the words around it, and writes something even where the region is none', () => {
    expect(moneyText({ asset: 'USD', amount: '1234.50' }, 'ar-EG-x-en')).toMatch(/1,234\.50/);
    expect(moneyText({ asset: 'USD', amount: '1234.50' }, 'en_US@posix')).toBe('$1,234.50');
    expect(moneyText({ asset: 'USDC', amount: '-0.000000' }, 'en-US')).toBe(`0.00${NB}USDC`);
  });

  it('says where the dollar stands and what parts the thousands', () => {
    expect(dollarSign('en-US')).toEqual({ text: '$', isAfter: false });
    expect(dollarSign('de-DE')).toEqual({ text: '$', isAfter: true });
    expect(dollarSign('pt-BR')).toEqual({ text: 'US$', isAfter: false });
    expect(separators('pt-BR')).toEqual({ decimal: ',', group: '.' });
    expect(separators('es-ES')).toEqual({ decimal: ',', group: '.' });
    expect(dollarsByName('5000.00', 'de-DE')).toBe('5.000,00 US-Dollar');
  });
});

describe('what was understood of an amount', () => {
  it.each([
    ['en-GB', 'Five thousand dollars'],
    ['fr-FR-x-en', 'Five thousand dollars'],
    ['de-DE', '5.000,00 US-Dollar'],
    ['pt-BR', '5.000,00 dólares americanos'],
    ['en-US-x-de', '$5,000.00'],
  ])('is told in %s as %s', (region, text) => {
    expect(amountInWords('5000.00', region)).toBe(text);
  });
});
