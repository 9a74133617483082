// Where the code answers a fault of docs/faults.md, that place bears the fault's name. A test whose title names the fault
// fails when the place was not come by (packages/testkit/src/marks), so a test cannot go on proving something else. What
// listens is the one thing here that changes, and nothing but tests ever sets it: otherwise a mark is a look at a null.

/** Faults that one place of the code answers. */
export const MARKS = [
  'answer.of_earlier_send',
  'answer.unwritten',
  'broadcast.dropped',
  'broadcast.stuck',
  'call.waited',
  'cancel.too_late',
  'claim.late',
  'deposit.undone',
  'delivered.far_more',
  'due.always_fails',
  'failure.saved',
  'failure.then_paid',
  'float.too_low',
  'input.bug',
  'key.forgotten',
  'market.closed',
  'market.put_off',
  'market.stays_closed',
  'node.of_another_version',
  'offers.over',
  'order.paid_twice',
  'return.untold',
  'payment.cancelled',
  'payment.late',
  'payment.missing',
  'payment.reversed',
  'prepare.silent',
  'prepared.expired',
  'prepared.late',
  'price.beyond',
  'provider.refuses',
  'provider.silent',
  'provider.slow',
  'recipient.refuses',
  'refusal.forgotten',
  'refused.at_work',
  'replacement.late',
  'replacement.none',
  'return.unsaid',
  'spend.cancelled',
  'spend.open',
  'success.twice',
  'timeout.executed',
  'timeout.not_executed',
  'unknown.for_long',
  'webhook.of_another',
] as const;

export type FaultMark = (typeof MARKS)[number];

let hear: ((name: FaultMark) => void) | null = null;

/** Says that the code has come by here. */
export function mark(name: FaultMark): void {
  hear?.(name);
}

/** For tests: null hears nothing. */
export function listenToMarks(listener: ((name: FaultMark) => void) | null): void {
  hear = listener;
}
