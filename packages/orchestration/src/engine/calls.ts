import { assert, type Clock, elapsedBy, type Instant, mark, unreachable } from '@diboas/kernel';
import type { Effect } from '../decision/decision.ts';
import type { Input } from '../decision/input.ts';
import type { AskOffers } from '../quoting/offers.ts';
import type { Attempt, Transaction } from '../transaction/transaction.ts';
import type { Desk } from './desk.ts';
import type { ScreenTransaction } from './screening.ts';

/**
 * `decided` is when by the time of the clock, and `elapsed` by one that nobody sets, a little before: a clock that is put back, or a node that
 * stood still meanwhile, makes no call that others look after by now.
 */
export type StartCall = (
  effect: Effect,
  transaction: Transaction,
  began: { readonly decided: Instant; readonly elapsed: number },
) => void;

/** Calls to desks that a node has under way. */
export interface Calls {
  readonly start: StartCall;
  readonly count: () => number;
}

/** What calls are made with. */
export interface CallsOptions {
  readonly deskOf: (provider: string) => Desk;
  /** Never rejects. */
  readonly askOffers: AskOffers;
  /** Never rejects. */
  readonly screen: ScreenTransaction;
  readonly clock: Clock;
  /** Told what came back from a call. */
  readonly onInput: (input: Input) => void;
  /** Told after each call that is over. */
  readonly onDone: () => void;
}

/** Where those wait that are no calls to one desk, and how many of them are made at a time. */
const OFFERS = { name: 'offers', callsMax: 16 };
const SCREENING = { name: 'screening', callsMax: 16 };

/** Calls to desks, a bulkhead each, so that a slow one takes nothing from the others. */
export function createCalls({ deskOf, askOffers, screen, clock, onInput, onDone }: CallsOptions): Calls {
  const queues = new Map<string, (() => Promise<void>)[]>();
  const running = new Map<string, number>();
  let total = 0;

  function next(name: string): void {
    const active = running.get(name) ?? 0;
    if (active >= callsMaxOf(name)) return;
    const call = queues.get(name)?.shift();
    if (!call) return;
    running.set(name, active + 1);
    void call().finally(() => {
      running.set(name, (running.get(name) ?? 1) - 1);
      total -= 1;
      next(name);
      onDone();
    });
  }

  function callsMaxOf(name: string): number {
    const beside = [OFFERS, SCREENING].find((one) => one.name === name);
    return (beside ?? deskOf(name)).callsMax;
  }

  function add(name: string, call: () => Promise<void>): void {
    const queue = queues.get(name) ?? [];
    queues.set(name, queue);
    queue.push(call);
    total += 1;
    next(name);
  }

  return {
    start(effect, transaction, began) {
      if (effect.type === 'ask')
        return add(OFFERS.name, async () => onInput(await askAgain(askOffers, transaction)));
      if (effect.type === 'screen')
        return add(SCREENING.name, async () => onInput(await askAbout(screen, transaction)));
      const attempt = transaction.attempts.find((one) => one.id === effect.attemptId);
      assert(attempt, 'an effect names an attempt that does not exist', { attemptId: effect.attemptId });
      add(attempt.provider, async () => {
        if (isTooLate(effect, clock, began)) return mark('call.waited');
        onInput(await carryOut(deskOf(attempt.provider), effect, { transaction, attempt }));
      });
    },
    count: () => total,
  };
}

async function askAgain(askOffers: AskOffers, transaction: Transaction): Promise<Input> {
  return { type: 'offered', transactionId: transaction.id, offers: await askOffers(transaction) };
}

async function askAbout(screen: ScreenTransaction, transaction: Transaction): Promise<Input> {
  return { type: 'screened', transactionId: transaction.id, screened: await screen(transaction) };
}

/**
 * Whether a send has waited in this node until others look after its attempt: it may have been refused since, and done
 * elsewhere. Whoever took over sends it again or not.
 */
function isTooLate(effect: Effect, clock: Clock, { decided, elapsed }: Parameters<StartCall>[2]): boolean {
  if (effect.type !== 'submit' && effect.type !== 'prepare') return false;
  const { sendBefore } = effect;
  return clock.now() >= sendBefore || elapsedBy(clock) - elapsed >= sendBefore - decided;
}

/** Makes the call that was decided. */
async function carryOut(
  desk: Desk,
  effect: Exclude<Effect, { type: 'ask' | 'screen' }>,
  { transaction, attempt }: { transaction: Transaction; attempt: Attempt },
): Promise<Input> {
  const names = { transactionId: transaction.id, attemptId: attempt.id };
  switch (effect.type) {
    case 'lookup':
      return { type: 'looked_up', ...names, answer: await desk.lookup(transaction, attempt) };
    case 'replace':
      return { type: 'replaced', ...names, answer: await desk.replace(transaction, attempt) };
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
 * known only after its attempt was looked up. What is kept may have been committed all the same: an answer that tells
 * something changes nothing when it comes twice. Silence would be counted twice, so it is not kept. An answer is kept for `keepMs` at most: by then its attempt is due, and whoever looks after it knows more.
 * There is no more of it than calls were under way when the store was lost, as none begins without a commit.
 */
export function createKeptAnswers({ clock, keepMs }: { clock: Clock; keepMs: number }): KeptAnswers {
  let kept: KeptAnswer[] = [];
  const isFresh = ({ cameAt }: KeptAnswer): boolean => clock.now() < cameAt + keepMs;
  return {
    keep(answer) {
      if (!isFresh(answer) || isSilence(answer.input)) return false;
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

/** Whether it tells nothing of its order, and only counts. What is not there may be sent again, so that is asked for anew. */
function isSilence(input: Input): boolean {
  if (input.type !== 'looked_up') return false;
  const { answer } = input;
  return answer.kind === 'unknown' || (answer.kind === 'not_found' && answer.isExpired !== true);
}
