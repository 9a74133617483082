import { describe, expect, it } from 'vitest';
import { parseAmount } from './parse-amount.ts';

describe('what people type as an amount (experience.md 4.3 rule 12)', () => {
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
    ['10.100', '10.10'],
  ])('%s is %s', (typed, amount) => {
    expect(parseAmount(typed, 'en-US')).toMatchObject({ ok: true, value: { amount } });
  });

  it('reads a lone separator before three digits as the region does, and says that it could be otherwise', () => {
    expect(parseAmount('1,234', 'en-US')).toEqual({
      ok: true,
      value: { amount: '1234.00', ambiguous: true },
    });
    expect(parseAmount('1.234', 'de-DE')).toEqual({
      ok: true,
      value: { amount: '1234.00', ambiguous: true },
    });
    expect(parseAmount('1.234', 'en-US')).toEqual({ ok: false, refusal: 'too_many_digits' });
    expect(parseAmount('1,234', 'de-DE')).toEqual({ ok: false, refusal: 'too_many_digits' });
    expect(parseAmount('1,234.00', 'de-DE')).toMatchObject({
      value: { amount: '1234.00', ambiguous: false },
    });
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
  ])('%j is refused: %s', (typed, refusal) => {
    expect(parseAmount(typed, 'en-US')).toEqual({ ok: false, refusal });
  });
});
