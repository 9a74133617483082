// Deliberate bugs. Each is put into the source of the real engine as it is loaded, and must be found within the
// stated number of seeds, counted from 1. A simulator that misses one of them proves nothing.

import { type Edit, inFile, type Mutation } from './mutation.ts';
import { ACT_MUTATIONS } from './mutations-acts.ts';
import { CANCEL_MUTATIONS, PREPARE_MUTATIONS } from './mutations-attempts.ts';
import { AUDIT_MUTATIONS } from './mutations-audit.ts';
import { CHECK_MUTATIONS } from './mutations-checks.ts';
import { CLAIM_MUTATIONS } from './mutations-claims.ts';
import { DEFI_MUTATIONS } from './mutations-defi.ts';
import { FAULT_MUTATIONS } from './mutations-faults.ts';
import { FLOAT_MUTATIONS } from './mutations-floats.ts';
import { GIVE_MUTATIONS } from './mutations-gives.ts';
import { LEG_MUTATIONS } from './mutations-legs.ts';
import { LIMIT_MUTATIONS } from './mutations-limits.ts';
import { MARKET_MUTATIONS } from './mutations-market.ts';
import { MOVEMENT_MUTATIONS } from './mutations-movements.ts';
import { OUTSIDE_MUTATIONS } from './mutations-outside.ts';
import { PAYOUT_MUTATIONS } from './mutations-payouts.ts';
import { QUARANTINE_MUTATIONS } from './mutations-quarantine.ts';
import { SCHEMA_MUTATIONS } from './mutations-schema.ts';

const ORCHESTRATION = 'orchestration/src';
const GIVE_UP = `endAttempt(decision, scene, { rejection: 'other', failure: 'provider_error', elsewhere: false })`;
const GO_ELSEWHERE = GIVE_UP.replace('elsewhere: false', 'elsewhere: true');

const answered = (find: string, replace: string): Edit =>
  inFile(`${ORCHESTRATION}/deciding/answered.ts`, find, replace);
const applying = (find: string, replace: string): Edit =>
  inFile(`${ORCHESTRATION}/batch/apply.ts`, find, replace);
const batch = (find: string, replace: string): Edit =>
  inFile(`${ORCHESTRATION}/batch/batch.ts`, find, replace);
const confirm = (find: string, replace: string): Edit =>
  inFile(`${ORCHESTRATION}/batch/confirm.ts`, find, replace);
const due = (find: string, replace: string): Edit =>
  inFile(`${ORCHESTRATION}/deciding/due.ts`, find, replace);
const engine = (find: string, replace: string): Edit =>
  inFile(`${ORCHESTRATION}/engine/engine.ts`, find, replace);
const endAttempt = (find: string, replace: string): Edit =>
  inFile(`${ORCHESTRATION}/deciding/end-attempt.ts`, find, replace);
const observe = (find: string, replace: string): Edit =>
  inFile(`${ORCHESTRATION}/deciding/observe.ts`, find, replace);
const sending = (find: string, replace: string): Edit =>
  inFile(`${ORCHESTRATION}/deciding/sending.ts`, find, replace);
const booking = (find: string, replace: string): Edit =>
  inFile(`${ORCHESTRATION}/operation/exchange.ts`, find, replace);
const movement = (find: string, replace: string): Edit =>
  inFile(`${ORCHESTRATION}/provider/movement.ts`, find, replace);
const store = (find: string, replace: string): Edit =>
  inFile('storage/src/memory/memory-store.ts', find, replace);

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'failover-on-unknown',
    what: 'an answer that never came is taken for a no, and another provider is asked',
    edits: [
      answered(
        `    case 'unknown':\n      if (answer.isReplayed && isProvenAbsent(scene)) giveUpKey(decision, scene);\n      else doubt(decision, scene);`,
        `    case 'unknown':\n      ${GO_ELSEWHERE};`,
      ),
    ],
    seedsMax: 10,
  },
  {
    name: 'give-up-on-unknown',
    what: 'an answer that never came is taken for a no, and everything is given back',
    edits: [
      answered(
        `    case 'unknown':\n      if (answer.isReplayed && isProvenAbsent(scene)) giveUpKey(decision, scene);\n      else doubt(decision, scene);`,
        `    case 'unknown':\n      ${GIVE_UP};`,
      ),
    ],
    seedsMax: 10,
  },
  {
    name: 'unknown-fails-by-time',
    what: 'a submission of which nothing was heard is given up when its time is over',
    edits: [
      due(
        `import { change, lookUpLater, openItem, rest, wake } from '../decision/verbs.ts';`,
        `import { change, lookUpLater, openItem, rest, wake } from '../decision/verbs.ts'; import { endAttempt } from './end-attempt.ts';`,
      ),
      due(
        `    case 'submission_unanswered':\n      doubt(decision, scene);`,
        `    case 'submission_unanswered':\n      ${GIVE_UP};`,
      ),
    ],
    seedsMax: 10,
  },
  {
    name: 'not-found-is-no',
    what: 'a look-up that finds nothing is taken for a no',
    edits: [
      answered(
        `    case 'not_found':\n      noAnswer(decision, scene);\n      resend(decision, scene);`,
        `    case 'not_found':\n      ${GO_ELSEWHERE};`,
      ),
    ],
    seedsMax: 20,
  },
  {
    name: 'doubt-forgotten',
    what: 'the last of several sends was turned away, so the ones before it are forgotten',
    edits: [answered(`  if (attempt.inDoubt) doubt(decision, scene);\n  else endAttempt(`, `  endAttempt(`)],
    seedsMax: 40,
  },
  {
    name: 'door-proves-all',
    what: 'being turned away at the door is taken to say something about an earlier send',
    edits: [answered(`if (code === 'not_authorised') return false;`, '')],
    seedsMax: 140,
  },
  {
    name: 'key-changed-on-resend',
    what: 'a repeat of an attempt has a new idempotency key',
    edits: [
      inFile(
        `${ORCHESTRATION}/engine/provider-desk.ts`,
        'const { key } = attempt;',
        'const key = attempt.sends > 1 ? attempt.key + attempt.sends : attempt.key;',
      ),
    ],
    seedsMax: 5,
  },
  {
    name: 'forgotten-key-sent',
    what: 'a key that the provider may have forgotten is sent again',
    edits: [
      sending(
        'const isRemembered = facts.now - attempt.startedAt < facts.habitsOf(attempt.provider).keyLifetimeMs;',
        'const isRemembered = true;',
      ),
    ],
    seedsMax: 40,
  },
  {
    name: 'effect-before-commit',
    what: 'the provider is called while the batch is decided',
    edits: [
      engine(
        'const node: Node = { ...options, deskOf };',
        'const node: Node = Object.assign(options, { deskOf, early: calls.start });',
      ),
      engine(
        'return { writes: result.writes, result: { ...result, decided: now } };',
        'for (const one of result.effects) Reflect.get(node, "early")(one.effect, one.transaction, { decided: now, elapsed: elapsedBy(clock) }); return { writes: result.writes, result: { ...result, decided: now } };',
      ),
      engine(
        'for (const { effect, transaction } of batch.effects) startCall(effect, transaction, began);',
        '',
      ),
    ],
    seedsMax: 5,
  },
  {
    name: 'hold-kept',
    what: 'giving up does not release the hold',
    edits: [
      endAttempt(`  decision.transfers.push(...releasesOf(scene.facts, 'void', spent));`, ''),
      applying(`assert(!heldAtTheEnd, 'a transaction that ended holds nothing', { id: after.id });`, ''),
    ],
    seedsMax: 10,
  },
  {
    name: 'balance-unchecked',
    what: 'money is spent that is not there',
    edits: [
      inFile(
        'ledger/src/book.ts',
        'if (isCustomerAccount(transfer.debit) && available < transfer.amount) {',
        'if (transfer.amount < 0n) {',
      ),
      store('assert(availableUnits(balance) >= 0n,', 'assert(availableUnits(balance) >= -(10n ** 30n),'),
    ],
    seedsMax: 10,
  },
  {
    name: 'balance-checked-without-holds',
    what: 'what is set aside to leave can be spent once more',
    edits: [
      inFile(
        'ledger/src/account.ts',
        'return balance.creditsPosted - balance.debitsPosted - balance.debitsPending;',
        'return balance.creditsPosted - balance.debitsPosted;',
      ),
    ],
    seedsMax: 20,
  },
  {
    name: 'dedupe-off',
    what: 'a webhook that was known is taken in again',
    edits: [batch('if (work.knownEvents.has(name)) {', 'if (name === "") {')],
    seedsMax: 5,
  },
  {
    name: 'foreign-webhook-believed',
    what: 'a provider is believed about the order of another one',
    edits: [batch('const foreign = target !== null && isForeign(target, input);', 'const foreign = false;')],
    seedsMax: 20,
  },
  {
    name: 'stale-claim-honoured',
    what: 'due work is done although another node has taken it over',
    edits: [due('if (!due || due.at !== leasedUntil) return;', 'if (!due) return;')],
    seedsMax: 40,
  },
  {
    name: 'never-due',
    what: 'a new transaction is not due, so nobody notices when its node dies',
    edits: [
      inFile(
        `${ORCHESTRATION}/deciding/go-on.ts`,
        `wake(decision, sendBefore, 'submission_unanswered');`,
        `decision.events.push({ type: 'due_set', due: null });`,
      ),
    ],
    seedsMax: 5,
  },
  {
    name: 'mismatch-ignored',
    what: 'a success is settled whatever its figures are',
    edits: [
      booking('const detail = wrong ?? (ended ? lacking : null);', 'const detail: string | null = null;'),
      booking('if (lacking !== null) return accept<Booking | null>(null);', ''),
    ],
    seedsMax: 20,
  },
  {
    name: 'late-success-dropped',
    what: 'a success after the end is ignored',
    edits: [
      observe(
        `  if (attempt.state === 'succeeded') return observeAfterSuccess(decision, scene, news);`,
        `  if (attempt.state === 'succeeded' || isFinal(scene.transaction.status)) return;`,
      ),
    ],
    seedsMax: 20,
  },
  {
    name: 'late-payment-not-followed',
    what: 'an order that was not paid in time is never asked about again',
    edits: [
      endAttempt('if (!stop(decision, scene)) keepFollowing(decision, scene);', 'stop(decision, scene);'),
    ],
    seedsMax: 300,
  },
  {
    name: 'end-not-final',
    what: 'a failure is taken in after the end',
    edits: [
      observe(
        `  if (isFinal(transaction.status)) {\n    const rejected`,
        `  if (transaction.status === 'FAILED') {\n    const rejected`,
      ),
      inFile(
        `${ORCHESTRATION}/transaction/event.ts`,
        `assert(isLegalMove(transaction.status, to), 'an illegal move', { from: transaction.status, to });`,
        'void isLegalMove;',
      ),
    ],
    seedsMax: 40,
  },
  {
    name: 'fee-taken-twice',
    what: 'our fee is taken from what was delivered twice',
    edits: [booking('smallerUnits(given, most) - kept', 'smallerUnits(given, most) - kept - kept')],
    seedsMax: 10,
  },
  {
    name: 'movement-counted-again',
    what: 'what is told once more of a movement is taken for more of it',
    edits: [
      movement('const isNews =\n', 'const isNews = true ||\n'),
      movement(
        'money: rose ? told.money : known.money',
        'money: { ...told.money, units: told.money.units + known.money.units }',
      ),
    ],
    seedsMax: 20,
  },
  {
    name: 'reversal-overtaken',
    what: 'a reversal that is heard of before the success is forgotten',
    edits: [observe('  if (settlement) followUp(decision, scene, { settlement, movements: news.all });', '')],
    seedsMax: 40,
  },
  {
    name: 'reversal-repeated',
    what: 'each repeat of a reversal takes the money back once more',
    edits: [
      booking(
        'part(credited.units, back, charged?.units ?? 0n) - before',
        'part(credited.units, back, charged?.units ?? 0n)',
      ),
    ],
    seedsMax: 20,
  },
  {
    name: 'fingerprint-ignored',
    what: 'a key that comes with other content gets the answer of the first',
    edits: [
      confirm(`if (use.fingerprint !== fingerprint) return refuseInitiation(work, input, 'key_reused');`, ''),
    ],
    seedsMax: 10,
  },
  {
    name: 'old-quote-taken',
    what: 'a quote is taken after its end',
    edits: [confirm(`if (work.context.now >= terms.expiresAt) return 'quote_expired';`, '')],
    seedsMax: 20,
  },
  {
    name: 'price-not-compared',
    what: 'the person saw another total than is charged',
    edits: [confirm(`return 'price_changed';`, 'return null;')],
    seedsMax: 10,
  },
  {
    name: 'seq-reused',
    what: 'two entries of a customer have one place in the stream',
    edits: [
      applying('work.seqs.set(customerId, seq);', ''),
      store(`assert(seq > last, 'a place in the stream is used once', { customerId, seq });`, 'void last;'),
    ],
    seedsMax: 5,
  },
  ...ACT_MUTATIONS,
  ...AUDIT_MUTATIONS,
  ...LEG_MUTATIONS,
  ...DEFI_MUTATIONS,
  ...FAULT_MUTATIONS,
  ...FLOAT_MUTATIONS,
  ...OUTSIDE_MUTATIONS,
  ...GIVE_MUTATIONS,
  ...CHECK_MUTATIONS,
  ...CLAIM_MUTATIONS,
  ...LIMIT_MUTATIONS,
  ...MARKET_MUTATIONS,
  ...MOVEMENT_MUTATIONS,
  ...CANCEL_MUTATIONS,
  ...PREPARE_MUTATIONS,
  ...PAYOUT_MUTATIONS,
  ...QUARANTINE_MUTATIONS,
  ...SCHEMA_MUTATIONS,
];
