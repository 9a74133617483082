// The rule about cited rows, shown samples that break it and some that do not.
import { parseSource } from '@diboas/testkit/sources';
import { describe, expect, it } from 'vitest';
import { checkCitedRows, checkRowsOfText, checkRowsOnce, rowsCitedBySource, rowsIn } from './cited-rows.ts';

const known = new Set(['W1', 'R10', 'A15']);
const problems = (text: string) =>
  checkCitedRows(parseSource('a.test.ts', text), known).map(({ problem }) => problem);

describe('a cited row', () => {
  it.each([
    ['// As long as nobody is identified (M23).', 'M23'],
    ['/** Sorted:\n * A99. */', 'A99'],
    [`it('W1 W2 leaves a way', () => {});`, 'W2'],
    [`it('W3: from beginning to end', () => {});`, 'W3'],
  ])('is missing: %s', (text, row) => {
    expect(problems(text)).toEqual([`cites ${row}, which no file of docs/rows has`]);
  });

  it.each([
    '// Rows W1 and R10, by the way: SHA256, B, M and 12.',
    `it('W1 R10 leaves a way', () => {});`,
    `const code = 'R99';`,
    `const path = 'M12 3a9 9 0 0 1 9 9';`,
  ])('is there, or is none: %s', (text) => {
    expect(problems(text)).toEqual([]);
  });

  it('is found with its place', () => {
    expect(rowsCitedBySource(parseSource('a.ts', 'f();\n// see W1\n'))).toEqual([{ row: 'W1', offset: 12 }]);
  });

  it('is missing in a document', () => {
    expect(checkRowsOfText('a.md', 'W1\nand W9', known)).toEqual([
      { path: 'a.md', line: 2, problem: 'cites W9, which no file of docs/rows has' },
    ]);
  });

  it('is not a section of a document that nobody has', () => {
    const section = ['experience', 'md 6'].join('.');
    expect(problems(`// ${section}`)).toEqual([`cites ${section}; cite a row of docs/rows`]);
  });
});

describe('the rows', () => {
  it('are the first cells of the tables', () => {
    expect(rowsIn('| Row | What |\n| --- | --- |\n| W1  | One |\n| W2 | Two |\n')).toEqual(['W1', 'W2']);
  });

  it('are said once', () => {
    expect(checkRowsOnce(['W1', 'W2', 'W1'])).toEqual([
      { path: 'docs/rows', line: 1, problem: 'has row W1 twice' },
    ]);
  });
});
