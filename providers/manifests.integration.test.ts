// Whoever names the providers loads their manifests and nothing else: the server opens few of them, and the sandbox and most
// tests none, while their libraries together are two thousand modules.
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** Prints every package of others that the list of the providers loads. */
const PROGRAM = `
  import { registerHooks } from 'node:module';
  const loaded = new Set();
  registerHooks({
    load(url, context, nextLoad) {
      const [, name] = /.*node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url) ?? [];
      if (name) loaded.add(name);
      return nextLoad(url, context);
    },
  });
  await import('@diboas/providers');
  console.log(JSON.stringify([...loaded]));
`;

const packagesOf = (folder: string): string[] => {
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return Object.keys(dependencies).filter((name) => !name.startsWith('@diboas/'));
};

it('the list of providers loads no library of any of them', () => {
  const shared = ['providers-kit', 'networks'].flatMap((name) =>
    packagesOf(join(import.meta.dirname, '../packages', name)),
  );
  const folders = globSync('*/package.json', { cwd: import.meta.dirname }).map((path) => join(path, '..'));
  const own = folders.flatMap((folder) => packagesOf(join(import.meta.dirname, folder)));
  const libraries = own.filter((name) => !shared.includes(name));
  expect(libraries.length).toBeGreaterThan(5);
  const run = execFileSync(process.execPath, ['--input-type=module', '--eval', PROGRAM], {
    cwd: join(import.meta.dirname, '../apps/server'),
    encoding: 'utf8',
  });
  const loaded: string[] = JSON.parse(run);
  expect(loaded).toContain('zod');
  expect(loaded.filter((name) => libraries.includes(name))).toEqual([]);
});
