import type { Id, Instant, Money } from '@diboas/kernel';
import type { AccountKey, Hold, Transfer, TransferRefusal } from '@diboas/ledger';
import type { Terms } from '../agreement/terms.ts';
import type { Checking } from '../checks/check.ts';
import type { MarketSession } from '../operation/market-hours.ts';
import type { CreateId, DecisionContext, Operation } from '../operation/operation.ts';
import type { Habits } from '../provider/habits.ts';
import type { TransactionEvent } from '../transaction/event.ts';
import type { ItemClosing, OperatorItem } from '../transaction/item.ts';
import type { Attempt, Transaction } from '../transaction/transaction.ts';
import type { Pace } from './schedule.ts';

/** What is done after the commit. What comes back is a new input. */
export type Effect =
  | {
      readonly type: 'submit' | 'prepare';
      readonly transactionId: Id;
      readonly attemptId: Id;
      /** Which send of the attempt it is, or which try to prepare it: 1 for the first. */
      readonly send: number;
      /** From then on others look after the attempt, so a call that has waited until then is not made any more. */
      readonly sendBefore: Instant;
    }
  | { readonly type: 'lookup'; readonly transactionId: Id; readonly attemptId: Id }
  /** Makes a version that pays its network more. Late or repeated it does no harm: what it gives is committed first. */
  | { readonly type: 'replace'; readonly transactionId: Id; readonly attemptId: Id }
  /** Asks to stop it. Late or repeated it does no harm. */
  | { readonly type: 'cancel'; readonly transactionId: Id; readonly attemptId: Id }
  /** Asks whoever knows addresses about where it goes. */
  | { readonly type: 'screen'; readonly transactionId: Id }
  /** Asks providers what they offer now. */
  | { readonly type: 'ask'; readonly transactionId: Id };

/**
 * What one input decides, before anything is written. `events` empty means that nothing changes.
 * It is filled by the functions that `advance` calls, in order, and never read back by them.
 */
export interface Decision {
  readonly events: TransactionEvent[];
  readonly transfers: Transfer[];
  readonly effects: Effect[];
  readonly items: OperatorItem[];
  readonly closings: ItemClosing[];
  /** Transactions that this one brings about, in the same commit. */
  readonly spawned: Spawned[];
}

/** A whole life decided at once: the provider has already done it. */
export interface Spawned {
  readonly terms: Terms;
  readonly events: readonly TransactionEvent[];
  readonly transfers: readonly Transfer[];
}

export function createDecision(): Decision {
  return { events: [], transfers: [], effects: [], items: [], closings: [], spawned: [] };
}

/** What `advance` may know: the time, new ids, the operation, the holds, and how providers behave. */
export interface Facts extends DecisionContext {
  readonly createId: CreateId;
  readonly operation: Operation;
  readonly pace: Pace;
  /** Open holds of the transaction. */
  readonly holds: readonly Hold[];
  /** What an account can spend now. */
  readonly availableOf: (key: AccountKey) => bigint;
  /** What is on an account now, and no less for what of it is set aside to leave. */
  readonly heldOn: (key: AccountKey) => bigint;
  /** What the ledger would say to these transfers. */
  readonly refusalOf: (transfers: readonly Transfer[]) => TransferRefusal | null;
  /** Whether the terms are more than what is left to the customer. */
  readonly isOverLimit: (terms: Terms) => boolean;
  /**
   * What the checks of the terms find by what is known now, beside what reviewers let pass and what the address came to; null
   * where nothing is looked at.
   */
  readonly look: (terms: Terms, known: Pick<Checking, 'passed' | 'screened'>) => Checking | null;
  /** How the exchange stands in whose hours these terms are sent; null where they are sent at any time. */
  readonly sessionOf: (terms: Terms) => MarketSession | null;
  /** Whether new work may be sent to a provider now: not switched off, and its breaker lets calls through. */
  readonly admits: (provider: string) => boolean;
  /** Whether this node can ask providers for offers again. */
  readonly canAsk: boolean;
  /** What a provider remembers, and what it can be asked for. */
  readonly habitsOf: (provider: string) => Habits;
  /** The most that an act of one person alone may be about. */
  readonly actAloneMax: Money;
  /** The most that one reviewer alone may let pass. */
  readonly reviewAloneMax: Money;
  /** A number from 0 up to but not including 1, for jitter. */
  readonly random: { uint32(): number };
}

/** The attempt in question, its transaction, and what is known beside them. */
export interface AttemptScene {
  readonly transaction: Transaction;
  readonly attempt: Attempt;
  readonly facts: Facts;
}
