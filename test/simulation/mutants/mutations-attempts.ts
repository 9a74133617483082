// Deliberate bugs in what an attempt can do beside being sent: what is prepared and committed first, and how it is stopped.
// Chains are in every third seed.
import { inFile, type Mutation } from './mutation.ts';

const ANSWERED = 'orchestration/src/deciding/answered.ts';
const DECIDING = 'orchestration/src/deciding';
const DESK = 'orchestration/src/engine/provider-desk.ts';

export const PREPARE_MUTATIONS: readonly Mutation[] = [
  {
    name: 'sent-before-it-is-committed',
    what: 'what was prepared is sent at once, and committed after that',
    edits: [
      inFile(
        DESK,
        `prepare: (transaction, attempt) =>
      made(attempt, () => provider?.prepare?.(submissionOf(transaction, attempt))),`,
        `async prepare(transaction, attempt) {
      const submission = submissionOf(transaction, attempt);
      const answer = await made(attempt, () => provider?.prepare?.(submission));
      if (answer.kind === 'prepared') void provider?.submit({ ...submission, memo: answer.memo });
      return answer;
    },`,
      ),
    ],
    seedsMax: 15,
  },
  {
    name: 'last-version-asked-about',
    what: 'of all versions of what was prepared only the last one is asked about',
    edits: [
      inFile(
        DESK,
        'startedAt, memos: memos.read(attempt) };',
        'startedAt, memos: memos.read(attempt).slice(-1) };',
      ),
    ],
    seedsMax: 200,
  },
  {
    name: 'replaced-before-it-is-committed',
    what: 'a version that pays more is sent at once, and committed after that',
    edits: [
      inFile(
        DESK,
        'return made(attempt, () => provider?.replacement?.prepare(submission));',
        `const answer = await made(attempt, () => provider?.replacement?.prepare(submission));
      if (answer.kind === 'prepared') void provider?.submit({ ...submission, memo: answer.memo });
      return answer;`,
      ),
    ],
    seedsMax: 60,
  },
  {
    name: 'prepared-for-each-send',
    what: 'what is sent again is prepared anew',
    edits: [
      inFile(
        DESK,
        `const memo = memos.last(attempt);
      // What`,
        `const again = attempt.sends > 1 ? await provider.prepare(submission) : null; const memo = again?.kind === 'prepared' ? again.memo : memos.last(attempt);
      // What`,
      ),
    ],
    seedsMax: 30,
  },
  {
    name: 'refused-bytes-given-up',
    what: 'bytes that are refused as too old are given up, although they may have landed before',
    edits: [
      inFile(
        ANSWERED,
        'if (isPrepared(scene.attempt)) return false;',
        'if (isPrepared(scene.attempt)) return true;',
      ),
    ],
    seedsMax: 60,
  },
  {
    name: 'not-found-is-proof',
    what: 'bytes that nobody finds are given up, although they can still be taken',
    edits: [
      inFile(
        ANSWERED,
        `if (answer.kind === 'not_found' && answer.isExpired && isUndone(scene))`,
        `if (answer.kind === 'not_found' && isUndone(scene))`,
      ),
    ],
    seedsMax: 30,
  },
  {
    name: 'undone-landing-waited-for',
    what: 'what was seen in a block that was undone is waited for, although it can never be in another one',
    edits: [
      inFile(
        ANSWERED,
        `(state === 'unknown' || state === 'accepted');`,
        `(state === 'unknown' || (state === 'accepted' && attempt.lookups < 0));`,
      ),
    ],
    seedsMax: 60,
  },
];

export const CANCEL_MUTATIONS: readonly Mutation[] = [
  {
    name: 'asked-is-stopped',
    what: 'that a provider was asked to stop an order is taken for its end, and everything is given back',
    edits: [
      inFile(
        `${DECIDING}/answered.ts`,
        `if (answer.kind !== 'too_late' || attempt.state`,
        `if (answer.kind === 'asked' && attempt.state === 'accepted' && !isFinal(transaction.status)) return endAttempt(decision, scene, { rejection: 'cancelled', failure: 'cancelled', elsewhere: false });\n  if (answer.kind !== 'too_late' || attempt.state`,
      ),
    ],
    seedsMax: 40,
  },
  {
    name: 'cancel-gives-back-at-once',
    what: 'a cancel of what leaves a balance gives it back without the provider’s word',
    edits: [
      inFile(
        `${DECIDING}/act.ts`,
        `if (attempt.state === 'accepted' && leavesBalance(facts)) {`,
        `if (attempt.state === 'sending' && leavesBalance(facts)) {`,
      ),
    ],
    seedsMax: 60,
  },
  {
    name: 'stopped-part-forgotten',
    what: 'what was done of an order before it was stopped is given back',
    edits: [
      inFile(
        `${DECIDING}/observe.ts`,
        `if (end !== 'done' && given.length === 0) return observeFailure`,
        `if (end !== 'done' && given.length < 99) return observeFailure`,
      ),
    ],
    seedsMax: 20,
  },
  {
    name: 'elsewhere-without-proof',
    what: 'whatever is said to have failed goes elsewhere, though it may be paid yet',
    edits: [
      inFile(
        `${DECIDING}/observe.ts`,
        `const isProved = news.observation.elsewhere === true && ofKind`,
        `const isProved = news.observation.elsewhere !== true && ofKind`,
      ),
    ],
    seedsMax: 40,
  },
];
