import { assert, type Clock, type Instant, mark, unreachable } from '@diboas/kernel';
import type { Effect } from '../deciding/decision.ts';
import type { Input } from '../deciding/input.ts';
import type { Transaction } from '../transaction/transaction.ts';
import type { Desk } from './desk.ts';

export type StartCall = (effect: Effect, transaction: Transaction) => void;

/** Calls to desks that a node has under way. */
export interface Calls {
  readonly start: StartCall;
  readonly count: () => number;
}

/** What calls are made with. */
export interface CallsOptions {
  readonly deskOf: (provider: string) => Desk;
  readonly clock: Clock;
  /** Told what came back from a call. */
  readonly onInput: (input: Input) => void;
  /** Told after each call that is over. */
  readonly onDone: () => void;
}

/** Calls to desks, a bulkhead each, so that a slow one takes nothing from the others. */
export function createCalls({ deskOf, clock, onInput, onDone }: CallsOptions): Calls {
  const queues = new Map<string, (() => Promise<void>)[]>();
  const running = new Map<string, number>();
  let total = 0;

  function next(provider: string): void {
    const active = running.get(provider) ?? 0;
    if (active >= deskOf(provider).callsMax) return;
    const call = queues.get(provider)?.shift();
    if (!call) return;
    running.set(provider, active + 1);
    void call().finally(() => {
      running.set(provider, (running.get(provider) ?? 1) - 1);
      total -= 1;
      next(provider);
      onDone();
    });
  }

  return {
    start(effect, transaction) {
      const attempt = transaction.attempts.find((one) => one.id === effect.attemptId);
      assert(attempt, 'an effect names an attempt that does not exist', { attemptId: effect.attemptId });
      const queue = queues.get(attempt.provider) ?? [];
      queues.set(attempt.provider, queue);
      queue.push(async () => {
        if (isTooLate(effect, clock)) return mark('call.waited');
        onInput(await carryOut(deskOf(attempt.provider), effect, transaction));
      });
      total += 1;
      next(attempt.provider);
    },
    count: () => total,
  };
}

/**
 * Whether a send has waited in this node until others look after its attempt: it may have been refused since, and done
 * elsewhere. Whoever took over sends it again or not.
 */
function isTooLate(effect: Effect, clock: Clock): boolean {
  return (effect.type === 'submit' || effect.type === 'prepare') && clock.now() >= effect.sendBefore;
}

/** Makes the call that was decided. */
async function carryOut(desk: Desk, effect: Effect, transaction: Transaction): Promise<Input> {
  const { id: transactionId } = transaction;
  const { attemptId } = effect;
  const attempt = transaction.attempts.find((one) => one.id === attemptId);
  assert(attempt, 'an effect names an attempt that does not exist', { attemptId });
  const names = { transactionId, attemptId };
  switch (effect.type) {
    case 'lookup':
      return { type: 'looked_up', ...names, answer: await desk.lookup(transaction, attempt) };
    case 'cancel':
      return { type: 'cancel_answered', ...names, answer: await desk.cancel(transaction, attempt) };
    case 'prepare': {
      const answer = await desk.prepare(transaction, attempt);
      return { type: 'prepared', ...names, send: effect.send, answer };
    }
    case 'submit': {
      const answer = await desk.submit(transaction, attempt);
      return { type: 'answer', ...names, send: effect.send, answer };
    }
    default:
      return unreachable(effect);
  }
}

/** Answers of desks that could not be committed, because the store was away when they came. */
export interface KeptAnswers {
  /** Keeps one that came at `cameAt`; false when that is too long ago. */
  readonly keep: (answer: KeptAnswer) => boolean;
  /** Gives back, in order, all that is not too old by now, and keeps none of it. */
  readonly take: () => readonly KeptAnswer[];
}

export interface KeptAnswer {
  readonly input: Input;
  readonly cameAt: Instant;
}

/**
 * A store that is away for seconds would otherwise cost every answer that comes meanwhile, and what it answers would be
 * known only after its attempt was looked up. What is kept may have been committed all the same: an answer changes nothing
 * when it comes twice. It is kept for `keepMs` at most: by then its attempt is due, and whoever looks after it knows more.
 * There is no more of it than calls were under way when the store was lost, as none begins without a commit.
 */
export function createKeptAnswers({ clock, keepMs }: { clock: Clock; keepMs: number }): KeptAnswers {
  let kept: KeptAnswer[] = [];
  const isFresh = ({ cameAt }: KeptAnswer): boolean => clock.now() < cameAt + keepMs;
  return {
    keep(answer) {
      const fresh = isFresh(answer);
      if (!fresh) return false;
      mark('answer.unwritten');
      kept.push(answer);
      return true;
    },
    take() {
      const taken = kept.filter(isFresh);
      kept = [];
      return taken;
    },
  };
}
