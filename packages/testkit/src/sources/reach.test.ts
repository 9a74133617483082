import { describe, expect, it } from 'vitest';
import { reachedBy, type Tree } from './reach.ts';
import { parseSource } from './source.ts';

const tree: Tree = {
  sources: [
    parseSource('packages/kernel/src/index.ts', `export { money } from './money.ts';`),
    parseSource('packages/kernel/src/money.ts', 'export const money = 1;'),
    parseSource('packages/kernel/src/money.test.ts', `import { money } from './money.ts';`),
    parseSource('packages/ledger/src/book.test.ts', `import { money } from '@diboas/kernel';`),
    parseSource('packages/storage/src/seal.test.ts', `import './seal.ts';`),
    parseSource('packages/storage/src/seal.ts', ''),
    parseSource('apps/server/src/main.ts', `import '@diboas/kernel';`),
    parseSource('test/start.test.ts', `start('apps/server/src/main.ts');`),
    parseSource('test/help.test.ts', `read('README.md');`),
  ],
  manifests: new Map([
    ['packages/kernel', { name: '@diboas/kernel', exports: { '.': './src/index.ts' } }],
    ['packages/storage', { name: '@diboas/storage', exports: {} }],
  ]),
};

function tests(...changed: string[]): string[] | null {
  const reached = reachedBy(tree, changed);
  return reached && [...reached].filter((path) => path.endsWith('.test.ts')).sort();
}

describe('what a change can reach', () => {
  it('are those who import it, at any remove, and those who start what does', () => {
    expect(tests('packages/kernel/src/money.ts')).toEqual([
      'packages/kernel/src/money.test.ts',
      'packages/ledger/src/book.test.ts',
      'test/start.test.ts',
    ]);
  });

  it('is a test itself, and nothing else', () => {
    expect(tests('packages/ledger/src/book.test.ts')).toEqual(['packages/ledger/src/book.test.ts']);
  });

  it('are those who imported what is gone', () => {
    expect(tests('packages/storage/src/seal.ts')).toEqual(['packages/storage/src/seal.test.ts']);
  });

  it('is the whole workspace, where what has changed is no source', () => {
    expect(tests('packages/storage/migrations/001.sql')).toEqual(['packages/storage/src/seal.test.ts']);
  });

  it('of a page are those who name it', () => {
    expect(tests('README.md', 'docs/glossary.md')).toEqual(['test/help.test.ts']);
  });

  it.each(['package-lock.json', 'vitest.config.ts'])('of %s is everything', (path) => {
    expect(tests(path)).toBeNull();
  });
});
