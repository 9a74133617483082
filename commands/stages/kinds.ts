// Which kind of test a file holds, by its name and folder.
import { globSync } from 'node:fs';

export const vitestKinds = ['tidy', 'unit', 'property', 'contract', 'integration', 'scenario'] as const;
export type VitestKind = (typeof vitestKinds)[number];

/** The first that fits. What fits none is a unit test. */
const signs: readonly (readonly [VitestKind, RegExp])[] = [
  ['tidy', /^test\/tidy\//],
  ['scenario', /^test\/(scenarios|chaos)\//],
  ['property', /\.property\.test\.tsx?$/],
  ['contract', /[.-]contract\.test\.ts$/],
  // The commands' own tests and those of the testkit start real servers and processes.
  ['integration', /\.integration\.test\.ts$|^test\/integration\/|^(commands|packages\/testkit)\//],
];

/** @param path relative to the project, with forward slashes */
export function kindOf(path: string): VitestKind {
  return signs.find(([, sign]) => sign.test(path))?.[0] ?? 'unit';
}

/** The test files of these kinds, relative to the project. Browser tests are not vitest's main run, and not here. */
export function listTests(project: string, kinds: ReadonlySet<VitestKind>): string[] {
  const outside = (path: string) => /(^|\/)(node_modules|dist|browser)$/.test(path);
  const pattern = '{packages,apps,test,commands}/**/*.test.{ts,tsx}';
  return globSync(pattern, { cwd: project, exclude: outside })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => kinds.has(kindOf(path)))
    .sort();
}
