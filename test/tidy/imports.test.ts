import { parseSource } from '@diboas/testkit/sources';
import { describe, expect, it } from 'vitest';
import { checkImports, checkManifests, type Manifests } from './imports.ts';

const index = { '.': './src/index.ts' };
const manifests: Manifests = new Map([
  ['', { devDependencies: { vitest: '1.0.0' } }],
  ['packages/kernel', { exports: index }],
  ['packages/ledger', { exports: index, dependencies: { '@diboas/kernel': '0.1.0' } }],
  ['packages/storage', { exports: index, dependencies: { pg: '1.0.0' }, devDependencies: { tool: '1.0.0' } }],
  ['packages/providers-kit', { exports: { ...index, './contract': './src/contract/index.ts' } }],
  ['packages/sandbox-kit', { exports: index }],
  ['providers', { exports: { '.': './index.ts' } }],
  [
    'providers/northpay',
    { exports: { '.': './provider.ts' }, dependencies: { '@diboas/providers-kit': '0.1.0' } },
  ],
  ['providers/eastpay', { exports: { '.': './provider.ts', './wire/a': './adapter/wire/a.ts' } }],
  [
    'providers/eastpay-ticker',
    { exports: { '.': './provider.ts' }, dependencies: { '@diboas/eastpay': '0.1.0' } },
  ],
  ['apps/sandbox', { exports: index, dependencies: { '@diboas/kernel': '0.1.0' } }],
  ['packages/testkit', { exports: { './system': './src/system/index.ts' } }],
  ['test', { dependencies: { ws: '1.0.0' } }],
  ['bench', { dependencies: { ws: '1.0.0' } }],
]);

function problems(path: string, text: string): string[] {
  return checkImports(parseSource(path, text), manifests).map(({ problem }) => problem);
}

describe('imports that are refused', () => {
  it.each([
    [
      'a package the table does not give',
      'packages/ledger/src/a.ts',
      `import '@diboas/storage';`,
      'ledger may not import storage',
    ],
    [
      'what adapters share, in the sandbox',
      'apps/sandbox/src/a.ts',
      `import { x } from '@diboas/providers-kit';`,
      'sandbox may not import providers-kit',
    ],
    [
      'a domain, in the parts that every app has',
      'packages/ui/src/parts/a.tsx',
      `import type { X } from '@diboas/kernel';`,
      'ui may not import kernel',
    ],
    [
      'a type only',
      'packages/kernel/src/a.ts',
      `import type { X } from '@diboas/ledger';`,
      'kernel may not import ledger',
    ],
    [
      'a type in passing',
      'packages/kernel/src/a.ts',
      `type X = import('@diboas/ledger').X;`,
      'kernel may not import ledger',
    ],
    [
      'a late import',
      'packages/kernel/src/a.ts',
      `await import('@diboas/ledger');`,
      'kernel may not import ledger',
    ],
    [
      'a re-export',
      'packages/kernel/src/a.ts',
      `export { x } from '@diboas/ledger';`,
      'kernel may not import ledger',
    ],
    [
      'a deep path',
      'packages/ledger/src/a.ts',
      `import '@diboas/kernel/src/money.ts';`,
      '@diboas/kernel/src/money.ts is not a public name of its package',
    ],
    [
      'a deep path in a test',
      'packages/ledger/src/a.test.ts',
      `import '@diboas/kernel/src/money.ts';`,
      '@diboas/kernel/src/money.ts is not a public name of its package',
    ],
    [
      'a package nobody has',
      'packages/ledger/src/a.ts',
      `import '@diboas/kernal';`,
      'there is no package @diboas/kernal',
    ],
    [
      'an undeclared package of ours',
      'packages/storage/src/a.ts',
      `import '@diboas/kernel';`,
      'packages/storage/package.json does not declare @diboas/kernel',
    ],
    [
      'a path into another package',
      'packages/ledger/src/a.ts',
      `import '../../kernel/src/index.ts';`,
      'reaches out of packages/ledger by path: ../../kernel/src/index.ts',
    ],
    [
      'an undeclared npm package',
      'packages/ledger/src/a.ts',
      `import 'pg';`,
      'packages/ledger/package.json does not declare pg',
    ],
    [
      'a development package in what runs',
      'packages/storage/src/a.ts',
      `import '@scope/x/y'; import 'tool';`,
      'packages/storage/package.json does not declare tool',
    ],
    ['a built-in without node:', 'packages/storage/src/a.ts', `import 'fs';`, 'imports fs without "node:"'],
    [
      'a built-in in a pure package',
      'packages/ledger/src/a.ts',
      `import 'node:fs';`,
      'the pure package ledger imports node:fs',
    ],
    [
      'another provider',
      'providers/northpay/adapter/a.ts',
      `import '../../eastpay/adapter/b.ts';`,
      'reaches out of providers/northpay by path: ../../eastpay/adapter/b.ts',
    ],
    [
      'another provider by its name',
      'providers/northpay/provider.ts',
      `import '@diboas/eastpay';`,
      'northpay may not import eastpay',
    ],
    [
      'the wire of another provider',
      'providers/northpay/adapter/a.ts',
      `import '@diboas/eastpay/wire/a';`,
      'the adapter of a provider may not import eastpay',
    ],
    [
      'anything but the wire of the first service of the same party',
      'providers/eastpay-ticker/adapter/a.ts',
      `import '@diboas/eastpay';`,
      'the adapter of a provider may not import eastpay',
    ],
    [
      'that wire, in the sandbox',
      'providers/eastpay-ticker/sandbox/a.ts',
      `import '@diboas/eastpay/wire/a';`,
      'the sandbox of a provider may not import eastpay',
    ],
    [
      'the sandbox of a provider in its adapter',
      'providers/northpay/adapter/a.ts',
      `import '../sandbox/b.ts';`,
      'the adapter of a provider imports its sandbox',
    ],
    [
      'the adapter of a provider in a test of its sandbox',
      'providers/northpay/sandbox/a.test.ts',
      `import '../adapter/b.ts';`,
      'the sandbox of a provider imports its adapter',
    ],
    [
      'what adapters share, in the sandbox of a provider',
      'providers/northpay/sandbox/a.ts',
      `import '@diboas/providers-kit';`,
      'the sandbox of a provider may not import providers-kit',
    ],
    [
      'what sandboxes share, in an adapter',
      'providers/northpay/adapter/a.ts',
      `import '@diboas/sandbox-kit';`,
      'the adapter of a provider may not import sandbox-kit',
    ],
    [
      'an adapter in the list of providers',
      'providers/index.ts',
      `import './northpay/adapter/a.ts';`,
      'reaches out of providers by path: ./northpay/adapter/a.ts',
    ],
  ])('%s', (_, path, text, problem) => {
    expect(problems(path, text)).toContain(problem);
  });
});

describe('imports between the folders around the packages', () => {
  it.each([
    [
      'a command from a test',
      'test/a.test.ts',
      `import '../commands/a.ts';`,
      'reaches out of test by path: ../commands/a.ts',
    ],
    [
      'a test from a bench',
      'bench/src/a.ts',
      `import '../../test/a.ts';`,
      'reaches out of bench by path: ../../test/a.ts',
    ],
    [
      'a bench from a test',
      'test/a.ts',
      `import '../bench/src/a.ts';`,
      'reaches out of test by path: ../bench/src/a.ts',
    ],
    [
      'a test from the testkit',
      'packages/testkit/src/a.ts',
      `import '../../../test/a.ts';`,
      'reaches out of packages/testkit by path: ../../../test/a.ts',
    ],
    ['a test file', 'commands/a.ts', `import '../test/a.test.ts';`, 'imports a test: ../test/a.test.ts'],
    [
      'the testkit in what runs',
      'packages/ledger/src/a.ts',
      `import '@diboas/testkit/system';`,
      'ledger may not import testkit',
    ],
  ])('refuse %s', (_, path, text, problem) => {
    expect(problems(path, text)).toContain(problem);
  });
});

describe('imports of what tests are made of', () => {
  it.each([
    ['providers/northpay/provider.ts', './sandbox/testing/world.ts'],
    ['packages/storage/src/a.ts', './testing/world.ts'],
    ['packages/ledger/src/a.ts', '@diboas/providers-kit/contract'],
  ])('are refused in %s: %s', (path, specifier) => {
    const [problem] = problems(path, `import '${specifier}';`);
    expect(problem).toBe(`imports what is for tests: ${specifier}`);
  });

  it('are taken in tests, in the folders themselves and in the workshop', () => {
    expect(problems('providers/northpay/a.test.ts', `import '@diboas/providers-kit/contract';`)).toEqual([]);
    expect(problems('packages/providers-kit/src/contract/a.ts', `import './b.ts'; import 'vitest';`)).toEqual(
      [],
    );
    expect(problems('bench/a.ts', `import '@diboas/providers-kit/contract';`)).toEqual([]);
  });
});

describe('imports that are allowed', () => {
  it.each([
    ['what the table gives', 'packages/ledger/src/a.ts', `import '@diboas/kernel';`],
    ['a file of the same package', 'packages/ledger/src/a.ts', `import '../deep/b.ts';`],
    [
      'a declared npm package, and part of one',
      'packages/storage/src/a.ts',
      `import 'pg'; import 'pg/pool';`,
    ],
    ['a built-in', 'packages/storage/src/a.ts', `import 'node:fs';`],
    [
      'the wire of the first service of the same party',
      'providers/eastpay-ticker/adapter/a.ts',
      `import '@diboas/eastpay/wire/a';`,
    ],
    [
      'any public name in a test',
      'packages/kernel/src/a.test.ts',
      `import '@diboas/storage'; import 'vitest';`,
    ],
    ['a declared subpath in a test', 'test/scenarios/a.test.ts', `import '@diboas/providers-kit/contract';`],
    [
      'a program that a command starts',
      'commands/a.ts',
      `import '../test/chaos/run-chaos.ts'; import '../bench/src/a.ts';`,
    ],
    ['what adapters share', 'providers/northpay/adapter/a.ts', `import '@diboas/providers-kit';`],
    ['a manifest in the list of providers', 'providers/index.ts', `import './northpay/provider.ts';`],
  ])('%s', (_, path, text) => {
    expect(problems(path, text)).toEqual([]);
  });
});

it('finds a manifest that declares what the table refuses, and a package the table does not know', () => {
  const wrong: Manifests = new Map([
    ['packages/kernel', { dependencies: { '@diboas/ledger': '0.1.0' } }],
    ['packages/surprise', {}],
    ['providers/eastpay-ticker', { dependencies: { '@diboas/eastpay': '0.1.0' } }],
    ['providers/southpay-ticker', { dependencies: { '@diboas/eastpay': '0.1.0' } }],
  ]);
  expect(checkManifests(wrong).map(({ problem }) => problem)).toEqual([
    'declares @diboas/ledger, which kernel may not import',
    'is a package the allow-list does not know',
    'declares @diboas/eastpay, which southpay-ticker may not import',
  ]);
});
