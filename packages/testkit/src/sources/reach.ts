// What a change can reach: the files that import what has changed, those that import them, and so on. A file that
// another one names by its path counts as imported, as a program is that a test starts.
import { posix } from 'node:path';
import { listImports, listNamedFiles } from './imports.ts';
import type { SourceFile } from './source.ts';

/** What we read of a package.json. */
interface Manifest {
  readonly name?: string;
  readonly exports?: Readonly<Record<string, unknown>>;
}

export interface Tree {
  readonly sources: readonly SourceFile[];
  /** The package.json of each workspace, by its folder. */
  readonly manifests: ReadonlyMap<string, Manifest>;
}

/** On these everything stands: which packages there are, and how tests are run. */
const FOUNDATIONS = ['package.json', 'package-lock.json', '.npmrc', 'tsconfig.json', 'vitest.config.ts'];

/**
 * @param changed paths relative to the project; they need not exist any more
 * @returns every source file that the change can reach, or null when that is every one there is
 */
export function reachedBy(tree: Tree, changed: readonly string[]): ReadonlySet<string> | null {
  if (changed.some((path) => FOUNDATIONS.includes(path))) return null;
  const importers = importersIn(tree, new Set(changed));
  const reached = new Set<string>();
  const ahead = changed.flatMap((path) => [path, ...neighbours(tree, path)]);
  for (let path = ahead.pop(); path !== undefined; path = ahead.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    ahead.push(...(importers.get(path) ?? []));
  }
  return reached;
}

/**
 * What is no source, such as SQL, a style or a list of packages, is read in ways that no import tells of: it counts as
 * a change of everything in its workspace. Words for people are read by whoever names them, and nobody else.
 */
function neighbours({ sources, manifests }: Tree, path: string): string[] {
  if (/\.(tsx?|mjs|md)$/.test(path)) return [];
  const homes = [...manifests.keys()].filter((folder) => folder !== '' && path.startsWith(`${folder}/`));
  const home = homes.sort((one, other) => other.length - one.length)[0] ?? posix.dirname(path);
  return sources.map((source) => source.path).filter((source) => source.startsWith(`${home}/`));
}

/** Who imports or names a file, by the file. Also for files that are gone: whoever imported them is reached too. */
function importersIn(tree: Tree, changed: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const known = new Set([...tree.sources.map(({ path }) => path), ...changed]);
  const doors = doorsOf(tree);
  const importers = new Map<string, string[]>();
  for (const source of tree.sources) {
    const folder = posix.dirname(source.path);
    const imported = listImports(source).flatMap(({ specifier }) =>
      specifier.startsWith('.') ? [posix.join(folder, specifier)] : (doors.get(specifier) ?? []),
    );
    const named = listNamedFiles(source).flatMap((text) => [posix.normalize(text), posix.join(folder, text)]);
    for (const target of new Set([...imported, ...named])) {
      if (known.has(target)) importers.set(target, [...(importers.get(target) ?? []), source.path]);
    }
  }
  return importers;
}

/** Which file stands behind each public name of our packages: '@diboas/testkit/system'. */
function doorsOf({ manifests }: Tree): ReadonlyMap<string, string> {
  const doors = new Map<string, string>();
  for (const [folder, { name, exports = {} }] of manifests) {
    for (const [subpath, file] of Object.entries(exports)) {
      if (name !== undefined && typeof file === 'string')
        doors.set(posix.join(name, subpath), posix.join(folder, file));
    }
  }
  return doors;
}
