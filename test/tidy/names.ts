// Rule: files are named after what they hold.
import { basename } from 'node:path';
import type { Breach } from './breach.ts';
import { emptyNames } from './rules.ts';

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const pascal = /^[A-Z][A-Za-z0-9]*$/;

/** Names of TypeScript files: `kebab-case.ts`, and for React also `PascalCase.tsx`, with qualifiers after dots. */
export function checkName(path: string): Breach[] {
  const file = basename(path);
  const [stem = '', ...qualifiers] = file.split('.').slice(0, -1);
  const component = file.endsWith('.tsx') && pascal.test(stem);
  const breach = (problem: string) => [{ path, line: 1, problem }];
  if (!component && !kebab.test(stem)) return breach(`is not named in kebab-case`);
  if (!qualifiers.every((part) => kebab.test(part)))
    return breach(`has a qualifier that is not in kebab-case`);
  const empty = stem
    .toLowerCase()
    .split('-')
    .findLast((word) => emptyNames.includes(word));
  // "-types" or "-service" at the end says as little as the word alone.
  if (empty !== undefined && (stem === empty || stem.endsWith(`-${empty}`))) {
    return breach(`is named "${empty}", which says nothing about what is inside`);
  }
  return [];
}
