import { posix } from 'node:path';

export interface Edit {
  /** Relative to packages/. What only the simulator has, such as PostgreSQL's own part, is in ../test/simulation/. */
  readonly file: string;
  /** Must be in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

export interface Mutation {
  readonly name: string;
  readonly what: string;
  readonly edits: readonly Edit[];
  readonly seedsMax: number;
}

export function inFile(file: string, find: string, replace: string): Edit {
  return { file, find, replace };
}

/**
 * The mutations of the rooms that have changed: a room is a folder. A change of the simulator itself may blind it to
 * any of them, so then, and when it is not said what has changed, all are chosen.
 * @param changed paths relative to the project
 */
export function chooseMutations(
  mutations: readonly Mutation[],
  changed: readonly string[] | null,
): readonly Mutation[] {
  if (changed === null || changed.some((path) => path.startsWith('test/simulation/'))) return mutations;
  const rooms = new Set(changed.map((path) => posix.dirname(path)));
  return mutations.filter(({ edits }) =>
    edits.some(({ file }) => rooms.has(posix.dirname(posix.join('packages', file)))),
  );
}
