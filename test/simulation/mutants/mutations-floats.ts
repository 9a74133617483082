import { inFile, type Mutation } from './mutation.ts';

/** What could promise more than lies with a provider. */
export const FLOAT_MUTATIONS: readonly Mutation[] = [
  {
    name: 'float-not-looked-at',
    what: 'more is promised to leave a provider than lies there',
    edits: [
      inFile(
        'ledger/src/book.ts',
        `if (missing > 0n) return { code: 'float_too_low', account: transfer.credit, missing };`,
        '',
      ),
    ],
    seedsMax: 20,
  },
  {
    name: 'float-promise-not-written',
    what: 'what was promised is free again for the next batch',
    edits: [
      inFile(
        'orchestration/src/store/floats.ts',
        'units === 0n || floatOf(key) === null',
        'units <= 0n || floatOf(key) === null',
      ),
    ],
    seedsMax: 10,
  },
  {
    name: 'float-never-given-back',
    what: 'what was promised and not needed stays promised for ever',
    edits: [
      inFile(
        'orchestration/src/store/floats.ts',
        'units === 0n || floatOf(key) === null',
        'units >= 0n || floatOf(key) === null',
      ),
    ],
    seedsMax: 10,
  },
];
