import { describe, expect, it } from 'vitest';
import { parseAmount, readings } from './parse-amount.ts';

describe('N12 what people type as an amount', () => {
  it.each([
    ['100', '100.00'],
    ['99.5', '99.50'],
    ['99,5', '99.50'],
    ['1,234.56', '1234.56'],
    ['1.234,56', '1234.56'],
    ['1 234,56', '1234.56'],
    ['1\u202f234,56', '1234.56'],
    ["1'234.50", '1234.50'],
    ['$ 1,234', '1234.00'],
    ['US$50', '50.00'],
    ['50 USD', '50.00'],
    ['1,234,567', '1234567.00'],
    ['1.234.567,8', '1234567.80'],
    ['1,00,000.50', '100000.50'],
    ['007', '7.00'],
    ['.5', '0.50'],
    ['12.', '12.00'],
    ['0.500', '0.50'],
    ['１２３．５０', '123.50'],
    ['١٢٣٫٥', '123.50'],
    ['۱٬۲۳۴', '1234.00'],
    ['१२३४.५०', '1234.50'],
    ['\u200f\u200e50\u200e', '50.00'],
    ['\u2066$1,234.50\u2069', '1234.50'],
    ['١٢٣٤٫٥٠٠', '1234.50'],
    ['١٢٫٥٠٠', '12.50'],
    ['١٬٢٣٤٬٥٦٧٫٥', '1234567.50'],
    ["1'234'567.5", '1234567.50'],
    ['1 00 000', '100000.00'],
  ])('%s is %s', (typed, amount) => {
    expect(parseAmount(typed, 'en-US')).toMatchObject({ ok: true, value: { amount } });
  });

  it.each([
    ['5,000', 'en-US', '5000.00'],
    ['5.000', 'pt-BR', '5000.00'],
    ['1.234', 'de-DE', '1234.00'],
    ['1.234', 'de-DE-x-en', '1234.00'],
    ['1,234', 'es-MX', '1234.00'],
    ['1,234.00', 'de-DE', '1234.00'],
    ['1.234.567', 'en-US', '1234567.00'],
  ])('%s in %s is %s', (typed, region, amount) => {
    expect(parseAmount(typed, region)).toEqual({ ok: true, value: { amount } });
  });

  it.each([
    ['5.000', 'en-US'],
    ['5,000', 'pt-BR'],
    ['5,000', 'de-DE'],
    ['10.100', 'en-US'],
    ['1.234', 'en-US'],
    ['5.000', 'fr-FR'],
    ['5,000', 'fr-FR'],
    ['5.000', 'de-CH'],
    ['1000,000', 'en-US'],
    ['٥.٠٠٠', 'en-US'],
  ])('%s in %s may be a thousand times more or less, so it is not guessed', (typed, region) => {
    expect(parseAmount(typed, region)).toEqual({ ok: false, refusal: 'ambiguous' });
  });

  it('names both readings of what it does not guess', () => {
    expect(readings('5.000')).toEqual({ more: '5000.00', less: '5.00' });
    expect(readings('1,234')).toEqual({ more: '1234.00', less: null });
    expect(readings('1.234.567')).toBeNull();
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['$', 'not_a_number'],
    ['abc', 'not_a_number'],
    ['1e5', 'not_a_number'],
    ['1,23,4', 'not_a_number'],
    ['1.2.3', 'not_a_number'],
    ['1,234.56.78', 'not_a_number'],
    ['-5', 'negative'],
    ['\u22125', 'negative'],
    ['0', 'zero'],
    ['0.00', 'zero'],
    ['0.005', 'too_many_digits'],
    ['5.1234', 'too_many_digits'],
    ['1 234.567', 'too_many_digits'],
    ['١٢٫٥٫٠', 'not_a_number'],
    ['12 50', 'not_a_number'],
    ["5'00", 'not_a_number'],
    ['1 2 3', 'not_a_number'],
    ['5.0 0', 'not_a_number'],
    ['1 234,567 890', 'not_a_number'],
    ['\u200f', 'empty'],
  ])('%j is refused: %s', (typed, refusal) => {
    expect(parseAmount(typed, 'en-US')).toEqual({ ok: false, refusal });
  });
});
