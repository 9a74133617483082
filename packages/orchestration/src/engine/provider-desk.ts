import { type Clock, unreachable } from '@diboas/kernel';
import { orderFor } from '../agreement/terms.ts';
import type { CancelAnswer, LookupAnswer, SubmitAnswer } from '../provider/answer.ts';
import type { CallQuality } from '../provider/breaker.ts';
import type { ProviderGate } from '../provider/gate.ts';
import { habitsOf, NO_HABITS } from '../provider/habits.ts';
import type { Lookup, Provider } from '../provider/provider.ts';
import type { Attempt, Transaction } from '../transaction/transaction.ts';
import { type Desk, settleCall } from './desk.ts';

const CALLS_MAX = 64;

/** What calls to providers are made with. */
export interface ProviderDeskOptions {
  readonly clock: Clock;
  /** Breakers and switches of the providers; without it every provider is always asked. */
  readonly gate?: ProviderGate;
  /** Where a provider sends the person back to. */
  readonly returnUrl: (transaction: Transaction) => string;
  /** At most so many calls to one provider at a time, so that a slow one takes nothing from the others. */
  readonly callsMax?: number;
}

/** The desk of a provider outside. One that this node does not have takes no new work, and knows of nothing. */
export function createProviderDesk(
  id: string,
  provider: Provider | undefined,
  { gate, clock, returnUrl, callsMax = CALLS_MAX }: ProviderDeskOptions,
): Desk {
  /**
   * Tells the gate how the call went: no answer, or one that nobody can read, is a bad call. A provider that asks for a
   * pause is well, and one that this node does not have was not called: neither says anything of its health.
   */
  async function timed<Answer extends SubmitAnswer | LookupAnswer | CancelAnswer>(
    call: () => Promise<Answer> | undefined,
  ): Promise<Answer | Extract<LookupAnswer, { kind: 'unknown' }>> {
    const began = clock.now();
    const answer = await settleCall(call);
    const at = clock.now();
    const quality = provider ? qualityOf(answer) : null;
    if (quality !== null) gate?.record(id, { quality, ms: at - began, at });
    return answer;
  }

  return {
    isHere: provider !== undefined,
    habits: provider ? habitsOf(provider) : NO_HABITS,
    callsMax,
    admits: (now) => provider !== undefined && (gate?.admits(id, now) ?? true),
    async submit(transaction, attempt) {
      if (gate && !gate.admits(id, clock.now())) return { kind: 'held_back' };
      const { id: transactionId, terms } = transaction;
      const { key } = attempt;
      const order = orderFor(terms, id);
      const names = { key, transactionId, attemptId: attempt.id };
      const submission = { ...order, ...names, method: terms.method, returnUrl: returnUrl(transaction) };
      return timed(() => provider?.submit(submission));
    },
    lookup: (transaction, attempt) => timed(() => provider?.lookup(lookupOf(transaction, attempt))),
    cancel: (transaction, attempt) => timed(() => provider?.cancel?.(lookupOf(transaction, attempt))),
  };
}

/** What of an attempt an order at a provider is found by. */
function lookupOf({ id: transactionId }: Transaction, attempt: Attempt): Lookup {
  const { id: attemptId, key, reference, startedAt } = attempt;
  return { key, transactionId, attemptId, reference, startedAt };
}

function qualityOf(answer: SubmitAnswer | LookupAnswer | CancelAnswer): CallQuality | null {
  switch (answer.kind) {
    case 'accepted':
    case 'rejected':
    case 'found':
    case 'not_found':
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
