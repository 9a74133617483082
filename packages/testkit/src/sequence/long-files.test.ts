import { expect, it } from 'vitest';
import { listFiles } from '../sources/source.ts';
import { LONG_BROWSER_FILES, LONG_SUITES } from './long-files.ts';

it('are files of tests, each named once', () => {
  const named = [...LONG_SUITES, ...LONG_BROWSER_FILES];
  const there = new Set(listFiles('{packages,providers,apps,test,commands}/**/*.test.ts'));
  expect(named.filter((path) => !there.has(path))).toEqual([]);
  expect(new Set(named).size).toBe(named.length);
});
