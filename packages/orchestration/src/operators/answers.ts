import type { Act } from '../transaction/act.ts';
import type { ItemCause } from '../transaction/item.ts';

/** What may answer each, as docs/operating.md tells it with what to look at first. */
export const ANSWERS: Readonly<Record<ItemCause, readonly Act['kind'][]>> = {
  outcome_unknown: ['ask_again', 'send_again', 'give_back'],
  provider_silent: ['ask_again', 'give_back'],
  overdue: ['ask_again', 'give_back'],
  excess_delivered: ['close_item'],
  amount_mismatch: ['accept_difference', 'ask_again', 'give_back'],
  success_after_failure: ['close_item'],
  failure_after_success: ['close_item'],
  reversed_after_completion: ['close_item'],
  compensation_failed: ['close_item'],
  compliance_review: ['approve', 'deny', 'note'],
  compliance_denied: ['close_item'],
  input_failed: ['close_item'],
};
