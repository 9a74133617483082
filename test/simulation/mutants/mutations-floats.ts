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
        '(units === 0n && promised === 0n) ||',
        'units < 0n || (units === 0n && promised === 0n) ||',
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
        '(units === 0n && promised === 0n) ||',
        'units > 0n || (units === 0n && promised === 0n) ||',
      ),
    ],
    seedsMax: 10,
  },
  {
    name: 'float-promised-not-counted',
    what: 'what is promised out of a float is not known, so that money on its way looks like money that is missing',
    edits: [inFile('orchestration/src/store/floats.ts', 'balance.creditsPending];', '0n];')],
    seedsMax: 10,
  },
];
