import type { Movement } from './movement.ts';

/**
 * What a provider says about one order of ours, whichever way we learned it: the answer to a submission, a look-up or a
 * webhook. An order fills: its stage only rises and its movements only grow, so observations may come in any order and
 * any number of times.
 */
export interface Observation {
  /** The provider's own id of the order. */
  readonly reference: string;
  /**
   * `open`: taken, and waits for somebody (the person, usually). `working`: money moved to the provider. `ended`: it is
   * over by the provider's word, and `end` says how.
   */
  readonly stage: 'open' | 'working' | 'ended';
  /** Once ended: `done`, or why no more will move; null before. */
  readonly end: OrderEnd | null;
  /**
   * Of an end with nothing taken and nothing given: it is proved that neither ever will be, so that another provider may be
   * asked. Absent where nobody proves that, as of a page that may yet be paid.
   */
  readonly elsewhere?: true;
  /** The event in the words of the provider's role (mission row M4): payment_confirmed, crypto_delivered. */
  readonly milestone: string;
  /** Where the person must go to do their part, while `open`. */
  readonly actionUrl: string | null;
  /**
   * How far a network is with it, as it is told while it works; absent where that is told in no figures. `undone`: the network
   * holds nothing of it, whatever it held before.
   */
  readonly progress?: Confirmations | 'undone';
  /**
   * Of what works: nothing of it is under way any more, and not all of the order is done. The rest is made once more can be,
   * for as long as it takes. Absent where something is under way.
   */
  readonly rest?: true;
  /**
   * Of what works: what was paid has left for good, and what it brings elsewhere is owed until it is there, however long that takes. It
   * can come to nothing no more. Absent where that is not so.
   */
  readonly owed?: true;
  /** All that moved so far, as far as the provider tells. Once ended, all that it did. */
  readonly movements: readonly Movement[];
}

/** Of so many confirmations that are wanted, how many there are. What a network undoes is fewer of them again. */
export interface Confirmations {
  readonly have: number;
  readonly want: number;
  /** Of what has none: others pay so much more for the next blocks that it waits for long. */
  readonly outbid?: true;
}

export type OrderEnd = 'done' | RejectionCode;

/** Why a provider said no, in our closed words. */
export type RejectionCode =
  | 'declined'
  | 'invalid_request'
  | 'unsupported'
  | 'limit_exceeded'
  | 'not_authorised'
  /** What it would cost rose above what was agreed, before anybody could be charged. */
  | 'price_changed'
  /** Stopped on request before all of it was done. */
  | 'cancelled'
  /** Its time ran out at the provider before all of it was done. */
  | 'lapsed'
  /** Whoever was to get it begins nothing and is given nothing: only our own book says so. */
  | 'recipient_refuses'
  | 'other';

/**
 * The answer to a submission, sorted by the adapter into exactly one of four (A15).
 * What no adapter knows is `unknown`: it may have happened.
 */
export type SubmitAnswer =
  | { readonly kind: 'accepted'; readonly observation: Observation }
  /** It did not happen and will not happen under this key. `elsewhere`: another provider may well say yes. */
  | {
      readonly kind: 'rejected';
      readonly code: RejectionCode;
      readonly elsewhere: boolean;
      readonly detail: string;
    }
  /**
   * Nothing was done, and the same key may be sent again. `never_sent`: no connection came about. `rate_limited`: the
   * provider is well and asks for a pause, `waitMs` if it says how long.
   */
  | {
      readonly kind: 'retryable';
      readonly cause: 'never_sent' | 'rate_limited';
      readonly detail: string;
      readonly waitMs: number | null;
    }
  /**
   * `isReplayed`: the provider says that this failure is the one it saved under the key when it came first, so that the
   * same key will never give anything else.
   */
  | {
      readonly kind: 'unknown';
      readonly detail: string;
      readonly isReplayed?: boolean;
      /** The provider answered, and it is what it says of this one order that nobody can make sense of. */
      readonly isAnswered?: boolean;
    };

/**
 * What is sent to an order's provider, made beforehand: signed bytes, or a request with its timestamp. Only what was
 * committed is ever sent, and every repeat sends the same, so that whatever was carried out can be carried out once only.
 */
export interface Memo {
  /** Opaque to us. */
  readonly bytes: string;
  /** What it can be found by outside, such as a transaction's hash. */
  readonly names: readonly string[];
}

/**
 * The answer to preparing an order, which does nothing outside: whatever it is, nothing was carried out. The words are
 * those of a submission.
 */
export type PrepareAnswer =
  | { readonly kind: 'prepared'; readonly memo: Memo }
  /** It waits, within the time that was agreed, for its network to ask less: to be asked for again after so long. */
  | { readonly kind: 'later'; readonly waitMs: number }
  | Exclude<SubmitAnswer, { readonly kind: 'accepted' }>;

/**
 * The answer to being asked to stop an order. It is no end: what became of the order is told as an observation, and
 * whatever was done of it until then counts. `asked`: it is being stopped, or was stopped before. `too_late`: it can not
 * be stopped any more, or has ended.
 */
export type CancelAnswer =
  | { readonly kind: 'asked' | 'too_late' }
  | { readonly kind: 'unknown'; readonly detail: string; readonly isAnswered?: boolean };

/** Not an adapter's answer: our own gate did not let the call through, so nothing was sent. */
export interface HeldBack {
  readonly kind: 'held_back';
}

/**
 * The answer to asking about an order by our own key. `not_found` means the provider has never heard of it. `isExpired`: and
 * it is proved that what was prepared for it can never be taken any more, whoever has it.
 */
export type LookupAnswer =
  | { readonly kind: 'found'; readonly observation: Observation }
  | { readonly kind: 'not_found'; readonly isExpired?: boolean }
  /** `isAnswered`: the provider answered, and what it says of this one order cannot be made sense of. */
  | { readonly kind: 'unknown'; readonly detail: string; readonly isAnswered?: boolean };
