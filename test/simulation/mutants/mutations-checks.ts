import { type Edit, inFile, type Mutation } from './mutation.ts';

const checking = (find: string, replace: string): Edit =>
  inFile('orchestration/src/deciding/checking.ts', find, replace);
const people = (find: string, replace: string): Edit =>
  inFile('compliance/src/checks/people.ts', find, replace);
const tiers = (find: string, replace: string): Edit =>
  inFile('compliance/src/checks/limits.ts', find, replace);

/** What could let something through that must be looked at, or leave somebody waiting for nothing. */
export const CHECK_MUTATIONS: readonly Mutation[] = [
  {
    name: 'later-by-a-clock',
    what: 'what a clock that is ahead says was begun later is passed over, though it is through',
    edits: [
      inFile(
        'orchestration/src/batch/look.ts',
        'at <= begunAt || (isThrough && at <= begunAt + CLOCKS_APART_MS)',
        'at <= begunAt',
      ),
    ],
    seedsMax: 1_600,
  },
  {
    name: 'identity-not-waited-for',
    what: 'whoever must show who they are need not',
    edits: [checking("['deny', 'identity', 'review', 'screen']", "['deny', 'review', 'screen']")],
    seedsMax: 40,
  },
  {
    name: 'tier-of-the-done-only',
    what: 'what is under way counts for nothing of what somebody unknown may do',
    edits: [
      tiers("if (counts === 'yes') sure += cents;", "if (counts === 'yes' && !isOpen) sure += cents;"),
      tiers('const { counts, cents } of', 'const { counts, cents, isOpen } of'),
    ],
    seedsMax: 80,
  },
  {
    name: 'verified-wakes-nobody',
    what: 'somebody is verified, and what waited for it waits on',
    edits: [
      inFile(
        'orchestration/src/batch/profile.ts',
        'if (!waiting || !isForChecks(waiting.wait)) return [];',
        "if (!waiting || !isForChecks(waiting.wait) || change.kind === 'identity') return [];",
      ),
    ],
    seedsMax: 80,
  },
  {
    name: 'profile-of-some',
    what: 'of what somebody has under way only what was named goes on',
    edits: [
      inFile(
        'orchestration/src/batch/profile.ts',
        '!transactionIds.every((id) => work.transactions.has(id))',
        'transactionIds.length < 0',
      ),
    ],
    seedsMax: 80,
  },
  {
    name: 'review-without-a-reviewer',
    what: 'what waits for a reviewer is shown to none',
    edits: [checking('      askReviewer(decision, resting);\n', '')],
    seedsMax: 40,
  },
  {
    name: 'denied-twice-closed',
    what: 'what a reviewer denies closes its item twice',
    edits: [
      inFile(
        'orchestration/src/deciding/act.ts',
        "failHeld(decision, { ...transaction, openItems: [] }, { facts, failure: 'not_allowed' })",
        "failHeld(decision, transaction, { facts, failure: 'not_allowed' })",
      ),
    ],
    seedsMax: 80,
  },
  {
    name: 'passed-for-all',
    what: 'what a reviewer let pass lets everything pass',
    edits: [
      checking(
        "verdict !== 'review' || !passed.includes(check)",
        "verdict !== 'review' || passed.length === 0",
      ),
      checking(
        'const open = findings.filter(({ check, verdict })',
        'const open = findings.filter(({ verdict })',
      ),
      checking(
        "verdict === 'review' && !passed.includes(check));",
        "verdict === 'review' && passed.length === 0);",
      ),
    ],
    seedsMax: 600,
  },
  {
    name: 'waits-for-ever',
    what: 'an identity is waited for without an end',
    edits: [
      checking(
        "failHeld(decision, transaction, { facts, failure: isPersons ? 'not_verified' : 'not_cleared' });",
        "if (!isPersons) failHeld(decision, transaction, { facts, failure: 'not_cleared' });",
      ),
    ],
    seedsMax: 40,
  },
  {
    name: 'address-asked-about-once',
    what: 'what was said of an address is good for ever',
    edits: [people('if (now >= at + freshSeconds * SECOND_MS)', 'if (now < at)')],
    seedsMax: 600,
  },
  {
    name: 'listed-address-reviewed',
    what: 'an address on a list is sent to',
    edits: [
      people(
        `if (result === 'sanctioned') return { ...base, verdict: 'deny', words: \`\${by}: \${words}\` };`,
        '',
      ),
      people("    case 'clear':\n", "    case 'clear':\n    case 'sanctioned':\n"),
    ],
    seedsMax: 200,
  },
  {
    name: 'listed-person-goes-on',
    what: 'somebody whose name is on a list goes on',
    edits: [
      people(
        "if (profile.screening !== 'hit') return null;",
        "if (profile.screening !== 'unknown') return null;",
      ),
    ],
    seedsMax: 80,
  },
  {
    name: 'listed-receives',
    what: 'money arrives with somebody whose name is on a list',
    edits: [
      inFile('orchestration/src/batch/batch.ts', " || profileOf(work, customerId).screening === 'hit';", ';'),
    ],
    seedsMax: 80,
  },
];
