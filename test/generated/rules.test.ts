import { parseSource } from '@diboas/testkit/sources';
import { expect, it } from 'vitest';
import { joinRules, readRules, rulesUnproved } from './rules.ts';

it('every row that people rely on has a test that bears it, or says why not', () => {
  expect(rulesUnproved(readRules())).toEqual([]);
});

const rows = '## Ways\n\n| Row | What |\n| --- | --- |\n| W1  | One |\n| A2 | Two |\n| M72 | Three |\n';
const sources = (...titles: string[]) => titles.map((title, at) => parseSource(`${at}.test.ts`, title));
const unproved = (text: string, ...titles: string[]) => rulesUnproved(joinRules([text], sources(...titles)));

it('rows, tests and reasons that fit are joined', () => {
  const text = `${rows}\n- M72: proved elsewhere, by\n  somebody.\n`;
  const join = joinRules([text], sources("describe('W1: a way', () => {});"));
  expect(rulesUnproved(join)).toEqual([]);
  expect(join.rows[0]).toEqual({ name: 'W1', group: 'Ways', says: 'One' });
  expect(join.notes).toEqual([['M72', 'proved elsewhere, by somebody.']]);
  expect(join.tests.get('W1')).toEqual(['0.test.ts']);
});

it.each([
  `it('M72 W1 Back leads back', () => {});`,
  `it.concurrent.each([1])('A2 W1 $0', () => {});`,
  'describe.each([1])(`W1 of $0`, () => {});',
])('a title is read: %s', (title) => {
  expect(joinRules([rows], sources(title)).tests.get('W1')).toEqual(['0.test.ts']);
});

it.each([
  "// it('W1 in a comment')",
  `const sample = "it('W1 in a text')";`,
  "expect('W1 as a value').toBe('W1 x');",
  "it('leads back, W1', () => {});",
])('a title is nothing else: %s', (text) => {
  expect(joinRules([rows], sources(text)).tests.size).toBe(0);
});

it.each([
  ['a row without a test', rows, 'no test bears W1 in its title, and docs/rows does not say why'],
  ['a reason without a row', `${rows}\n- W9: why\n`, 'docs/rows says why of W9, which is no row'],
  [
    'a reason that is old',
    `${rows}\n- M72: not there yet\n`,
    'docs/rows says that M72 is not there yet, and a test bears it',
  ],
  ['a second reason', `${rows}\n- W1, M72: why\n- W1: why\n`, 'docs/rows says twice why of W1'],
])('%s is found', (_what, text, problem) => {
  expect(unproved(text, "it('M72 asks', () => {});")).toContain(problem);
});

it('rows of the engine need no test by name', () => {
  expect(unproved(rows, "it('M72 W1 asks', () => {});")).toEqual([]);
});
