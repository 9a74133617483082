import { describe, expect, it } from 'vitest';
import { formatCsv } from './csv.ts';

describe('rows as RFC 4180 has them', () => {
  it('end in CR LF, the last one too', () => {
    expect(
      formatCsv([
        ['a', 'b'],
        ['1', '2'],
      ]),
    ).toBe('a,b\r\n1,2\r\n');
  });

  it.each([
    ['a comma', 'one, two', '"one, two"'],
    ['a quote', 'say "yes"', '"say ""yes"""'],
    ['the end of a line', 'one\r\ntwo', '"one\r\ntwo"'],
    ['nothing', '', ''],
  ])('keep a field with %s', (_what, text, field) => {
    expect(formatCsv([[text]])).toBe(`${field}\r\n`);
  });

  it.each(['=1+1', '+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x")'])(
    'let no program run %j',
    (text) => {
      expect(formatCsv([[text]]).replace(/^"/, '')).toMatch(/^'/);
    },
  );

  it.each(['-5.00', '5', '-0.000001'])('leave the number %s as it is', (text) => {
    expect(formatCsv([[text]])).toBe(`${text}\r\n`);
  });
});
