import { expect, it } from 'vitest';
import { faultsUnjoined, joinFaults, marksUnused, readFaultJoin } from './faults.ts';

it('every fault has a test that bears its name, and no test bears another', () => {
  const join = readFaultJoin();
  expect(faultsUnjoined(join)).toEqual([]);
  expect(marksUnused(join)).toEqual([]);
});

// Put together here, so that nobody takes them for titles.
const title = (names: string) => ['it(', `'is proved [${names}]'`, ')'].join('');
const marked = (name: string) => ['mark', `('${name}')`].join('');

const faults = '| `a.one` | One |\n| `a.two` | Two |\n';
const sources = [
  { path: 'packages/a/src/a.test.ts', text: title('a.one, a.two') },
  { path: 'packages/a/src/a.ts', text: marked('a.one') },
];

it('faults, tests and marks that fit are joined', () => {
  const join = joinFaults(faults, sources);
  expect(faultsUnjoined(join)).toEqual([]);
  expect(join.tests.get('a.two')).toEqual(['packages/a/src/a.test.ts']);
  expect(join.marks.get('a.one')).toEqual(['packages/a/src/a.ts']);
});

it.each([
  ['a row without a test', `${faults}| \`a.three\` | Three |\n`, [], 'no test bears a.three in its title'],
  ['a row that stands twice', `${faults}${faults}`, [], 'a.one stands twice in docs/faults.md'],
  ['a title without a row', faults, [title('a.four')], 'a test bears a.four, which is no fault'],
  ['a mark without a row', faults, [marked('a.five')], 'a.five is marked, and is no fault'],
])('%s is found', (_what, rows, more, problem) => {
  const added = more.map((text, index) => ({
    path: text.startsWith('it') ? `packages/b/src/${index}.test.ts` : `packages/b/src/${index}.ts`,
    text,
  }));
  expect(faultsUnjoined(joinFaults(rows, [...sources, ...added]))).toContain(problem);
});
