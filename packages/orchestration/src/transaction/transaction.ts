import type { Id, Instant, Money, Network } from '@diboas/kernel';
import type { RoutingExplanation } from '../agreement/explanation.ts';
import { isOfLegs, type Order, orderFor, type Recipient, type Terms } from '../agreement/terms.ts';
import type { Checking } from '../checks/check.ts';
import type { Confirmations, Memo, RejectionCode } from '../provider/answer.ts';
import type { Movement } from '../provider/movement.ts';
import type { Acted } from './act.ts';
import type { OpenItem } from './item.ts';
import type { Activity, Status } from './status.ts';

/**
 * One try at one provider. `preparing`: what is to be sent is being made, and nothing was sent. `sending`: its row is
 * committed and the call may be under way. `unknown`: it may have happened. `rejected` is the only state in which it surely
 * did not and will not happen; at any time at most one attempt of a transaction is in another state.
 */
export type AttemptState = 'preparing' | 'sending' | 'unknown' | 'accepted' | 'succeeded' | 'rejected';

export interface Attempt {
  readonly id: Id;
  readonly number: number;
  readonly provider: string;
  /** The idempotency key: the same for every repeat, a new attempt has a new one. */
  readonly key: string;
  readonly state: AttemptState;
  /** How far the provider said it is, once accepted. */
  readonly stage: 'open' | 'working' | null;
  /** Whether some send of it ended without an answer, so that a later "never sent" proves nothing. */
  readonly inDoubt: boolean;
  readonly reference: string | null;
  /** How often it was sent, and how often it was looked up since the last news. */
  readonly sends: number;
  readonly lookups: number;
  /** How many look-ups since the last news had no answer that makes sense. */
  readonly silent: number;
  readonly rejection: RejectionCode | null;
  /** What came of asking its provider to stop it; null while nobody has. */
  readonly cancel: AskedCancel | null;
  /** All that was prepared for it, the bytes as they are kept: the last is what is sent, and any may have been carried out. */
  readonly memos: readonly Memo[];
  /** What moved at the provider under it, as far as it fits the order. */
  readonly movements: readonly Movement[];
  /** How far a network was with it when last heard of; null where nobody told. */
  readonly progress: Confirmations | null;
  /** When its network was last to be paid more for it, and how often; null where it never waited for long. */
  readonly replacement: AskedReplacement | null;
  /** What it is asked for, where that was offered after the confirmation; null where it is in the terms. */
  readonly order: Order | null;
  /** Why this provider: scores, who was left out, and after what. */
  readonly routing: RoutingExplanation | null;
  readonly startedAt: Instant;
}

/** Another version that pays more was asked for, whatever came of it. */
export interface AskedReplacement {
  readonly askedAt: Instant;
  readonly times: number;
}

/** That a provider was asked to stop an order. Whether it did, the order's own end says. */
export interface AskedCancel {
  readonly askedAt: Instant;
  /** By the provider's word it could not be stopped any more. */
  readonly isTooLate: boolean;
}

/** Whether only bytes that were committed are sent for it, which can be carried out once whoever remembers its key. */
export function isPrepared({ memos }: Attempt): boolean {
  return memos.length > 0;
}

/** Whether its provider was asked to stop it and has not answered that it is too late. */
export function isBeingCancelled({ cancel }: Attempt): boolean {
  return cancel !== null && !cancel.isTooLate;
}

export type FailureCode =
  | 'declined_by_provider'
  /** The provider had the money, and could not deliver: it gives the money back. */
  | 'not_delivered'
  | 'not_paid_in_time'
  /** Its owner stopped it before anything was paid. */
  | 'cancelled'
  /** Whoever it was sent to did not come in time. */
  | 'not_claimed'
  | 'no_provider_available'
  /** Nobody offered it within what was agreed while the exchange was open. */
  | 'price_moved'
  | 'refused_by_rules'
  /** More than may be done in a day or a month. */
  | 'over_limit'
  /** Its person had to show who they are, and did not in time, or it was refused. */
  | 'not_verified'
  /** Somebody had to look at it, and nobody let it pass in time. */
  | 'not_cleared'
  /** A check said no, and its person is not told why. */
  | 'not_allowed'
  /** Whoever was to get it is given nothing now, on either side of what was sent. */
  | 'recipient_cannot_receive'
  | 'provider_error';

/** Why a resting transaction is looked at again. */
export type DueReason =
  /** The call was to be made, and nothing was heard of it: the node may have died. */
  | 'submission_unanswered'
  /** A send that was turned away is made again. */
  | 'resend'
  /** The provider is asked for news, because webhooks get lost. */
  | 'lookup'
  /** An operator's item has reached its deadline. */
  | 'operator_deadline'
  /** An operator has the provider asked for news now. */
  | 'asked'
  /** What is waited for has not come in time. */
  | 'wait_over'
  /** Nobody has answered what is offered now. */
  | 'offers'
  /** Whoever knows lists and addresses has not answered. */
  | 'screening'
  /** What was done and must not stay is taken back once more. */
  | 'undo';

export interface Due {
  readonly at: Instant;
  readonly reason: DueReason;
}

/**
 * What a transaction rests for, on the rung that it has reached: nothing of it lies with a provider meanwhile. Each wait has
 * an end, and what is set aside then comes back.
 */
export interface Wait {
  /**
   * `recipient`: nobody signs in by the address yet that it was sent to. `offers`: those that were confirmed are over, and
   * providers are asked for others within what was agreed. `identity`: its person shows who they are. `review`: a person of ours
   * looks at it. `screening`: whoever knows lists and addresses is asked who gets it. `market`: the exchange is closed, and it is
   * sent once that opens, or waits longer if it does not. `price`: what is offered now is beyond what was agreed.
   */
  readonly for: 'recipient' | 'offers' | 'identity' | 'review' | 'screening' | 'market' | 'price';
  readonly until: Instant;
}

/** Where what was handed over has gone. */
export interface Delivery {
  readonly money: Money;
  readonly network: Network;
  readonly destination: string;
  /** The network's own reference, such as a transaction hash or signature; the first one, where there are several. */
  readonly networkReference: string | null;
}

/** What was booked of what really moved, in all. `fee` is our own, on top of what left or of what arrived. */
export interface Settlement {
  readonly charged: Money | null;
  readonly delivered: Delivery;
  readonly credited: Money;
  readonly fee: Money;
  /** What a network took from us for it, which is paid for within `fee`; absent where it took nothing. */
  readonly spent?: Money;
  /** Whether it is less than was ordered. */
  readonly part: boolean;
}

/** What follows from a transaction after its end, as histories call it: part of stored rows, so it never changes. */
export type FollowUpName = 'REVERSAL' | 'RETURN' | 'YIELD';

/** A transaction that this one brought about after its end, and what that took from the person or brought them. */
export interface Follower {
  readonly id: Id;
  readonly operation: FollowUpName;
  readonly money: Money;
}

/** What was given back: reservations that were released, and money or fees that were refunded. */
export interface Compensation {
  readonly released: readonly Money[];
  readonly refunded: readonly Money[];
  readonly at: Instant;
}

/** A moment of its history: each status once in a plain life. */
export interface Milestone {
  readonly status: Status;
  readonly activity: Activity | null;
  readonly at: Instant;
}

/**
 * `waiting` for others, then `running`; `done`, or `failed` with everything of it given back; `skipped`: never begun, because
 * another one failed. What is done and must not stay is `undoing`; `undo_due` while a failed undo waits for its next try,
 * `undone`, or `undo_failed`, which a person looks at. `taken_back`: its provider took back what it had done.
 */
export type LegState =
  | 'waiting'
  | 'running'
  | 'done'
  | 'failed'
  | 'skipped'
  | 'undoing'
  | 'undo_due'
  | 'undone'
  | 'undo_failed'
  | 'taken_back';

/** How far one leg of a transaction is. What it was to do is in the terms. */
export interface Leg {
  readonly key: string;
  readonly state: LegState;
  /** What it really did, once it is done. */
  readonly did: Settlement | null;
  /** The order in which legs were done, from 1; undoing goes the other way. */
  readonly doneAs: number | null;
  /** The last transaction that was to take it back, and how many there were. */
  readonly undoId: Id | null;
  readonly undoTries: number;
}

/** What is new of a leg. */
export type LegChange = Partial<Omit<Leg, 'key'>>;

/** An operation's life after the person confirmed a quote. Changed by `evolve` only. */
export interface Transaction {
  readonly id: Id;
  readonly customerId: string;
  readonly operation: string;
  readonly terms: Terms;
  readonly status: Status;
  readonly activity: Activity | null;
  /** Rises by one with each journal entry of this transaction. */
  readonly version: number;
  /** The place of its last journal entry in the customer's stream. */
  readonly seq: number;
  readonly attempts: readonly Attempt[];
  /** What it is done in, where that is several transactions: as many as its terms have legs. */
  readonly legs: readonly Leg[];
  readonly actionUrl: string | null;
  /**
   * Who gets the money of an operation between customers. Of the terms, or whoever came first to the address that it was
   * sent to; null while nobody has, and where it goes to no customer.
   */
  readonly recipient: Recipient | null;
  /** What it rests for before it is sent; null while it rests for nothing. */
  readonly wait: Wait | null;
  /** What its checks found; null where they found nothing at once. */
  readonly checking: Checking | null;
  readonly settlement: Settlement | null;
  readonly failure: FailureCode | null;
  /** What was given back when it ended without success. */
  readonly compensation: Compensation | null;
  /** What followed from it after its end, in order. */
  readonly followedBy: readonly Follower[];
  /** What an operator was asked to look at and has not answered. */
  readonly openItems: readonly OpenItem[];
  /** What operators did to it, or asked for, in order. */
  readonly acts: readonly Acted[];
  readonly history: readonly Milestone[];
  readonly due: Due | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/**
 * The attempt that is looked up after everything was given back: the one that is not rejected, or the last one. News of
 * a failure is the end of one try at a page that may be tried again, so it is believed and still asked about.
 */
export function followedAttempt(transaction: Transaction): Attempt | null {
  return liveAttempt(transaction) ?? transaction.attempts.at(-1) ?? null;
}

/** Whether a step of it may look at what its customer began before: a leg that begins, or checks that are looked at again. */
export function countsEarlier({ terms, status }: Pick<Transaction, 'terms' | 'status'>): boolean {
  return status === 'VALIDATING' || isOfLegs(terms);
}

/** The attempt that is not definitively rejected, if there is one. */
export function liveAttempt(transaction: Transaction): Attempt | null {
  return transaction.attempts.find((attempt) => attempt.state !== 'rejected') ?? null;
}

/** The transaction that took this one back after it had completed, the last one if there were several; else null. */
export function reversedBy({ followedBy }: Transaction): Id | null {
  return followedBy.findLast(({ operation }) => operation === 'REVERSAL')?.id ?? null;
}

/** What the attempt's provider is asked for. */
export function orderOf({ terms }: Pick<Transaction, 'terms'>, { order, provider }: Attempt): Order {
  return order ?? orderFor(terms, provider);
}
