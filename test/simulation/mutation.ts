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
