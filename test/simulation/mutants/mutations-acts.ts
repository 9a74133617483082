// Deliberate bugs of what people do to a transaction, and of what our own book does at once.
import { type Edit, inFile, type Mutation } from './mutation.ts';

const acting = (find: string, replace: string): Edit =>
  inFile('orchestration/src/deciding/act.ts', find, replace);

export const ACT_MUTATIONS: readonly Mutation[] = [
  {
    name: 'cancelled-payment-dropped',
    what: 'a cancel gives back a payment that may still be made, and then nothing of it is booked',
    edits: [
      inFile(
        'orchestration/src/deciding/observe.ts',
        `  if (attempt.state === 'succeeded') return observeAfterSuccess(decision, scene, news);`,
        `  if (scene.transaction.failure === 'cancelled') return;
  if (attempt.state === 'succeeded') return observeAfterSuccess(decision, scene, news);`,
      ),
    ],
    seedsMax: 40,
  },
  {
    name: 'paid-cancelled',
    what: 'a cancel gives back what its provider said was paid',
    edits: [
      acting(
        `if (!leavesBalance(facts)) return attempt.stage === 'open' ? null : 'too_late';`,
        'if (!leavesBalance(facts)) return null;',
      ),
    ],
    seedsMax: 40,
  },
  {
    name: 'spend-cancelled',
    what: 'a cancel gives back what leaves a balance, and whose order goes on',
    edits: [
      acting(`return canBeAsked ? null : 'too_late';`, 'return canBeAsked ? null : null;'),
      acting(
        `if (attempt.state === 'accepted' && leavesBalance(facts)) {`,
        `if (attempt.state === 'rejected' && leavesBalance(facts)) {`,
      ),
    ],
    seedsMax: 40,
  },
  {
    name: 'cancel-not-remembered',
    what: 'a cancel that comes again is looked at anew, and refused',
    edits: [
      inFile(
        'orchestration/src/batch/act.ts',
        'if (first && !isOther && (first.isDone || first.by === actor))',
        'if (first && !isOther && !first.isDone && first.by === actor)',
      ),
    ],
    seedsMax: 20,
  },
  {
    name: 'move-half-done',
    what: 'what is moved between two balances arrives, and does not leave',
    edits: [
      inFile(
        'orchestration/src/operation/exchange.ts',
        'debit: { ...sides, kind: between.from },',
        `debit: { ...sides, owner: SYSTEM_OWNER, kind: 'SUSPENSE' },`,
      ),
    ],
    seedsMax: 10,
  },
];
