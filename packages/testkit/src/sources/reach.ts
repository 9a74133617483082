// What a change can reach: the files that import what has changed, those that import them, and so on. A file that
// another one names by its path counts as imported, as a program is that a test starts.
import { posix } from 'node:path';
import { listArrows, type Workspaces } from './doors.ts';
import { listNamedFiles } from './imports.ts';
import type { SourceFile } from './source.ts';

export interface Tree {
  readonly sources: readonly SourceFile[];
  readonly manifests: Workspaces;
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
  const importers = new Map<string, string[]>();
  const add = (target: string, by: string) => {
    if (known.has(target)) importers.set(target, [...(importers.get(target) ?? []), by]);
  };
  for (const { from, to } of listArrows(tree.sources, tree.manifests)) add(to, from);
  for (const source of tree.sources) {
    const folder = posix.dirname(source.path);
    for (const text of listNamedFiles(source)) {
      add(posix.normalize(text), source.path);
      add(posix.join(folder, text), source.path);
    }
  }
  return importers;
}
