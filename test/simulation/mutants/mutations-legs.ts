// Deliberate bugs of what is done in several transactions.
import { inFile, type Mutation } from './mutation.ts';

const RULE = 'orchestration/src/legs/rule.ts';
const PARENT = 'orchestration/src/legs/parent.ts';
const OFFERS = 'orchestration/src/deciding/offers.ts';
const APPLY = 'orchestration/src/batch/apply.ts';

export const LEG_MUTATIONS: readonly Mutation[] = [
  {
    name: 'offer-beyond-bounds',
    what: 'what was confirmed is done by an offer that is worse than was agreed',
    edits: [inFile(OFFERS, '    order.deliver.units >= receive.money.units', '    receive.money.units > 0n')],
    seedsMax: 60,
  },
  {
    name: 'offer-held-twice',
    what: 'what was set aside for the first offer stays so beside what is set aside for the next one',
    edits: [
      inFile(
        OFFERS,
        "const before = releasesOf(facts, 'void');",
        "const before = releasesOf(facts, 'void').slice(1);",
      ),
    ],
    seedsMax: 60,
  },
  {
    name: 'next-leg-too-early',
    what: 'a leg begins when one of those it waits for is done, and another one is still alive',
    edits: [
      inFile(
        RULE,
        `leg.key === key && leg.state === 'done'`,
        `leg.key === key && (leg.state === 'done' || leg.state === 'running')`,
      ),
    ],
    seedsMax: 20,
  },
  {
    name: 'undo-not-in-reverse',
    what: 'what was done first is taken back first',
    edits: [
      inFile(RULE, '(right.doneAs ?? 0) - (left.doneAs ?? 0)', '(left.doneAs ?? 0) - (right.doneAs ?? 0)'),
    ],
    seedsMax: 40,
  },
  {
    name: 'undo-not-waited-for',
    what: 'what was done is taken back while another leg is still alive',
    edits: [
      inFile(
        RULE,
        `if (isUnderWay(parent.legs) || awaitsOperator(parent.legs)) return`,
        `if (awaitsOperator(parent.legs)) return`,
      ),
    ],
    seedsMax: 40,
  },
  {
    name: 'undo-not-owed',
    what: 'a parent ends although what was done must be taken back',
    edits: [inFile(PARENT, 'owedBack({ ...parent, legs }, rulesOf(facts)).length > 0', 'parent.version < 0')],
    seedsMax: 20,
  },
  {
    name: 'failed-undo-told-nobody',
    what: 'an undo that failed for good is shown to nobody',
    edits: [
      inFile(
        PARENT,
        `  if (change.state === 'undo_failed') {`,
        `  if (change.state === 'undone' && after.failure) {`,
      ),
    ],
    seedsMax: 150,
  },
  {
    name: 'leg-end-unheard',
    what: 'the parent does not hear of a leg that ended',
    edits: [inFile(APPLY, '  tellParent(work, { before, after });\n', '')],
    seedsMax: 10,
  },
  {
    name: 'leg-after-failure',
    what: 'a leg begins in the commit in which another one has failed',
    edits: [
      inFile(
        RULE,
        `if (status === 'PROVIDER_FAILED') return nextUndo`,
        `if (status === 'PROVIDER_FAILED' && legs.every(({ state }) => state !== 'skipped')) return nextUndo`,
      ),
      inFile(
        RULE,
        `one.state === 'waiting' && needsOf`,
        `(one.state === 'waiting' || one.state === 'skipped') && needsOf`,
      ),
    ],
    seedsMax: 60,
  },
  {
    name: 'late-leg-unheard',
    what: 'a parent is not told of a leg that is paid after it was given back',
    edits: [
      inFile(
        PARENT,
        `if (state === 'failed' && did) return changeLeg`,
        `if (state === 'waiting' && did) return changeLeg`,
      ),
    ],
    seedsMax: 60,
  },
];
