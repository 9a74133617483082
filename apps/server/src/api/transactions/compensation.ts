import { formatInstant, type Money, unreachable } from '@diboas/kernel';
import type { FailureCode, Transaction } from '@diboas/orchestration';
import type { CompensationView, PersonState } from '@diboas/protocol';
import { showMoney } from '../money/view.ts';
import { doneInPart } from './legs.ts';

/**
 * The report of what was given back. None once the money arrived all the same: what was released then came back
 * by the settlement, and the receipt is what counts.
 */
export function showCompensation(transaction: Transaction, state: PersonState): CompensationView | null {
  const { compensation, settlement, failure } = transaction;
  if (!compensation || settlement || doneInPart(transaction)) return null;
  const { released, refunded, at } = compensation;
  return {
    released: released.filter(isSome).map(showMoney),
    refunded: refunded.filter(isSome).map(showMoney),
    at: formatInstant(at),
    next: nextFor(state, failure),
  };
}

function isSome({ units }: Money): boolean {
  return units !== 0n;
}

/** Starting again is only named where it is sure that no money is under way (R33). */
function nextFor(state: PersonState, failure: FailureCode | null): CompensationView['next'] {
  switch (state) {
    case 'declined':
      // Once its provider had money, nobody is sent to pay again while it is asked what became of that. One that was
      // declined before is: who pays by another way will not go back to its page.
      return failure === 'not_delivered' || failure === null ? 'nothing' : afterFailure(failure);
    case 'failed_nothing_moved':
    case 'returned':
    case 'cancelled':
    case 'expired':
      return failure === null ? 'start_again' : afterFailure(failure);
    case 'return_failed':
      return 'contact_us';
    case 'accepted':
    case 'awaiting_you':
    case 'awaiting_recipient':
    case 'processing':
    case 'retrying':
    case 'delayed':
    case 'under_review':
    case 'unknown':
    case 'completed':
    case 'partly_done':
    case 'returning':
    case 'cancelling':
    case 'cancel_too_late':
    case 'reversed':
    case 'taken_back':
      return 'nothing';
    default:
      return unreachable(state);
  }
}

function afterFailure(failure: FailureCode): CompensationView['next'] {
  switch (failure) {
    case 'declined_by_provider':
    case 'no_provider_available':
      return 'choose_other_method';
    case 'not_paid_in_time':
    case 'cancelled':
    case 'not_claimed':
    case 'not_delivered':
    case 'price_moved':
    case 'provider_error':
      return 'start_again';
    case 'over_limit':
    case 'not_cleared':
      return 'nothing';
    case 'not_verified':
      return 'start_again';
    case 'not_allowed':
    case 'refused_by_rules':
      return 'contact_us';
    case 'recipient_cannot_receive':
      return 'nothing';
    default:
      return unreachable(failure);
  }
}
