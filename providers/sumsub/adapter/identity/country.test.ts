import { expect, it } from 'vitest';
import { countryOf } from './country.ts';

it.each([
  ['USA', 'US'],
  ['DEU', 'DE'],
  ['BRA', 'BR'],
  ['CHE', 'CH'],
  ['AUT', 'AT'],
  ['AUS', 'AU'],
  ['SVN', 'SI'],
  ['SVK', 'SK'],
  ['ZWE', 'ZW'],
  ['AFG', 'AF'],
])('%s is %s', (three, two) => {
  expect(countryOf(three)).toBe(two);
});

it('every country of Unicode has its code, and what is none has none', () => {
  const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at));
  const three = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => `${a}${b}${c}`)));
  const known = three.flatMap((code) => countryOf(code) ?? []);
  expect(known).toHaveLength(249);
  expect(new Set(known).size).toBe(249);
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  for (const code of known) expect(names.of(code), code).toBeDefined();
  for (const odd of ['ZZZ', '', 'US', 'usa', 'USAX']) expect(countryOf(odd)).toBeNull();
});
