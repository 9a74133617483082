import { faultTable } from '../ground/own-faults.ts';

/** What can go wrong on the way to a bank, and how often it does. */
export const PAYOUT_FAULTS = faultTable('faults of payouts', {
  /** The bank takes days longer than was said. */
  payout_late: 0.1,
  /** Only a person can do something about it, and nobody does: nothing of what is said of it makes any sense. */
  payout_stuck: 0.02,
  /** No bank takes it. What had been taken for it comes back, whole. */
  payout_refused: 0.12,
  /** That it failed is told first, and that the money is back hours or days later. */
  refund_late: 0.3,
  /** It failed, and the money does not come back. */
  refund_unsaid: 0.25,
  /** The bank sends it back days later, and what was charged for it is kept. */
  payout_returned: 0.3,
  /** No message ever says so. */
  return_untold: 0.5,
  /** The same return is told by several events. */
  return_told_twice: 0.3,
});

export type PayoutFaults = ReturnType<typeof PAYOUT_FAULTS.begin>;
