// Deliberate bugs that were faults of an earlier version, each with its like: what brought them about is kept in the simulator.
import { type Edit, inFile, type Mutation } from './mutation.ts';

const deciding = (file: string, find: string, replace: string): Edit =>
  inFile(`orchestration/src/deciding/${file}.ts`, find, replace);

export const FAULT_MUTATIONS: readonly Mutation[] = [
  {
    name: 'bank-waited-for-a-day',
    what: 'a bank payment that takes longer than a day is given back while it is on its way',
    edits: [
      inFile(
        'banking/src/add-funds/operation.ts',
        'openMs: PAYMENT_WINDOW_MS + onItsWay',
        'openMs: PAYMENT_WINDOW_MS + onItsWay * 0',
      ),
    ],
    seedsMax: 40,
  },
  {
    name: 'price-rise-no-refusal',
    what: 'a provider whose price has risen is taken to be at work still',
    edits: [
      deciding(
        'end-attempt',
        "  change(decision, scene.attempt, { state: 'rejected', stage: null, rejection: end.rejection });",
        `  if (end.rejection !== 'price_changed')
    change(decision, scene.attempt, { state: 'rejected', stage: null, rejection: end.rejection });`,
      ),
    ],
    seedsMax: 40,
  },
  {
    name: 'late-silence-told-nobody',
    what: 'nobody is asked about what was paid late, and of which nothing is heard then',
    edits: [
      deciding(
        'due',
        'if (isFinal(transaction.status) && isKnownUnpaid) return null;',
        'if (isFinal(transaction.status) && stage !== null) return null;',
      ),
    ],
    seedsMax: 60,
  },
  {
    name: 'later-try-dropped',
    what: 'a payment that was declined ends its order, whatever is paid at its page later',
    edits: [
      deciding(
        'observe',
        "  if (attempt.state === 'succeeded') return observeAfterSuccess(decision, scene, news);",
        `  if (attempt.state === 'rejected' && end === 'done') return;
  if (attempt.state === 'succeeded') return observeAfterSuccess(decision, scene, news);`,
      ),
    ],
    seedsMax: 60,
  },
  {
    name: 'announced-called-given-back',
    what: 'what was only announced is told to be given back',
    edits: [
      inFile(
        'orchestration/src/decision/verbs.ts',
        'const own = holds.filter((hold) => isCustomerAccount(hold.debit));',
        'const own = holds.filter((hold) => isCustomerAccount(hold.credit) || isCustomerAccount(hold.debit));',
      ),
    ],
    seedsMax: 10,
  },
  {
    name: 'return-promised',
    what: 'what somebody paid is told to be refunded at the instant at which it failed',
    edits: [
      deciding(
        'end-attempt',
        'refunded: returnedOf(attempt.movements) });',
        "refunded: [...returnedOf(attempt.movements), money('USD', 1n)] });",
      ),
    ],
    seedsMax: 10,
  },
  {
    name: 'asked-is-silent',
    what: 'a provider that answers that it is at work is taken to be silent',
    edits: [deciding('due', 'if (silent >= lookupsBeforeItem) {', 'if (lookups >= lookupsBeforeItem) {')],
    seedsMax: 60,
  },
  {
    name: 'doubt-knocks-for-ever',
    what: 'what is in doubt is not asked about while its provider takes nothing, and tried again every few seconds',
    edits: [
      deciding(
        'sending',
        '  if (attempt.inDoubt) return doubt(decision, scene);',
        "  if (attempt.inDoubt) return wake(decision, facts.now + facts.pace.heldBackMs, 'resend');",
      ),
    ],
    seedsMax: 600,
  },
  {
    name: 'unreadable-is-ill',
    what: 'an answer that nobody can read is taken for a sign of ill health',
    edits: [
      inFile(
        'orchestration/src/engine/provider-desk.ts',
        "return answer.isAnswered ? 'good' : 'bad';",
        "return answer.isAnswered ? 'bad' : 'bad';",
      ),
    ],
    seedsMax: 60,
  },
];
