import { describe, expect, it } from 'vitest';
import { currencyOfRegion } from './currency.ts';

describe('the currency of a region', () => {
  it.each([
    ['pt-BR', 'BRL'],
    ['de-DE', 'EUR'],
    ['de-AT-x-en', 'EUR'],
    ['hr-Latn-HR', 'EUR'],
    ['de-CH', 'USD'],
    ['en-US', 'USD'],
    ['en', 'USD'],
    ['', 'USD'],
  ])('of %s is %s', (region, currency) => {
    expect(currencyOfRegion(region)).toBe(currency);
  });
});
