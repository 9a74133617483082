import type { Id, Instant } from '@diboas/kernel';

/** Why a person must look: each is a cause with a next step in the operators' guide. */
export type ItemCause =
  | 'outcome_unknown'
  | 'amount_mismatch'
  | 'success_after_failure'
  | 'failure_after_success'
  | 'reversed_after_completion'
  | 'provider_silent'
  /** The provider answers, and has been at work for far longer than it should take. */
  | 'overdue'
  /** More was delivered than was ordered, by more than a small difference. */
  | 'excess_delivered'
  | 'compensation_failed'
  /** A check wants a person of ours to look before anything is sent: a case. */
  | 'compliance_review'
  /** A check said no, and its person was not told why: whether somebody must be told of it. */
  | 'compliance_denied'
  | 'input_failed';

export interface OperatorItem {
  readonly id: Id;
  readonly transactionId: Id;
  readonly customerId: string;
  readonly cause: ItemCause;
  readonly detail: string;
  readonly openedAt: Instant;
  readonly deadline: Instant;
}

/** An item of a transaction that nobody has closed. */
export interface OpenItem {
  readonly id: Id;
  readonly cause: ItemCause;
}

export interface ItemClosing {
  readonly itemId: Id;
  readonly by: string;
  readonly at: Instant;
}

/** Whether somebody is asked for this cause already. */
export function isAskedFor(items: readonly OpenItem[], cause: ItemCause): boolean {
  return items.some((one) => one.cause === cause);
}
