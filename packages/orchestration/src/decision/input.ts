import type { Id, Instant, Money } from '@diboas/kernel';
import type { Offers, Recipient, Terms } from '../agreement/terms.ts';
import type { Screened } from '../checks/check.ts';
import type { Profile, ProfileChange } from '../checks/profile.ts';
import type {
  CancelAnswer,
  HeldBack,
  LookupAnswer,
  Observation,
  PrepareAnswer,
  SubmitAnswer,
} from '../provider/answer.ts';
import type { InboxEvent } from '../provider/inbox-event.ts';
import type { Act } from '../transaction/act.ts';
import type { Transaction } from '../transaction/transaction.ts';

/** A person confirmed a quote. `fingerprint` is a hash of the request's content, to tell a repeat from a mix-up. */
export interface InitiateInput {
  readonly type: 'initiate';
  readonly terms: Terms;
  readonly key: string;
  readonly fingerprint: string;
  /** The total that the person saw, in minor units. */
  readonly totalSeen: { readonly asset: string; readonly units: bigint };
}

/** What came of sending an attempt. */
export interface AnswerInput {
  readonly type: 'answer';
  readonly transactionId: Id;
  readonly attemptId: Id;
  /** The send that it answers. */
  readonly send: number;
  readonly answer: SubmitAnswer | HeldBack;
}

/** What came of asking about an attempt. */
export interface LookedUpInput {
  readonly type: 'looked_up';
  readonly transactionId: Id;
  readonly attemptId: Id;
  readonly answer: LookupAnswer;
}

/** What came of preparing an attempt. */
export interface PreparedInput {
  readonly type: 'prepared';
  readonly transactionId: Id;
  readonly attemptId: Id;
  /** The try that it answers: of two that were made, one is kept. */
  readonly send: number;
  readonly answer: PrepareAnswer | HeldBack;
}

/** What came of making a version of an attempt that pays its network more. */
export interface ReplacedInput {
  readonly type: 'replaced';
  readonly transactionId: Id;
  readonly attemptId: Id;
  readonly answer: PrepareAnswer | HeldBack;
}

/** What came of asking to stop an attempt. */
export interface CancelAnsweredInput {
  readonly type: 'cancel_answered';
  readonly transactionId: Id;
  readonly attemptId: Id;
  readonly answer: CancelAnswer;
}

/** A webhook with a good signature, about one of our attempts. */
export interface WebhookInput {
  readonly type: 'webhook';
  readonly transactionId: Id;
  readonly attemptId: Id;
  readonly observation: Observation;
  readonly event: InboxEvent;
}

/**
 * The second half of a move between customers: an input to the recipient's bucket, made by what the sender's commit
 * decided and applied once. `transactionId` is the recipient's, `sent` are the sender's terms.
 */
export interface ArriveInput {
  readonly type: 'arrive';
  readonly transactionId: Id;
  readonly sent: Terms;
}

/**
 * Somebody signs in by the address that money waits for. The first one that comes in time fixes who gets it, and by which
 * transaction: any other changes nothing. `recipient` is theirs, with an id that was made for this.
 */
export interface ClaimedInput {
  readonly type: 'claimed';
  readonly transactionId: Id;
  readonly recipient: Recipient;
}

/** What providers offer now for what was agreed before. */
export interface OfferedInput {
  readonly type: 'offered';
  readonly transactionId: Id;
  readonly offers: Offers;
}

/** What whoever knows lists and addresses says of who gets it; null where nobody answered. */
export interface ScreenedInput {
  readonly type: 'screened';
  readonly transactionId: Id;
  readonly screened: Screened | null;
}

/** What the checks of a transaction go by has changed: of its customer, or of the rules. */
export interface WokenInput {
  readonly type: 'woken';
  readonly transactionId: Id;
}

/**
 * Something became known of a customer. All that rests for their checks goes on in the same commit: `transactionIds` are what
 * they have under way, and where one is missing nothing is changed and the reply names all.
 */
export interface ProfileInput {
  readonly type: 'profile';
  readonly customerId: string;
  readonly change: ProfileChange;
  /** Who says so: a provider, an operator, the engine. */
  readonly by: string;
  readonly reason: string;
  readonly transactionIds: readonly Id[];
}

/** A resting transaction's time has come. `leasedUntil` tells whether this claim is still the current one. */
export interface DueInput {
  readonly type: 'due';
  readonly transactionId: Id;
  readonly leasedUntil: Instant;
}

/** Its owner or a person of ours does something to a transaction, or agrees to what another one asked for by the same key. */
export interface ActInput {
  readonly type: 'act';
  readonly transactionId: Id;
  /** Who: the customer, or a name that the audit can be read by. */
  readonly by: string;
  readonly key: string;
  readonly act: Act;
  readonly reason: string;
  /** Where the proof lies, for what needs one. */
  readonly evidence: string | null;
}

/** An input about this transaction failed twice by a bug of ours; a person must look. */
export interface ParkInput {
  readonly type: 'park';
  readonly transactionId: Id;
  /** The kind of input that failed. */
  readonly failed: string;
  readonly cause: string;
}

/** Money was seen at an address of a person's, which nobody was asked about. `key` is the same whoever tells of it. */
export interface DepositedInput {
  readonly type: 'deposited';
  readonly terms: Terms;
  readonly key: string;
}

/** Everything that can change a transaction. There is no other way in. */
export type Input =
  | InitiateInput
  | DepositedInput
  | AnswerInput
  | LookedUpInput
  | PreparedInput
  | ReplacedInput
  | CancelAnsweredInput
  | WebhookInput
  | ArriveInput
  | ClaimedInput
  | OfferedInput
  | ScreenedInput
  | WokenInput
  | ProfileInput
  | DueInput
  | ActInput
  | ParkInput;

/** An input about a transaction that exists. */
export type ChangeInput = Exclude<Input, InitiateInput | DepositedInput | ArriveInput | ProfileInput>;

/** The transactions that the input names. */
export function transactionIdsOf(input: Input): readonly Id[] {
  if (input.type === 'profile') return input.transactionIds;
  return [begins(input) ? input.terms.id : input.transactionId];
}

/** Whether it makes a transaction of terms of its own, once by its key. */
export function begins(input: Input): input is InitiateInput | DepositedInput {
  return input.type === 'initiate' || input.type === 'deposited';
}

/** Why a confirmation is refused without a transaction being made, in the order in which it is checked. */
export type InitiateRefusal =
  | 'key_reused'
  | 'quote_used'
  | 'quote_expired'
  | 'price_changed'
  | 'no_operation'
  /** They begin nothing. */
  | 'account_frozen'
  | 'too_much_open'
  | 'over_limit'
  | 'insufficient_funds';

/** Why an act is refused; nothing was done. */
export type ActRefusal =
  | 'key_reused'
  /** Something was paid, or may have been, or it has ended, or its provider cannot stop it. */
  | 'too_late'
  | 'no_such_item'
  /** Nobody would look at the transaction any more, and it has not ended. */
  | 'item_needed'
  | 'nothing_to_ask'
  /** A call to the provider is under way: its answer comes within a minute. */
  | 'call_under_way'
  | 'not_in_doubt'
  | 'key_forgotten'
  /** It has ended, or nothing of it lies with a provider. */
  | 'nothing_to_give_back'
  /** A part of it was booked already. */
  | 'partly_done'
  /** Our own book knows what became of what goes between customers. */
  | 'own_book'
  | 'evidence_missing'
  | 'no_difference'
  /** The figures are of another asset than the order's. */
  | 'other_asset'
  /** Nothing of it waits for a reviewer. */
  | 'nothing_to_review'
  /** Whoever it is about decides nothing of it. */
  | 'own_case';

/** What became of an input. `repeated`: seen before, the first answer is given again. */
export type Reply =
  | { readonly kind: 'applied'; readonly transaction: Transaction }
  | { readonly kind: 'repeated'; readonly transaction: Transaction | null }
  | { readonly kind: 'ignored'; readonly transaction: Transaction }
  | { readonly kind: 'parked' }
  /** Of a profile, as it is now, and what of theirs went on by it. */
  | { readonly kind: 'profile'; readonly profile: Profile; readonly transactions: readonly Transaction[] }
  /** More is under way of them than the input named: all of it. Nothing was changed. */
  | { readonly kind: 'incomplete'; readonly transactionIds: readonly Id[] }
  /** Another node knows what this one does not: its operation or its provider. Nothing was changed. */
  | { readonly kind: 'deferred' }
  | { readonly kind: 'act_refused'; readonly refusal: ActRefusal }
  /** `left`: what is left of the limit, when that is why. */
  | { readonly kind: 'refused'; readonly refusal: InitiateRefusal; readonly left?: Money };
