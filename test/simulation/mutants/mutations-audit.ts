// Deliberate bugs of the audit chain, for invariant 12.
import { inFile, type Mutation } from './mutation.ts';

const AUDIT = 'storage/src/audit';
const SIMULATION = '../test/simulation';

export const AUDIT_MUTATIONS: readonly Mutation[] = [
  {
    name: 'horizon-ignores-running',
    what: 'everything that is committed is sealed up to the newest number, past a commit that is still running',
    edits: [
      inFile(`${SIMULATION}/store/numbers.ts`, 'if (isOpen()) return xact;', 'if (xact === 0n) return xact;'),
    ],
    seedsMax: 40,
  },
  {
    name: 'table-not-sealed',
    what: 'one append-only table is forgotten',
    edits: [
      inFile(
        `${AUDIT}/sealed-tables.ts`,
        `  {
    name: 'quotes',
    key: ['bucket', 'quote_id'],
    rest: ['customer_id', 'terms', 'created_at', 'expires_at'],
  },
`,
        '',
      ),
    ],
    seedsMax: 5,
  },
  {
    name: 'commit-split-over-seals',
    what: 'a full seal is closed in the middle of a database transaction',
    edits: [
      inFile(
        `${AUDIT}/make-seals.ts`,
        'marks.length >= limit && next.xact !== lastXact',
        'marks.length >= limit',
      ),
    ],
    seedsMax: 10,
  },
  {
    name: 'seal-half-kept',
    what: 'the head moves in a commit before that of the seals, and a sealer dies between the two',
    edits: [
      inFile(
        `${SIMULATION}/around/sealer.ts`,
        "if (faults.strike('crash_before_seal')) {",
        `const ahead = { ...this.#chain.head, upto: made.at(-1)?.seal.upto ?? 0n };
    if (made.length > 0) this.#chain = { seals: this.#chain.seals, head: ahead };
    if (faults.strike('crash_before_seal')) {`,
      ),
    ],
    seedsMax: 20,
  },
  {
    name: 'head-not-locked',
    what: 'two sealers go on from the same end of the chain',
    edits: [
      inFile(
        `${SIMULATION}/around/sealer.ts`,
        'if (this.#isAway() || this.#holder?.isAlive()) return;',
        'if (this.#isAway()) return;',
      ),
    ],
    seedsMax: 20,
  },
  {
    name: 'number-not-hashed',
    what: 'the number of a row is left out of its hash, so that a row can be given another one',
    edits: [inFile(`${AUDIT}/encoding.ts`, 'row.xact.toString(), ', '')],
    seedsMax: 20,
  },
  {
    name: 'removal-unseen',
    what: 'the last rows of a seal can be removed without their being named',
    edits: [
      inFile(
        `${AUDIT}/compare.ts`,
        'if (index < seal.entries) return removed(markAt(marks, index), before);',
        'void 0;',
      ),
    ],
    seedsMax: 20,
  },
];
