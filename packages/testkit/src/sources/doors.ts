// Which file of ours an import leads to: by its path, or by the public name of one of our packages.
import { posix } from 'node:path';
import { listImports } from './imports.ts';
import type { SourceFile } from './source.ts';

/** What we read of a package.json. */
interface Manifest {
  readonly name?: string;
  readonly exports?: Readonly<Record<string, unknown>>;
}

/** The package.json of each workspace, by its folder. */
export type Workspaces = ReadonlyMap<string, Manifest>;

/** An import of a file of ours, whether that is there or not. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly line: number;
}

/** Every import from one file of ours to another. */
export function listArrows(sources: readonly SourceFile[], workspaces: Workspaces): Arrow[] {
  const doors = doorsOf(workspaces);
  return sources.flatMap((source) => {
    const folder = posix.dirname(source.path);
    return listImports(source).flatMap(({ specifier, line }) => {
      // What stands behind a question mark tells the bundler how to read the file, which is the same one.
      const [file = ''] = specifier.split('?', 1);
      const to = file.startsWith('.') ? posix.join(folder, file) : doors.get(file);
      return to === undefined ? [] : [{ from: source.path, to, line }];
    });
  });
}

/** Which file stands behind each public name of our packages: '@diboas/testkit/system'. */
function doorsOf(workspaces: Workspaces): ReadonlyMap<string, string> {
  const doors = new Map<string, string>();
  for (const [folder, { name, exports = {} }] of workspaces) {
    for (const [subpath, file] of Object.entries(exports)) {
      if (name !== undefined && typeof file === 'string')
        doors.set(posix.join(name, subpath), posix.join(folder, file));
    }
  }
  return doors;
}
