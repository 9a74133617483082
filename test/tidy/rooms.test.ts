// The rules about rooms and names, shown a sample that breaks each and one that does not; and what is let pass.

import { parseSource } from '@diboas/testkit/sources';
import { describe, expect, it } from 'vitest';
import { checkFileCircles, checkImportsThere } from './arrows.ts';
import type { Breach } from './breach.ts';
import { checkExportedNames } from './exported-names.ts';
import { checkCircles, checkCrowds, checkRoofs, checkTwoWays } from './rooms.ts';
import { limits } from './rules.ts';

const project = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([path, text]) => parseSource(path, text));

const problemsOf = (found: ReadonlyMap<string, readonly Breach[]>) =>
  [...found.values()].flat().map(({ problem }) => problem);

describe('two rooms that import each other', () => {
  const one = { 'apps/web/src/home/a.ts': `import { b } from '../add/b.ts';` };

  it('are found, with each import on the way', () => {
    const found = checkTwoWays(
      project({ ...one, 'apps/web/src/add/c.tsx': `export type { D } from '../home/d.ts';` }),
    );
    expect([...found.keys()]).toEqual(['apps/web/src/add <> apps/web/src/home']);
    expect(problemsOf(found)).toEqual([
      'imports apps/web/src/add/b.ts, whose folder imports apps/web/src/home',
      'imports apps/web/src/home/d.ts, whose folder imports apps/web/src/add',
    ]);
  });

  it('are found across packages of the workshop, and between a room and what lies in it', () => {
    const across = {
      'commands/a.ts': `import '../test/b/b.ts';`,
      'test/b/b.ts': `import '../../commands/c.ts';`,
    };
    expect([...checkTwoWays(project(across)).keys()]).toEqual(['commands <> test/b']);
    const within = { 'test/b/a.ts': `import './c/c.ts';`, 'test/b/c/c.ts': `import '../a.ts';` };
    expect([...checkTwoWays(project(within)).keys()]).toEqual(['test/b <> test/b/c']);
  });

  it('are none where only a test looks back, which nothing imports', () => {
    const back = { 'apps/web/src/add/b.test.ts': `import '../home/a.ts';` };
    expect(checkTwoWays(project({ ...one, ...back })).size).toBe(0);
  });
});

describe('a circle of rooms', () => {
  const circle = {
    'test/a/a.ts': `import '../b/b.ts';`,
    'test/b/b.ts': `import '../c/c.ts';`,
    'test/c/c.ts': `import '../d/d.ts';`,
    'test/d/d.ts': `import '../b/e.ts'; import '../f/f.ts';`,
  };

  it('is found, however long it is, with the imports in it alone', () => {
    const found = checkCircles(project(circle));
    expect([...found.keys()]).toEqual(['test/b > test/c > test/d']);
    expect(problemsOf(found)).toEqual([
      'imports test/c/c.ts, in the circle test/b > test/c > test/d',
      'imports test/d/d.ts, in the circle test/b > test/c > test/d',
      'imports test/b/e.ts, in the circle test/b > test/c > test/d',
    ]);
  });

  it('is none where every way ends', () => {
    const cut = { ...circle, 'test/d/d.ts': `import '../f/f.ts';` };
    expect(checkCircles(project(cut)).size).toBe(0);
  });
});

describe('a file that imports itself', () => {
  const workspaces = new Map([['packages/a', { name: '@diboas/a', exports: { '.': './src/index.ts' } }]]);
  const circle = {
    'packages/a/src/index.ts': `export { b } from './b.ts';`,
    'packages/a/src/b.ts': `import type { C } from './c.ts'; import './d.ts';`,
    'packages/a/src/c.ts': `type A = import('@diboas/a').A;`,
    'packages/a/src/d.ts': `import './e.ts';`,
    'packages/a/src/b.test.ts': `import './b.ts';`,
  };
  const found = (texts: Readonly<Record<string, string>>) => checkFileCircles(project(texts), workspaces);

  it('is found over types and packages too, with each import on the way and no other', () => {
    expect(found(circle).map(({ path, problem }) => `${path} ${problem}`)).toEqual([
      'packages/a/src/index.ts imports itself: packages/a/src/b.ts > packages/a/src/c.ts > packages/a/src/index.ts',
      'packages/a/src/b.ts imports itself: packages/a/src/c.ts > packages/a/src/index.ts > packages/a/src/b.ts',
      'packages/a/src/c.ts imports itself: packages/a/src/index.ts > packages/a/src/b.ts > packages/a/src/c.ts',
    ]);
    expect(found({ 'test/a.ts': `await import('./a.ts');` })).toHaveLength(1);
  });

  it('is none where every way ends, between two circles neither', () => {
    expect(found({ ...circle, 'packages/a/src/c.ts': '' })).toEqual([]);
    const two = {
      'test/a.ts': `import './b.ts';`,
      'test/b.ts': `import './a.ts'; import './between.ts';`,
      'test/between.ts': `import './c.ts';`,
      'test/c.ts': `import './d.ts';`,
      'test/d.ts': `import './c.ts';`,
    };
    expect(found(two).map(({ path }) => path)).toEqual(['test/a.ts', 'test/b.ts', 'test/c.ts', 'test/d.ts']);
  });
});

it('an import of a file that is not there is found, by path and by the name of a package', () => {
  const files = project({
    'bench/peers/src/a.ts': `import '../../src/gone.ts'; import '../../src/b.ts'; import '@diboas/a'; import './c.json?raw';`,
    'bench/src/b.ts': `import 'vitest';`,
  });
  const workspaces = new Map([['packages/a', { name: '@diboas/a', exports: { '.': './src/gone.ts' } }]]);
  const found = checkImportsThere(files, workspaces, (path) => path.endsWith('.json'));
  expect(found.map(({ problem }) => problem)).toEqual([
    'imports bench/src/gone.ts, which is not there',
    'imports packages/a/src/gone.ts, which is not there',
  ]);
});

describe('a root', () => {
  const composed = { 'packages/a/src/index.ts': `export { b } from './rooms/b.ts';` };

  it('is found when one of its rooms stands on it', () => {
    const found = checkRoofs(
      project({ ...composed, 'packages/a/src/rooms/deep/b.ts': `import '../../settings.ts';` }),
    );
    expect([...found.keys()]).toEqual(['packages/a/src']);
    expect(problemsOf(found)[0]).toMatch(
      /^imports packages\/a\/src\/settings\.ts: packages\/a\/src composes/,
    );
  });

  it.each(['test', 'bench', 'commands'])('is %s too', (root) => {
    expect(checkRoofs(project({ [`${root}/room/b.ts`]: `import '../a.ts';` })).size).toBe(1);
  });

  it('composes its rooms, which import each other', () => {
    const rooms = { 'packages/a/src/rooms/b.ts': `import '../other/c.ts'; import './deep/d.ts';` };
    expect(checkRoofs(project({ ...composed, ...rooms })).size).toBe(0);
  });
});

describe('a folder with more files than one keeps in mind', () => {
  const many = (count: number, ending = 'ts') =>
    project(
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`test/b/a${index}.${ending}`, ''])),
    );

  it('is found', () => {
    const found = checkCrowds(many(limits.folderFiles + 1));
    expect(problemsOf(found)).toEqual(['has 16 files of unlike kind; the limit is 15']);
    expect(checkCrowds(many(limits.folderFiles)).size).toBe(0);
  });

  it('is none where they are all of one kind, or tests', () => {
    expect(checkCrowds(many(40), { 'test/b': 'one file a bee' }).size).toBe(0);
    expect(checkCrowds(many(40, 'test.ts')).size).toBe(0);
  });
});

describe('a name that two files export', () => {
  const money = { 'packages/kernel/src/money.ts': 'export interface Money {}' };

  it.each([
    ['a type', 'export type Money = bigint;'],
    ['a function', 'export async function Money() {}'],
    ['a class', 'export class Money {}'],
    ['a constant', 'export const Other = 1, Money = 2;'],
    ['a part of an object', 'export const { other, money: { Money = 1 } } = read();'],
    ['a part of a list', 'export const [, other, ...[Money]] = read();'],
    ['the rest of an object', 'export const { other, ...Money } = read();'],
  ])('is found: %s', (_, text) => {
    const found = checkExportedNames(project({ ...money, 'apps/web/src/a.tsx': text }));
    expect([...found.keys()]).toEqual(['Money']);
    expect(problemsOf(found)).toEqual([
      'exports Money, as apps/web/src/a.tsx does',
      'exports Money, as packages/kernel/src/money.ts does',
    ]);
  });

  it('is none where it is passed on, kept to the file, said twice in it, or in another world', () => {
    const others = {
      'packages/kernel/src/index.ts': `export { Money } from './money.ts';`,
      'apps/web/src/a.ts': 'interface Money {}',
      'apps/web/src/b.ts': 'export const Both = 1;\nexport type Both = number;',
      'providers/northpay/adapter/a.ts': 'export type Money = 1;',
      'providers/northpay/sandbox/a.ts': 'export type Money = 1;',
      'bench/peers/src/a.ts': 'export type Money = 1;',
    };
    expect(checkExportedNames(project({ ...money, ...others })).size).toBe(0);
  });
});
