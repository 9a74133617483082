// Deliberate bugs of journeys.
import { inFile, type Mutation } from './mutation.ts';

const RULE = 'journeys/src/journey-rule.ts';
const APPLY = 'orchestration/src/engine/apply.ts';
const CONFIRM = 'orchestration/src/engine/confirm.ts';

export const JOURNEY_MUTATIONS: readonly Mutation[] = [
  {
    name: 'next-leg-too-early',
    what: 'a leg starts when one of those it waits for is done, and another one is still alive',
    edits: [
      inFile(
        RULE,
        `journey.legs.filter((leg) => leg.state === 'done').map(`,
        `journey.legs.filter((leg) => leg.state === 'done' || leg.state === 'running').map(`,
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
        `if (legs.some((leg) => leg.state === 'running' || leg.state === 'undoing')) return`,
        `if (legs.some((leg) => leg.state === 'undoing')) return`,
      ),
    ],
    seedsMax: 40,
  },
  {
    name: 'undo-not-owed',
    what: 'a leg starts without a note of what must be taken back',
    edits: [inFile(RULE, 'owesUndo: plan.undo !== null }', 'owesUndo: false }')],
    seedsMax: 20,
  },
  {
    name: 'failed-undo-told-nobody',
    what: 'an undo that failed for good is shown to nobody',
    edits: [
      inFile(APPLY, 'if (decision.needsOperator !== null) askForJourney', 'if (work === null) askForJourney'),
    ],
    seedsMax: 150,
  },
  {
    name: 'leg-end-unheard',
    what: 'the parent does not hear of a leg that ended',
    edits: [inFile(APPLY, '  applyJourney(work, decision);\n', '')],
    seedsMax: 10,
  },
  {
    name: 'journey-started-twice',
    what: 'a confirmation of a journey that comes again starts it anew',
    edits: [
      inFile(
        CONFIRM,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source's own template.
        'const use = work.keyUses.get(`${customerId}/${key}`);',
        `const use = work.keyUses.get('');`,
      ),
    ],
    seedsMax: 20,
  },
];
