// Rules: a folder is a room. Rooms never import each other, over others neither, a root is a roof which no room stands on, and a room
// holds few files unless all are of one kind. So a change in one room can be followed in one direction only.
import { posix } from 'node:path';
import type { SourceFile } from '@diboas/testkit/sources';
import { listImports } from '@diboas/testkit/sources';
import type { Breach } from './breach.ts';
import { homeOf } from './imports.ts';
import { foldersOfOneKind, limits } from './rules.ts';

/** An import of a file in another folder. */
interface RoomArrow {
  readonly from: string;
  readonly to: string;
  readonly path: string;
  readonly line: number;
  readonly target: string;
}

/** The two folders of a pair, sorted, so that a pair has one name: `a <> b`. */
export function pairName(left: string, right: string): string {
  return [left, right].toSorted().join(' <> ');
}

/** Imports by path from one folder into another. */
function listRoomArrows(files: readonly SourceFile[]): RoomArrow[] {
  return files.flatMap((file) => {
    // Nothing imports a test, so it stands above the rooms that it looks into, whichever it lies in.
    if (isTestFile(file.path)) return [];
    const from = posix.dirname(file.path);
    return listImports(file).flatMap(({ specifier, line }) => {
      if (!specifier.startsWith('.')) return [];
      const target = posix.join(from, specifier);
      const to = posix.dirname(target);
      return from === to ? [] : [{ from, to, path: file.path, line, target }];
    });
  });
}

/** Folders that import each other, by the name of the pair; each arrow of the pair is one breach. */
export function checkTwoWays(files: readonly SourceFile[]): Map<string, Breach[]> {
  const arrows = listRoomArrows(files);
  const known = new Set(arrows.map(({ from, to }) => `${from} > ${to}`));
  const both = arrows.filter(({ from, to }) => known.has(`${to} > ${from}`));
  const byPair = Map.groupBy(both, ({ from, to }) => pairName(from, to));
  return new Map(
    [...byPair].map(([pair, found]) => [
      pair,
      found.map(({ path, line, target, from }) => ({
        path,
        line,
        problem: `imports ${target}, whose folder imports ${from}`,
      })),
    ]),
  );
}

/**
 * Circles of three folders and more, by the names of the folders in them: whoever follows a change around one comes back
 * to where they began. Each arrow within the circle is one breach.
 */
export function checkCircles(files: readonly SourceFile[]): Map<string, Breach[]> {
  const arrows = listRoomArrows(files);
  const reached = reachOf(arrows);
  const leadsTo = (from: string, to: string) => reached.get(from)?.has(to) === true;
  const circleOf = (folder: string) =>
    [...reached.keys()].filter((other) => leadsTo(folder, other) && leadsTo(other, folder)).toSorted();
  const within = arrows.filter(({ from, to }) => leadsTo(to, from) && circleOf(from).length > 2);
  const byCircle = Map.groupBy(within, ({ from }) => circleOf(from).join(' > '));
  return new Map(
    [...byCircle].map(([circle, found]) => [
      circle,
      found.map(({ path, line, target }) => ({
        path,
        line,
        problem: `imports ${target}, in the circle ${circle}`,
      })),
    ]),
  );
}

/** By folder, all that it leads to over any number of imports. */
function reachOf(arrows: readonly RoomArrow[]): Map<string, Set<string>> {
  const next = new Map(
    [...Map.groupBy(arrows, ({ from }) => from)].map(([from, out]) => [from, out.map(({ to }) => to)]),
  );
  return new Map([...next.keys()].map((folder) => [folder, reachFrom(folder, next)]));
}

function reachFrom(folder: string, next: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const open = [...(next.get(folder) ?? [])];
  for (let to = open.pop(); to !== undefined; to = open.pop()) {
    if (reached.has(to)) continue;
    reached.add(to);
    open.push(...(next.get(to) ?? []));
  }
  return reached;
}

/** Rooms that stand on the files of their own root, by root. */
export function checkRoofs(files: readonly SourceFile[]): Map<string, Breach[]> {
  const below = listRoomArrows(files).filter(({ from, to }) => isRoot(to) && from.startsWith(`${to}/`));
  const byRoot = Map.groupBy(below, ({ to }) => to);
  return new Map(
    [...byRoot].map(([root, found]) => [
      root,
      found.map(({ path, line, target }) => ({
        path,
        line,
        problem: `imports ${target}: ${root} composes its rooms, and no room may stand on it`,
      })),
    ]),
  );
}

/** Where a home's own files lie: `packages/kernel/src`, `apps/web/src`, `test`. */
function isRoot(folder: string): boolean {
  const home = homeOf(`${folder}/index.ts`);
  return home !== '' && (folder === home || folder === `${home}/src`);
}

/** Rooms with more files than anyone keeps in mind, by folder. Tests lie beside what they test and do not count. */
export function checkCrowds(
  files: readonly SourceFile[],
  ofOneKind: Readonly<Record<string, string>> = foldersOfOneKind,
): Map<string, Breach[]> {
  const counted = files.filter(({ path }) => !isTestFile(path));
  const byFolder = Map.groupBy(counted, ({ path }) => posix.dirname(path));
  const crowded = [...byFolder].filter(
    ([folder, { length }]) => length > limits.folderFiles && ofOneKind[folder] === undefined,
  );
  return new Map(
    crowded.map(([folder, { length }]) => [
      folder,
      [
        {
          path: folder,
          line: 1,
          problem: `has ${length} files of unlike kind; the limit is ${limits.folderFiles}`,
        },
      ],
    ]),
  );
}

/** Nothing imports these, whatever folder they lie in. */
export function isTestFile(path: string): boolean {
  return /\.test\.tsx?$/.test(path);
}
