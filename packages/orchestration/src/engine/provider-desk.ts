import { type Clock, unreachable } from '@diboas/kernel';
import { feeWaitOf, mannerOf } from '../agreement/manner.ts';
import type {
  CancelAnswer,
  HeldBack,
  LookupAnswer,
  PrepareAnswer,
  SubmitAnswer,
} from '../provider/answer.ts';
import type { CallQuality } from '../provider/breaker.ts';
import type { ProviderGate } from '../provider/gate.ts';
import { habitsOf, NO_HABITS } from '../provider/habits.ts';
import type { Lookup, Provider, Submission } from '../provider/provider.ts';
import { type Attempt, orderOf, type Transaction } from '../transaction/transaction.ts';
import { type Desk, settleCall } from './desk.ts';
import { createMemoKeeping, type MemoKeeping, type MemoSeal } from './memo-keeping.ts';

const CALLS_MAX = 64;

const NOT_THERE = { kind: 'unknown', detail: 'what was prepared is not there', isAnswered: true } as const;

/** What calls to providers are made with. */
export interface ProviderDeskOptions {
  readonly clock: Clock;
  /** Breakers and switches of the providers; without it every provider is always asked. */
  readonly gate?: ProviderGate;
  /** Where a provider sends the person back to. */
  readonly returnUrl: (transaction: Transaction) => string;
  /** Encrypts what was prepared before it is kept; without it, it is kept as it is. */
  readonly memoSeal?: MemoSeal;
  /** At most so many calls to one provider at a time, so that a slow one takes nothing from the others. */
  readonly callsMax?: number;
}

/** The desk of a provider outside. One that this node does not have takes no new work, and knows of nothing. */
export function createProviderDesk(
  id: string,
  provider: Provider | undefined,
  { gate, clock, returnUrl, memoSeal, callsMax = CALLS_MAX }: ProviderDeskOptions,
): Desk {
  /**
   * Tells the gate how the call went: no answer, or one that nobody can read, is a bad call. A provider that asks for a
   * pause is well, and one that this node does not have was not called: neither says anything of its health.
   */
  async function timed<Answer extends SubmitAnswer | LookupAnswer | CancelAnswer | PrepareAnswer>(
    call: () => Promise<Answer> | undefined,
  ): Promise<Answer | Extract<LookupAnswer, { kind: 'unknown' }>> {
    const began = clock.now();
    const answer = await settleCall(call);
    const at = clock.now();
    const quality = provider ? qualityOf(answer) : null;
    if (quality !== null) gate?.record(id, { quality, ms: at - began, at });
    return answer;
  }

  const memos = createMemoKeeping(id, memoSeal);

  function submissionOf(transaction: Transaction, attempt: Attempt): Submission {
    const { id: transactionId, terms, createdAt } = transaction;
    const { key } = attempt;
    const order = orderOf(transaction, attempt);
    const names = { key, transactionId, attemptId: attempt.id };
    const how = { method: terms.method, ...mannerOf(terms), returnUrl: returnUrl(transaction) };
    const feeWait = feeWaitOf(terms, createdAt);
    return { ...order, ...names, ...how, ...(feeWait ? { feeWait } : {}) };
  }

  /** What was made is kept as it is written down. */
  async function made(
    attempt: Attempt,
    make: () => Promise<PrepareAnswer> | undefined,
  ): Promise<PrepareAnswer | HeldBack> {
    if (gate && !gate.admits(id, clock.now())) return { kind: 'held_back' };
    const answer = await timed(make);
    return answer.kind === 'prepared' ? { ...answer, memo: memos.keep(answer.memo, attempt) } : answer;
  }

  return {
    isHere: provider !== undefined,
    habits: provider ? habitsOf(provider) : NO_HABITS,
    callsMax,
    admits: (now) => provider !== undefined && (gate?.admits(id, now) ?? true),
    prepare: (transaction, attempt) =>
      made(attempt, () => provider?.prepare?.(submissionOf(transaction, attempt))),
    async replace(transaction, attempt) {
      const memo = memos.last(attempt);
      if (memo === null) return NOT_THERE;
      const submission = { ...submissionOf(transaction, attempt), memo };
      return made(attempt, () => provider?.replacement?.prepare(submission));
    },
    async submit(transaction, attempt) {
      if (gate && !gate.admits(id, clock.now())) return { kind: 'held_back' };
      const submission = submissionOf(transaction, attempt);
      if (!provider?.prepare) return timed(() => provider?.submit(submission));
      const memo = memos.last(attempt);
      // What is not there, or cannot be read, is not made anew: those would be other bytes.
      if (memo === null) return NOT_THERE;
      return timed(() => provider.submit({ ...submission, memo }));
    },
    lookup: (transaction, attempt) => timed(() => provider?.lookup(lookupOf(transaction, attempt, memos))),
    cancel: (transaction, attempt) => timed(() => provider?.cancel?.(lookupOf(transaction, attempt, memos))),
  };
}

/** What of an attempt an order at a provider is found by. */
function lookupOf({ id: transactionId }: Transaction, attempt: Attempt, memos: MemoKeeping): Lookup {
  const { id: attemptId, key, reference, startedAt } = attempt;
  return { key, transactionId, attemptId, reference, startedAt, memos: memos.read(attempt) };
}

function qualityOf(answer: SubmitAnswer | LookupAnswer | CancelAnswer | PrepareAnswer): CallQuality | null {
  switch (answer.kind) {
    case 'accepted':
    case 'rejected':
    case 'found':
    case 'not_found':
    case 'prepared':
    case 'later':
    case 'asked':
    case 'too_late':
      return 'good';
    case 'retryable':
      return answer.cause === 'rate_limited' ? null : 'bad';
    case 'unknown':
      return answer.isAnswered ? 'good' : 'bad';
    default:
      return unreachable(answer);
  }
}
