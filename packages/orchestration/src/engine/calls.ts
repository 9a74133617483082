import { assert, type Clock, unreachable } from '@diboas/kernel';
import { OWN_BOOK, orderFor } from '../agreement/terms.ts';
import { arrivedObservation } from '../deciding/arrival.ts';
import type { Effect } from '../deciding/decision.ts';
import type { Input, Reply } from '../deciding/input.ts';
import type { LookupAnswer, SubmitAnswer } from '../provider/answer.ts';
import type { CallQuality } from '../provider/breaker.ts';
import type { ProviderGate } from '../provider/gate.ts';
import type { Provider } from '../provider/provider.ts';
import type { Transaction } from '../transaction/transaction.ts';

const CALLS_MAX = 64;

export type StartCall = (effect: Effect, transaction: Transaction) => void;

/** Calls to providers that a node has under way. */
export interface Calls {
  readonly start: StartCall;
  readonly count: () => number;
  readonly onResult: (deliver: (input: Input) => void, done: () => void) => void;
}

/** What calls are made with. */
export interface CallOptions {
  readonly providers: ReadonlyMap<string, Provider>;
  readonly clock: Clock;
  /** Breakers and switches of the providers; without it every provider is always asked. */
  readonly gate?: ProviderGate;
  /** Where a provider sends the person back to. */
  readonly returnUrl: (transaction: Transaction) => string;
  /** At most so many calls to one provider at a time, so that a slow one takes nothing from the others. */
  readonly callsMax?: number;
  /** Brings an input into another bucket and answers once that is committed. */
  readonly arrive: (input: Input) => Promise<Reply>;
}

/** Calls to providers, a bulkhead each, so that a slow one takes nothing from the others. */
export function createCalls(options: CallOptions): Calls {
  const queues = new Map<string, (() => Promise<void>)[]>();
  const running = new Map<string, number>();
  let total = 0;
  let deliver: (input: Input) => void = () => {};
  let done: () => void = () => {};

  function next(provider: string): void {
    const active = running.get(provider) ?? 0;
    // Our own book takes whatever comes: it gathers in batches there.
    if (provider !== OWN_BOOK && active >= (options.callsMax ?? CALLS_MAX)) return;
    const call = queues.get(provider)?.shift();
    if (!call) return;
    running.set(provider, active + 1);
    void call().finally(() => {
      running.set(provider, (running.get(provider) ?? 1) - 1);
      total -= 1;
      next(provider);
      done();
    });
  }

  return {
    start(effect, transaction) {
      const attempt = transaction.attempts.find((one) => one.id === effect.attemptId);
      assert(attempt, 'an effect names an attempt that does not exist', { attemptId: effect.attemptId });
      const queue = queues.get(attempt.provider) ?? [];
      queues.set(attempt.provider, queue);
      queue.push(async () => deliver(await carryOut(options, effect, transaction)));
      total += 1;
      next(attempt.provider);
    },
    count: () => total,
    onResult(onInput, onDone) {
      deliver = onInput;
      done = onDone;
    },
  };
}

/** Makes the call that was decided. A provider that throws, or that we do not have, leaves the outcome unknown. */
async function carryOut(options: CallOptions, effect: Effect, transaction: Transaction): Promise<Input> {
  const { id: transactionId, terms } = transaction;
  const attempt = transaction.attempts.find((one) => one.id === effect.attemptId);
  assert(attempt, 'an effect names an attempt that does not exist');
  const { attemptId } = effect;
  const provider = options.providers.get(attempt.provider);
  const { key } = attempt;
  if (attempt.provider === OWN_BOOK) return crossOver(options, effect, transaction);
  if (effect.type === 'lookup') {
    const { reference, startedAt } = attempt;
    const answer = await timeCall(options, attempt.provider, () =>
      provider?.lookup({ key, transactionId, attemptId, reference, startedAt }),
    );
    return { type: 'looked_up', transactionId, attemptId, answer };
  }
  if (options.gate && !options.gate.admits(attempt.provider, options.clock.now())) {
    return { type: 'answer', transactionId, attemptId, answer: { kind: 'held_back' } };
  }
  const order = orderFor(terms, attempt.provider);
  const returnUrl = options.returnUrl(transaction);
  const submission = { ...order, key, transactionId, attemptId, method: terms.method, returnUrl };
  const answer = await timeCall(options, attempt.provider, () => provider?.submit(submission));
  return { type: 'answer', transactionId, attemptId, answer };
}

/** Sends the money over to the recipient, or asks whether it has arrived, which is the same. */
async function crossOver(
  { arrive }: CallOptions,
  { type, attemptId }: Effect,
  { id: transactionId, terms }: Transaction,
): Promise<Input> {
  const answer = await settleCall(async () => {
    assert(terms.recipient, 'what goes by our own book has a recipient', { id: terms.id });
    const input: Input = { type: 'arrive', transactionId: terms.recipient.transactionId, sent: terms };
    const reply = await arrive(input);
    assert('transaction' in reply && reply.transaction, 'what arrives leaves a transaction', {
      id: terms.id,
    });
    return { kind: 'accepted', observation: arrivedObservation(terms, reply.transaction) } as const;
  });
  if (type === 'submit') return { type: 'answer', transactionId, attemptId, answer };
  const found = answer.kind === 'accepted' ? ({ ...answer, kind: 'found' } as const) : answer;
  return { type: 'looked_up', transactionId, attemptId, answer: found };
}

/**
 * Makes the call and tells the gate how it went: no answer, or one that nobody can read, is a bad call. A provider that
 * asks for a pause is well, and one that this node does not have was not called: neither says anything of its health.
 */
async function timeCall<Answer extends SubmitAnswer | LookupAnswer>(
  { gate, clock, providers }: CallOptions,
  provider: string,
  call: () => Promise<Answer> | undefined,
): Promise<Answer | UnknownAnswer> {
  const began = clock.now();
  const answer = await settleCall(call);
  const at = clock.now();
  const quality = providers.has(provider) ? qualityOf(answer) : null;
  if (quality !== null) gate?.record(provider, { quality, ms: at - began, at });
  return answer;
}

function qualityOf(answer: SubmitAnswer | LookupAnswer): CallQuality | null {
  switch (answer.kind) {
    case 'accepted':
    case 'rejected':
    case 'found':
    case 'not_found':
      return 'good';
    case 'retryable':
      return answer.cause === 'rate_limited' ? null : 'bad';
    case 'unknown':
      return answer.isAnswered ? 'good' : 'bad';
    default:
      return unreachable(answer);
  }
}

type UnknownAnswer = Extract<LookupAnswer, { kind: 'unknown' }>;

async function settleCall<Answer>(call: () => Promise<Answer> | undefined): Promise<Answer | UnknownAnswer> {
  try {
    return (await call()) ?? { kind: 'unknown', detail: 'this node does not have the provider' };
  } catch (error) {
    return {
      kind: 'unknown',
      detail: `the adapter failed: ${error instanceof Error ? error.message : 'no message'}`,
    };
  }
}
