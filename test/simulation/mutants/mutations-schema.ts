import { inFile, type Mutation } from './mutation.ts';

/** What PostgreSQL would refuse, and the memory store takes. */
export const SCHEMA_MUTATIONS: readonly Mutation[] = [
  {
    name: 'clock-goes-back',
    what: 'a step is dated by its node’s clock, though the step before was dated by one that is ahead',
    edits: [
      inFile(
        'orchestration/src/batch/apply.ts',
        'const at = Math.max(work.context.now, before?.updatedAt ?? 0);',
        'const at = work.context.now;',
      ),
    ],
    seedsMax: 60,
  },
];
