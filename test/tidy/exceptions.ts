// What is not in order yet, as data, and who is expected to put it in order. It may only shrink: more than what stands
// here is a breach, and so is less, until the number here is lowered. At the end this file is empty and goes.

/** How many breaches of each rule are let pass below a folder. */
export interface Unclean {
  readonly folder: string;
  /** Whose work empties it. */
  readonly emptiedBy: Stream;
  /** Pairs of folders that import each other. */
  readonly twoWays?: number;
  /** Roots that rooms stand on. */
  readonly roofs?: number;
  /** Folders with too many files. */
  readonly crowds?: number;
}

export type Stream = 'web' | 'server' | 'providers' | 'test, commands and bench';

/** A pair is counted for the first of these folders that it has a part in. */
export const unclean: readonly Unclean[] = [];

/** Names that several files export still, with whose work makes them one or two different ones. */
export const sharedNames: Readonly<Record<Stream, readonly string[]>> = {
  web: ['Clock', 'Money', 'TransactionRow', 'decimal'],
  server: [],
  providers: [],
  'test, commands and bench': [
    ...['Answer', 'Asked', 'Breach', 'Call', 'CallOptions', 'Chain', 'Cluster', 'Decision', 'Load'],
    ...['Order', 'Outside', 'Reply', 'Scene', 'Sealer', 'Totals', 'Turn', 'World'],
    ...['askForLink', 'createScene', 'createWorld', 'instant', 'observation', 'percentile'],
    ...['readText', 'textOf'],
  ],
};
