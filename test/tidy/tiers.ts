// Rule: whoever opens a PostgreSQL is an integration test or above, so that the tiers below need none.
import { posix } from 'node:path';
import { type SourceFile, testsAmong, tierOf } from '@diboas/testkit/sources';
import { Visitor } from 'rolldown/utils';
import type { Breach } from './breach.ts';

/** What opens one, or uses one that is open. */
const openers: readonly string[] = [
  ...[
    'startPostgres',
    'createTestDatabase',
    'testServerUrl',
    'createTestLogin',
    'runAsSuperuser',
    'openSystem',
  ],
];

/** What a file takes from others when it runs: not their types. */
interface Taken {
  readonly names: ReadonlySet<string>;
  readonly files: readonly string[];
}

export function checkTiers(sources: readonly SourceFile[]): Breach[] {
  const byPath = new Map(sources.map((source) => [source.path, takenBy(source)]));
  const opening = new Map<string, boolean>();
  const opens = (path: string): boolean => {
    const known = opening.get(path);
    if (known !== undefined) return known;
    // Until it is known: files that import each other are asked once.
    opening.set(path, false);
    const taken = byPath.get(path);
    const answer =
      taken !== undefined && (openers.some((name) => taken.names.has(name)) || taken.files.some(opens));
    opening.set(path, answer);
    return answer;
  };
  return testsAmong(sources.map(({ path }) => path))
    .filter((path) => !['integration', 'scenario'].includes(tierOf(path)) && opens(path))
    .map((path) => ({ path, line: 1, problem: 'opens a PostgreSQL; call it .integration or .scenario' }));
}

function takenBy(source: SourceFile): Taken {
  const names = new Set<string>();
  const files: string[] = [];
  new Visitor({
    ImportDeclaration(node) {
      if (node.importKind === 'type') return;
      const values = node.specifiers.filter((one) => !('importKind' in one) || one.importKind !== 'type');
      if (node.specifiers.length > 0 && values.length === 0) return;
      for (const one of values) {
        if (one.type === 'ImportSpecifier' && one.imported.type === 'Identifier')
          names.add(one.imported.name);
      }
      const { value } = node.source;
      if (value.startsWith('.')) files.push(posix.join(posix.dirname(source.path), value));
    },
  }).visit(source.parsed.program);
  return { names, files };
}
