// Rule: one name, one meaning. What is exported under a name is declared in one file of the house, so that whoever reads
// the name anywhere, or looks for it, finds one thing.

import type { SourceFile } from '@diboas/testkit/sources';
import type { ESTree } from 'rolldown/utils';
import type { Breach } from './breach.ts';
import { homeOf } from './imports.ts';
import { isTestFile } from './rooms.ts';

interface Declared {
  readonly name: string;
  readonly path: string;
  readonly line: number;
}

/** Names that several files declare and export, with each of the places. */
export function checkExportedNames(files: readonly SourceFile[]): Map<string, Breach[]> {
  const declared = files.filter(({ path }) => !isTestFile(path)).flatMap(listDeclared);
  const byName = Map.groupBy(declared, ({ name, path }) => `${name} in ${worldOf(path)}`);
  const shared = [...byName].filter(([, places]) => new Set(places.map(({ path }) => path)).size > 1);
  return new Map(
    shared.map(([, places]) => [
      places[0]?.name ?? '',
      places.map(({ name, path, line }) => {
        const others = new Set(places.map((one) => one.path).filter((one) => one !== path));
        return { path, line, problem: `exports ${name}, as ${[...others].join(' and ')} does` };
      }),
    ]),
  );
}

/**
 * Within what a name means one thing. Nearly all of the project is one house. Each side of a provider is a world of its
 * own, with the same names in each on purpose: they share no code, and speak the words of the outside. The outside world
 * that the sandbox is made of is one more, and so is the workspace of the engines that ours is measured beside.
 */
export function worldOf(path: string): string {
  const home = homeOf(path);
  if (path.startsWith('providers/')) return path.split('/').slice(0, 3).join('/');
  if (home === 'packages/sandbox-kit' || home === 'apps/sandbox') return 'the outside';
  return home === 'bench/peers' ? home : 'the house';
}

/** What the file itself declares and exports. Passing on another file's name declares nothing. */
function listDeclared(file: SourceFile): Declared[] {
  return file.parsed.program.body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration' || !statement.declaration) return [];
    const line = file.lineOf(statement.start);
    return namesOf(statement.declaration).map((name) => ({ name, path: file.path, line }));
  });
}

function namesOf(declaration: ESTree.Declaration): string[] {
  if (declaration.type === 'VariableDeclaration')
    return declaration.declarations.flatMap(({ id }) => namesIn(id));
  if (!('id' in declaration) || !declaration.id || !('name' in declaration.id)) return [];
  return [declaration.id.name];
}

/** The names that a variable's pattern binds: `a`, `{ a, b: c, ...d }`, `[a, b = 1]`. */
function namesIn(pattern: ESTree.BindingPattern | ESTree.BindingRestElement | null): string[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name];
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    case 'RestElement':
      return namesIn(pattern.argument);
    case 'ArrayPattern':
      return pattern.elements.flatMap(namesIn);
    case 'ObjectPattern':
      return pattern.properties.flatMap((one) => namesIn(one.type === 'Property' ? one.value : one));
    case undefined:
      return [];
  }
}
