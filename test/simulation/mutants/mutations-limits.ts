import { inFile, type Mutation } from './mutation.ts';

/** What could let more money in than may come without an identity check. */
export const LIMIT_MUTATIONS: readonly Mutation[] = [
  {
    name: 'limit-not-under-the-lock',
    what: 'what a customer used is what it was some moments ago, not what it is under their lock',
    edits: [
      inFile(
        'storage/src/memory/memory-store.ts',
        '(one) => one.customerId === customerId && one.createdAt > since',
        '(one) => one.customerId === customerId && one.createdAt > since && one.version > 1',
      ),
    ],
    seedsMax: 10,
  },
  {
    name: 'limit-blind-in-its-batch',
    what: 'confirmations of one batch do not see each other',
    edits: [
      inFile(
        'orchestration/src/batch/apply.ts',
        'work.uses.get(customerId)?.set(after.id, useOf(after));',
        '',
      ),
    ],
    seedsMax: 20,
  },
  {
    name: 'limit-of-the-longest-time',
    what: 'of several limits the one counts that leaves the most',
    edits: [
      inFile(
        'orchestration/src/operation/use.ts',
        'room.left.units < tightest.left.units',
        'room.left.units > tightest.left.units',
      ),
    ],
    seedsMax: 40,
  },
  {
    name: 'limit-of-the-done-only',
    what: 'what is under way counts for nothing',
    edits: [
      inFile(
        'orchestration/src/operation/use.ts',
        `if (status !== 'COMPENSATED') return`,
        `if (status === 'COMPLETED') return`,
      ),
    ],
    seedsMax: 10,
  },
];
