// Deliberate bugs of money for people who are not here yet, and of people who are not open.
import { type Edit, inFile, type Mutation } from './mutation.ts';

const goingOn = (find: string, replace: string): Edit =>
  inFile('orchestration/src/deciding/go-on.ts', find, replace);

const IN_TIME = `if (wait?.for !== 'recipient' || facts.now >= wait.until) return mark('claim.late');`;

export const CLAIM_MUTATIONS: readonly Mutation[] = [
  {
    name: 'claimed-twice',
    what: 'whoever comes after it was claimed is handed it over as well',
    edits: [
      goingOn(IN_TIME, `if (wait && facts.now >= wait.until) return mark('claim.late');`),
      inFile(
        'orchestration/src/transaction/event.ts',
        `      assert(!transaction.recipient, 'whoever gets it is fixed once', { id: transaction.id });\n`,
        '',
      ),
    ],
    seedsMax: 60,
  },
  {
    name: 'claimed-and-given-back',
    what: 'what came back is still waited for, and is handed over as well',
    edits: [
      goingOn(
        `  decision.events.push({ type: 'waits', wait: null });
  giveBack(`,
        '  giveBack(',
      ),
    ],
    seedsMax: 40,
  },
  {
    name: 'claimed-too-late',
    what: 'whoever comes when the time is over is handed it over, if it has not come back yet',
    edits: [goingOn(` || facts.now >= wait.until) return mark`, `) return mark`)],
    seedsMax: 20,
  },
  {
    name: 'nobody-expected',
    what: 'it is not written down for whom money waits, so nobody who comes finds it',
    edits: [
      inFile(
        'orchestration/src/batch/work.ts',
        'expected: changed.flatMap((after) => beginsToWait(work, after)),',
        'expected: [],',
      ),
    ],
    seedsMax: 10,
  },
  {
    name: 'frozen-receives',
    what: 'money arrives with somebody who is frozen',
    edits: [
      inFile('orchestration/src/batch/batch.ts', 'return work.loaded.barred.has(customerId) || ', 'return '),
    ],
    seedsMax: 20,
  },
  {
    name: 'frozen-begins',
    what: 'somebody who is frozen goes on confirming',
    edits: [
      inFile(
        'orchestration/src/batch/confirm.ts',
        `if (work.loaded.barred.has(customerId)) return 'account_frozen';`,
        '',
      ),
    ],
    seedsMax: 20,
  },
  {
    name: 'refusal-asked-about',
    what: 'a recipient’s refusal is taken for a provider’s, and asked about as if it might change',
    edits: [
      inFile(
        'orchestration/src/deciding/observe.ts',
        `if (rejection === 'recipient_refuses')`,
        `if (rejection === 'lapsed')`,
      ),
    ],
    seedsMax: 20,
  },
];
