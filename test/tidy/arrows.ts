// Rules: what is imported is there, and no file imports itself, over others neither. Which of two files is read first would depend on who asked for
// them, and neither could be understood, moved or tested without the other. A type makes a circle as a value does: it is
// gone when the program runs, but not for whoever reads it.
import { type Arrow, listArrows, type SourceFile, type Workspaces } from '@diboas/testkit/sources';
import type { Breach } from './breach.ts';

/**
 * Imports of files that are not there. The compiler finds them too, but not in a workspace whose packages are installed
 * only where they are wanted, such as the peers of the benchmarks.
 */
export function checkImportsThere(
  files: readonly SourceFile[],
  workspaces: Workspaces,
  isThere: (path: string) => boolean,
): Breach[] {
  const known = new Set(files.map(({ path }) => path));
  return listArrows(files, workspaces)
    .filter(({ to }) => !known.has(to) && !isThere(to))
    .map(({ from, to, line }) => ({ path: from, line, problem: `imports ${to}, which is not there` }));
}

/** Each import on a circle, with the shortest way back from what it imports. */
export function checkFileCircles(files: readonly SourceFile[], workspaces: Workspaces): Breach[] {
  const arrows = peel(listArrows(files, workspaces));
  const next = Map.groupBy(arrows, ({ from }) => from);
  return arrows.flatMap(({ from, to, line }) => {
    const back = wayBack(next, to, from);
    return back === null ? [] : [{ path: from, line, problem: `imports itself: ${back.join(' > ')}` }];
  });
}

/** Without the arrows from files that nothing imports, and those to files that import nothing, until there are none. */
function peel(arrows: readonly Arrow[]): readonly Arrow[] {
  const importing = new Set(arrows.map(({ from }) => from));
  const imported = new Set(arrows.map(({ to }) => to));
  const left = arrows.filter(({ from, to }) => imported.has(from) && importing.has(to));
  return left.length === arrows.length ? left : peel(left);
}

/** The files on the shortest way from one to another, both ends included; null where there is none. */
function wayBack(
  next: ReadonlyMap<string, readonly Arrow[]>,
  start: string,
  end: string,
): readonly string[] | null {
  const before = new Map<string, string | null>([[start, null]]);
  // A map keeps the order in which files were reached, and what is added while it is walked is walked too.
  for (const [file] of before) {
    if (file === end) return stepsTo(before, end);
    for (const { to } of next.get(file) ?? []) if (!before.has(to)) before.set(to, file);
  }
  return null;
}

function stepsTo(before: ReadonlyMap<string, string | null>, end: string): string[] {
  const steps: string[] = [];
  for (let file: string | null | undefined = end; file; file = before.get(file)) steps.unshift(file);
  return steps;
}
