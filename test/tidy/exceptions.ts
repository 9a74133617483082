// Names that are shared still, as data, and who is expected to put them in order. The list may only shrink: a name that is
// not shared any more is a breach until it is taken off. At the end this file is empty and goes.

export type Stream = 'web' | 'server' | 'providers' | 'test, commands and bench';

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
