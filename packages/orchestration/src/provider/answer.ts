import type { Money, Network } from '@diboas/kernel';

/**
 * What a provider says about one order of ours, whichever way we learned it: the answer to a submission, a
 * look-up or a webhook. `stage` only ever rises, so observations may come in any order and any number of times.
 */
export interface Observation {
  /** The provider's own id of the order. */
  readonly reference: string;
  /**
   * `open`: taken, and waits for somebody (the person, usually). `processing`: money moved to the provider.
   * `succeeded` and `failed` are its ends. `reversed`: it succeeded and was taken back later, by a chargeback or
   * a return; `reversal` says why.
   */
  readonly stage: 'open' | 'processing' | 'succeeded' | 'failed' | 'reversed';
  /** The event in the words of the provider's role (mission row M4): payment_confirmed, crypto_delivered. */
  readonly milestone: string;
  /** Where the person must go to do their part, while `open`. */
  readonly actionUrl: string | null;
  /** What the person was charged in all, once known. */
  readonly charged: Money | null;
  /** What was handed over, once `succeeded`. */
  readonly delivered: Delivery | null;
  /** Why it failed, once `failed`. */
  readonly failure: RejectionCode | null;
  /** The return code or the kind of dispute, once `reversed`; absent otherwise. */
  readonly reversal?: string;
}

export interface Delivery {
  readonly money: Money;
  readonly network: Network;
  readonly destination: string;
  /** The network's own reference, such as a transaction hash or signature. */
  readonly networkReference: string | null;
}

/** Why a provider said no, in our closed words. */
export type RejectionCode =
  | 'declined'
  | 'invalid_request'
  | 'unsupported'
  | 'limit_exceeded'
  | 'not_authorised'
  /** What it would cost rose above what was agreed, before anybody could be charged. */
  | 'price_changed'
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

/** Not an adapter's answer: our own gate did not let the call through, so nothing was sent. */
export interface HeldBack {
  readonly kind: 'held_back';
}

/** The answer to asking about an order by our own key. `not_found` means the provider has never heard of it. */
export type LookupAnswer =
  | { readonly kind: 'found'; readonly observation: Observation }
  | { readonly kind: 'not_found' }
  /** `isAnswered`: the provider answered, and what it says of this one order cannot be made sense of. */
  | { readonly kind: 'unknown'; readonly detail: string; readonly isAnswered?: boolean };
